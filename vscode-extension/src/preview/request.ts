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
  const cancellation = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => cancellation.cancel(), { once: true });
  try {
    const [manifests, pictures] = await Promise.all([
      session.execute(PREVIEW_COMMAND, { uri }, cancellation.token),
      session.execute(GRAPH_COMMAND, { uri, format: 'svg', theme: themeName() }, cancellation.token),
    ]);
    const previews = readAnswer(manifests);
    return previews && applicationsOf(previews, readGraphs(pictures));
  } finally {
    cancellation.dispose();
  }
}

/** The revision that documents are compared with. */
export const REVISION = 'HEAD';

/** What a document changes for the deployment; `undefined` when no server is running. Throws why nothing can be compared. */
export async function askDifference(session: Session, uri: string, signal: AbortSignal): Promise<DifferenceModel | undefined> {
  const cancellation = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => cancellation.cancel(), { once: true });
  try {
    const about = { uri, revision: REVISION };
    const [changes, pictures] = await Promise.all([
      session.execute(DIFF_COMMAND, about, cancellation.token),
      session.execute(GRAPH_COMMAND, { ...about, format: 'svg', theme: themeName() }, cancellation.token),
    ]);
    const difference = readDifference(changes);
    return difference && differenceModel(difference, readGraphs(pictures));
  } finally {
    cancellation.dispose();
  }
}

/** The name of the application at a place. */
export async function askName(session: Session, uri: string, position: unknown): Promise<string | undefined> {
  const cancellation = new vscode.CancellationTokenSource();
  try {
    return readAnswer(await session.execute(PREVIEW_COMMAND, { uri, position }, cancellation.token))?.[0]?.app;
  } finally {
    cancellation.dispose();
  }
}

function themeName(): 'light' | 'dark' {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight ? 'light' : 'dark';
}
