/** What the client library is told: which documents are the server's, its settings, and what happens to its commands. */
import * as vscode from 'vscode';
import { LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient/node';

import { withYamlFindings } from './other-yaml';
import { decideFindings } from './yaml-extension';

/** The server's command that renders an application. */
export const PREVIEW_COMMAND = 'oam.preview';

/** The server's command that says what it knows. */
export const STATUS_COMMAND = 'oam.status';

/** The server itself decides by their content which of these are OAM documents, and is silent on the others. */
export const DOCUMENT_SELECTOR = [
  { language: 'yaml', scheme: 'file' },
  { language: 'yaml', scheme: 'untitled' },
  { language: 'json', scheme: 'file' },
];

/** `showPreview` is used when the server's own command is run in the editor, for example from a code lens. */
export function clientOptions(
  output: vscode.LogOutputChannel,
  showPreview: (uri: unknown) => Promise<void>,
): LanguageClientOptions {
  return {
    documentSelector: DOCUMENT_SELECTOR,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: initialSettings(),
    synchronize: { configurationSection: 'oam' },
    middleware: {
      workspace: {
        configuration: async (params, token, next) => {
          const answer = await next(params, token);
          if (!Array.isArray(answer)) {
            return answer;
          }
          return params.items.map(({ section, scopeUri }, index) => {
            const scope = scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri);
            const settings: unknown = answer[index];
            return section === 'oam' ? withYamlFindings(settings, decideFindings(scope)) : settings;
          });
        },
      },
      executeCommand: (command, args, next) =>
        command === PREVIEW_COMMAND ? showPreview(previewedUri(args)) : next(command, args),
    },
  };
}

/** What the server must know before the first document; it asks for the rest by itself. */
function initialSettings(): object {
  const settings = vscode.workspace.getConfiguration('oam');
  return {
    platform: settings.get('platform', ''),
    inlayHints: settings.get('inlayHints', {}),
    codeLens: settings.get('codeLens', {}),
    yaml: { findings: decideFindings() },
  };
}

function previewedUri(args: readonly unknown[]): unknown {
  const first = args[0];
  return typeof first === 'object' && first !== null && 'uri' in first ? first.uri : undefined;
}
