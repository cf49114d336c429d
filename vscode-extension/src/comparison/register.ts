/** The manifests of a revision beside those of now, in the editor's own view of differences. */
import * as vscode from 'vscode';

import { Changes } from '../preview/changes';
import { REVISION } from '../preview/request';
import { sayWhatIsNeeded, sourceOf } from '../preview/source';
import { Session } from '../session';
import { COMPARISON_SCHEME, comparisonAddress } from './address';
import { ComparisonDefinitions } from './definitions';
import { ComparisonDocuments } from './documents';

export interface RegisteredComparison extends vscode.Disposable {
  /** Opens the comparison of a document (of the active editor when none is named). */
  compare(uri: unknown): Promise<void>;
}

export function registerComparison(session: Session, output: vscode.LogOutputChannel, changes: Changes): RegisteredComparison {
  const documents = new ComparisonDocuments(session, output);
  const connected = vscode.Disposable.from(
    documents,
    changes.onDidChange((delay) => documents.refreshAll(delay)),
    vscode.workspace.registerTextDocumentContentProvider(COMPARISON_SCHEME, documents),
    vscode.languages.registerDefinitionProvider({ scheme: COMPARISON_SCHEME }, new ComparisonDefinitions(documents)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === COMPARISON_SCHEME) {
        documents.close(uri);
      }
    }),
  );
  return { compare: (uri) => compare(documents, uri), dispose: () => connected.dispose() };
}

async function compare(documents: ComparisonDocuments, uri: unknown): Promise<void> {
  const source = sourceOf(uri);
  if (source === undefined) {
    sayWhatIsNeeded();
    return;
  }
  try {
    await documents.start(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showInformationMessage(`OAM: nothing to compare with: ${reason}`);
    return;
  }
  const [old, now] = [comparisonAddress(source, 'old', REVISION), comparisonAddress(source, 'new', REVISION)].map((it) => vscode.Uri.from(it));
  const title = `${vscode.workspace.asRelativePath(source)}: manifests at ${REVISION} ↔ now`;
  await vscode.commands.executeCommand('vscode.diff', old, now, title, { preview: false });
}
