/**
 * Tells the editor which documents are OAM, so that commands stand only where they can do something: `oam.isOam` is about
 * the active editor, `oam.documents` holds the addresses of all that are seen.
 */
import * as vscode from 'vscode';

import { DOCUMENT_SELECTOR } from './client-options';
import { holdsOam } from './other-yaml';
import { Latest } from './preview/latest';

const TYPING_DELAY = 300;

export function registerDocumentsContext(): vscode.Disposable {
  const update = new Latest(async () => {
    const seen = vscode.window.visibleTextEditors.map((it) => it.document).filter(isOam);
    const active = vscode.window.activeTextEditor?.document;
    await vscode.commands.executeCommand('setContext', 'oam.documents', seen.map((it) => it.uri.toString()));
    await vscode.commands.executeCommand('setContext', 'oam.isOam', active !== undefined && seen.includes(active));
  });
  void update.run();
  return vscode.Disposable.from(
    { dispose: () => update.cancel() },
    vscode.window.onDidChangeActiveTextEditor(() => update.schedule(0)),
    vscode.window.onDidChangeVisibleTextEditors(() => update.schedule(0)),
    vscode.workspace.onDidOpenTextDocument(() => update.schedule(0)),
    vscode.workspace.onDidChangeTextDocument(() => update.schedule(TYPING_DELAY)),
  );
}

function isOam(document: vscode.TextDocument): boolean {
  return vscode.languages.match(DOCUMENT_SELECTOR, document) > 0 && holdsOam(document.getText());
}
