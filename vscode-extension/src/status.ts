/**
 * The status bar item: whether the server runs, what it knows and how much it cannot know; a click offers what can be done.
 * It shows only beside documents the server could understand.
 */
import * as vscode from 'vscode';

import { DOCUMENT_SELECTOR, STATUS_COMMAND } from './client-options';
import { Changes } from './preview/changes';
import { Latest } from './preview/latest';
import { factsLines, readFacts, ServerFacts } from './server-facts';
import { ServerState, statusLabel } from './server-state';
import { Session } from './session';
import { showStatusMenu } from './status-menu';

export const STATUS_MENU_COMMAND = 'oam.showStatus';

export function registerStatus(session: Session, changes: Changes): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('oam.status', vscode.StatusBarAlignment.Right);
  item.name = 'OAM Language Server';
  item.command = STATUS_MENU_COMMAND;
  let facts: ServerFacts | undefined;
  const ask = new Latest(async (signal) => {
    const state = session.state;
    const answer = await askFacts(session);
    if (!signal.aborted && session.state === state) {
      facts = answer;
      show(item, state, facts);
    }
  });
  const update = (delay: number): void => {
    show(item, session.state, facts);
    ask.schedule(delay);
  };
  update(0);
  return vscode.Disposable.from(
    item,
    { dispose: () => ask.cancel() },
    session.onDidChangeState(() => {
      facts = undefined;
      update(0);
    }),
    changes.onDidChange((delay) => ask.schedule(delay + 300)),
    vscode.window.onDidChangeVisibleTextEditors(() => update(100)),
    vscode.commands.registerCommand(STATUS_MENU_COMMAND, async () => {
      facts = (await askFacts(session)) ?? facts;
      await showStatusMenu(session.state, facts);
    }),
  );
}

function show(item: vscode.StatusBarItem, state: ServerState, facts: ServerFacts | undefined): void {
  const label = statusLabel(state);
  const unknown = state.kind === 'running' ? (facts?.unknown ?? 0) : 0;
  item.text = unknown > 0 ? `${label.text} $(question)${unknown}` : label.text;
  item.tooltip = [label.tooltip, ...(state.kind === 'running' && facts ? factsLines(facts) : [])].join('\n');
  item.accessibilityInformation = { label: `OAM: ${item.tooltip}` };
  item.backgroundColor = label.isError ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
  // A preview that has the focus is no reason to hide it.
  const isWanted = vscode.window.visibleTextEditors.some((it) => vscode.languages.match(DOCUMENT_SELECTOR, it.document) > 0);
  if (isWanted) {
    item.show();
  } else {
    item.hide();
  }
}

/** What the server tells; nothing when it does not answer, for then only less is said. */
async function askFacts(session: Session): Promise<ServerFacts | undefined> {
  if (session.state.kind !== 'running') {
    return undefined;
  }
  try {
    return readFacts(await session.execute(STATUS_COMMAND, {}));
  } catch {
    // A server of another version may not know the command.
    return undefined;
  }
}
