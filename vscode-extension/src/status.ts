/** The status bar item: whether the server runs and what it knows. It shows only beside documents the server could understand. */
import * as vscode from 'vscode';

import { DOCUMENT_SELECTOR, STATUS_COMMAND } from './client-options';
import { factsLine } from './server-facts';
import { statusLabel } from './server-state';
import { Session } from './session';

const COMMANDS = [
  { command: 'oam.previewDeployment', title: 'Preview' },
  { command: 'oam.restartServer', title: 'Restart Server' },
  { command: 'oam.showOutput', title: 'Show Output' },
];

export function registerStatus(session: Session): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('oam.status', vscode.StatusBarAlignment.Right);
  item.name = 'OAM Language Server';
  item.command = 'oam.showOutput';
  const update = (): void => {
    show(item, session);
    void addFacts(item, session);
  };
  update();
  return vscode.Disposable.from(
    item,
    session.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidSaveTextDocument(update),
  );
}

function show(item: vscode.StatusBarItem, session: Session): void {
  const label = statusLabel(session.state);
  item.text = label.text;
  item.tooltip = tooltip(label.tooltip);
  item.backgroundColor = label.isError ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && vscode.languages.match(DOCUMENT_SELECTOR, document) > 0) {
    item.show();
  } else {
    item.hide();
  }
}

/** The text, and below it what can be done. A path may hold anything, so nothing in the text is markup. */
function tooltip(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  for (const line of text.split('\n')) {
    markdown.appendText(line);
    markdown.appendMarkdown('\n\n');
  }
  markdown.appendMarkdown(COMMANDS.map(({ command, title }) => `[${title}](command:${command})`).join(' · '));
  markdown.isTrusted = { enabledCommands: COMMANDS.map((it) => it.command) };
  return markdown;
}

/** A tooltip is no reason for a message: when the server does not answer, it only says less. */
async function addFacts(item: vscode.StatusBarItem, session: Session): Promise<void> {
  const state = session.state;
  if (state.kind !== 'running') {
    return;
  }
  const cancellation = new vscode.CancellationTokenSource();
  try {
    const facts = factsLine(await session.execute(STATUS_COMMAND, {}, cancellation.token));
    if (facts !== '' && session.state === state) {
      item.tooltip = tooltip(`${statusLabel(state).tooltip}\n${facts}`);
    }
  } catch {
    // A server of another version may not know the command.
  } finally {
    cancellation.dispose();
  }
}
