/**
 * Entry point: finds and starts the language server and registers the commands.
 * It computes nothing about OAM; what it shows comes from the server.
 */
import * as vscode from 'vscode';

import { clientOptions } from './client-options';
import { registerComparison } from './comparison/register';
import { registerManifests, showManifests } from './manifests/register';
import { registerOamContext } from './oam-context';
import { Changes } from './preview/changes';
import { registerPreview } from './preview/register';
import { registerReferences } from './references';
import { Session } from './session';
import { registerStatus } from './status';
import { registerYamlExtension } from './yaml-extension';

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('OAM', { log: true });
  const started = new Session({
    output,
    bundledFolder: context.asAbsolutePath('server'),
    clientOptions: () => clientOptions(output, (uri, position) => preview.show(uri, position)),
  });
  session = started;
  const changes = new Changes(started);
  const assets = vscode.Uri.joinPath(context.extensionUri, 'dist');
  const preview = registerPreview({ session: started, output, assets }, changes);
  const comparison = registerComparison(started, output, changes);
  const restart = (): Promise<void> => reportErrors(output, () => started.restart());
  context.subscriptions.push(
    output,
    changes,
    preview,
    registerManifests(started, output, changes),
    comparison,
    registerOamContext(),
    registerStatus(started, changes),
    registerReferences(),
    registerYamlExtension(output, () => void reportErrors(output, () => started.settingsChanged())),
    vscode.commands.registerCommand('oam.previewDeployment', (uri: unknown) => preview.show(uri)),
    vscode.commands.registerCommand('oam.showManifests', (uri: unknown) =>
      reportErrors(output, () => showManifests(preview.activeSource() ?? uri)),
    ),
    vscode.commands.registerCommand('oam.compareManifests', (uri: unknown) =>
      reportErrors(output, () => comparison.compare(preview.activeSource() ?? uri)),
    ),
    vscode.commands.registerCommand('oam.restartServer', restart),
    vscode.commands.registerCommand('oam.showOutput', () => output.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('oam.server.path')) {
        void restart();
      }
    }),
  );
  await reportErrors(output, () => started.start());
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

/** A failure becomes a message with a way to the log, never a silent promise. */
async function reportErrors(output: vscode.LogOutputChannel, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    output.error(message);
    void offerHelp(message, output);
  }
}

async function offerHelp(message: string, output: vscode.LogOutputChannel): Promise<void> {
  const setting = 'Set Server Path';
  const log = 'Show Output';
  const choice = await vscode.window.showErrorMessage(`OAM: ${message}`, setting, log);
  if (choice === setting) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'oam.server.path');
  } else if (choice === log) {
    output.show();
  }
}
