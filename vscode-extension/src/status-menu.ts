/** Shows what a click on the status item offers, and does what is chosen. */
import * as vscode from 'vscode';

import { reveal } from './preview/source';
import { ServerFacts } from './server-facts';
import { ServerState } from './server-state';
import { reasonItems, StatusAction, StatusItem, statusItems } from './status-items';

interface Pick extends vscode.QuickPickItem {
  readonly action?: StatusAction | undefined;
}

export async function showStatusMenu(state: ServerState, facts: ServerFacts | undefined): Promise<void> {
  await choose('Open Application Model', statusItems(state, facts));
}

async function choose(title: string, items: readonly StatusItem[]): Promise<void> {
  const picks = items.map(({ label, detail, action }): Pick =>
    action ? { label, action, ...(detail !== undefined && { detail }) } : { label, kind: vscode.QuickPickItemKind.Separator },
  );
  const chosen = await vscode.window.showQuickPick(picks, { title, matchOnDetail: true });
  if (chosen?.action) {
    await act(chosen.action);
  }
}

async function act(action: StatusAction): Promise<void> {
  switch (action.kind) {
    case 'command':
      await vscode.commands.executeCommand(action.command, ...(action.argument === undefined ? [] : [action.argument]));
      break;
    case 'reason':
      await choose(action.reason.message, reasonItems(action.reason));
      break;
    case 'place':
      await reveal(action.place);
      break;
    case 'platform':
      await choosePlatform();
  }
}

/** The platforms that the extension's own settings name. */
async function choosePlatform(): Promise<void> {
  const properties = vscode.extensions.getExtension('oam-ls.oam-ls')?.packageJSON.contributes.configuration.properties['oam.platform'];
  const names: readonly string[] = properties?.enum ?? [];
  const words: readonly string[] = properties?.enumDescriptions ?? [];
  const picks = names.map((name, index) => ({ label: name === '' ? '(none)' : name, detail: words[index] ?? '', name }));
  const chosen = await vscode.window.showQuickPick(picks, { title: 'Platform of the applications in this workspace', matchOnDetail: true });
  if (chosen) {
    const hasFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
    const target = hasFolder ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    await vscode.workspace.getConfiguration('oam').update('platform', chosen.name === '' ? undefined : chosen.name, target);
  }
}
