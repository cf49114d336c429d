/** Asks the server for everything a preview shows. */
import * as vscode from 'vscode';

import { DIFF_COMMAND, GRAPH_COMMAND, PREVIEW_COMMAND } from '../client-options';
import { Session } from '../session';
import { readAnswer } from './answer';
import { readDifference } from './difference-answer';
import { DifferenceModel, differenceModel } from './difference-model';
import { readGraphs } from './graph-answer';
import { Application, applicationsOf } from './model';

/** The applications of a document; `undefined` when no server is running. A cancelled request throws. */
export async function askApplications(session: Session, uri: string, signal: AbortSignal): Promise<Application[] | undefined> {
  const [manifests, pictures] = await Promise.all([
    session.execute(PREVIEW_COMMAND, { uri }, signal),
    session.execute(GRAPH_COMMAND, { uri, format: 'svg', theme: themeName() }, signal),
  ]);
  const previews = readAnswer(manifests);
  return previews && applicationsOf(previews, readGraphs(pictures));
}

/** The revision that documents are compared with. */
export const REVISION = 'HEAD';

/** What a document changes for the deployment; `undefined` when no server is running. Throws why nothing can be compared. */
export async function askDifference(session: Session, uri: string, signal: AbortSignal): Promise<DifferenceModel | undefined> {
  const about = { uri, revision: REVISION };
  const [changes, pictures] = await Promise.all([
    session.execute(DIFF_COMMAND, about, signal),
    session.execute(GRAPH_COMMAND, { ...about, format: 'svg', theme: themeName() }, signal),
  ]);
  const difference = readDifference(changes);
  return difference && differenceModel(difference, readGraphs(pictures));
}

/** The name of the application at a place. */
export async function askName(session: Session, uri: string, position: unknown): Promise<string | undefined> {
  return readAnswer(await session.execute(PREVIEW_COMMAND, { uri, position }))?.[0]?.app;
}

function themeName(): 'light' | 'dark' {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight ? 'light' : 'dark';
}
