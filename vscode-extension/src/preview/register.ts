/** Connects the preview with the editor: its documents, what refreshes them, and the command that opens one. */
import * as vscode from 'vscode';

import { DOCUMENT_SELECTOR } from '../client-options';
import { Session } from '../session';
import { PREVIEW_SCHEME, previewAddress } from './address';
import { PreviewDocuments } from './documents';
import { PreviewDefinitions, PreviewHeadings } from './navigation';

const TYPING_DELAY = 150;
/** Longer than the client library waits before it tells the server about changed files. */
const DISK_DELAY = 600;

export function registerPreview(session: Session, output: vscode.LogOutputChannel): vscode.Disposable {
  const documents = new PreviewDocuments(session, output);
  const files = vscode.workspace.createFileSystemWatcher('**/*.{yaml,yml,json}');
  const selector = { scheme: PREVIEW_SCHEME };
  return vscode.Disposable.from(
    documents,
    files,
    files.onDidChange(() => documents.refreshAll(DISK_DELAY)),
    files.onDidCreate(() => documents.refreshAll(DISK_DELAY)),
    files.onDidDelete(() => documents.refreshAll(DISK_DELAY)),
    session.onDidChangeState((state) => {
      if (state.kind === 'running') {
        documents.refreshAll(0);
      }
    }),
    vscode.workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, documents),
    vscode.languages.registerDefinitionProvider(selector, new PreviewDefinitions(documents)),
    vscode.languages.registerCodeLensProvider(selector, new PreviewHeadings(documents)),
    vscode.workspace.onDidCloseTextDocument((document) => documents.close(document.uri)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (vscode.languages.match(DOCUMENT_SELECTOR, document) > 0) {
        documents.refreshAll(TYPING_DELAY);
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('oam.platform')) {
        documents.refreshAll(TYPING_DELAY);
      }
    }),
  );
}

/** Opens the preview of a document (of the active editor when none is named) beside it. */
export async function showPreview(uri: unknown): Promise<void> {
  const source = sourceOf(uri);
  if (source === undefined) {
    void vscode.window.showInformationMessage('OAM: open a YAML document with an application first');
    return;
  }
  const target = vscode.Uri.from(previewAddress(source));
  const shown = vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === target.toString());
  const document = await vscode.workspace.openTextDocument(target);
  await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
}

function sourceOf(uri: unknown): vscode.Uri | undefined {
  if (uri instanceof vscode.Uri) {
    return uri;
  }
  if (typeof uri === 'string') {
    return vscode.Uri.parse(uri, true);
  }
  const document = vscode.window.activeTextEditor?.document;
  if (document?.uri.scheme === PREVIEW_SCHEME) {
    return vscode.Uri.parse(document.uri.query, true);
  }
  return document && vscode.languages.match(DOCUMENT_SELECTOR, document) > 0 ? document.uri : undefined;
}
