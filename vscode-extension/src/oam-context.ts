/** Tells the editor whether the active document is OAM (`oam.isOam`), so that commands stand only where they can do something. */
import * as vscode from 'vscode';

import { DOCUMENT_SELECTOR } from './client-options';
import { holdsOam } from './other-yaml';
import { Latest } from './preview/latest';

const TYPING_DELAY = 300;

export function registerOamContext(): vscode.Disposable {
  const update = new Latest(async () => {
    const active = vscode.window.activeTextEditor?.document;
    await vscode.commands.executeCommand('setContext', 'oam.isOam', active !== undefined && isOam(active));
  });
  void update.run();
  return vscode.Disposable.from(
    { dispose: () => update.cancel() },
    vscode.window.onDidChangeActiveTextEditor(() => update.schedule(0)),
    // A document whose language is another is opened anew.
    vscode.workspace.onDidOpenTextDocument(() => update.schedule(0)),
    vscode.workspace.onDidChangeTextDocument(() => update.schedule(TYPING_DELAY)),
  );
}

function isOam(document: vscode.TextDocument): boolean {
  return vscode.languages.match(DOCUMENT_SELECTOR, document) > 0 && holdsOam(document.getText());
}
