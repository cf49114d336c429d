/** Manifests as a read-only document: for the editor's own search, diff and go to definition. */
import * as vscode from 'vscode';

import { Changes } from '../preview/changes';
import { sayWhatIsNeeded, sourceOf } from '../preview/source';
import { Session } from '../session';
import { MANIFESTS_SCHEME, manifestsAddress } from './address';
import { ManifestsDocuments } from './documents';
import { ManifestsDefinitions, ManifestsHeadings } from './navigation';

export function registerManifests(session: Session, output: vscode.LogOutputChannel, changes: Changes): vscode.Disposable {
  const documents = new ManifestsDocuments(session, output);
  const selector = { scheme: MANIFESTS_SCHEME };
  return vscode.Disposable.from(
    documents,
    changes.onDidChange((delay) => documents.refreshAll(delay)),
    vscode.workspace.registerTextDocumentContentProvider(MANIFESTS_SCHEME, documents),
    vscode.languages.registerDefinitionProvider(selector, new ManifestsDefinitions(documents)),
    vscode.languages.registerCodeLensProvider(selector, new ManifestsHeadings(documents)),
    vscode.workspace.onDidCloseTextDocument((document) => documents.close(document.uri)),
  );
}

/** Opens the manifests of a document (of the active editor when none is named) beside it. */
export async function showManifests(uri: unknown): Promise<void> {
  const source = sourceOf(uri);
  if (source === undefined) {
    sayWhatIsNeeded();
    return;
  }
  const target = vscode.Uri.from(manifestsAddress(source));
  const shown = vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === target.toString());
  const document = await vscode.workspace.openTextDocument(target);
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
}
