/** What the client library is told: which documents are the server's, its settings, and what happens to its commands. */
import * as vscode from 'vscode';
import { LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient/node';

import { withYamlFindings } from './other-yaml';
import { member } from './preview/json';
import { decideFindings } from './yaml-extension';

/** The server's command that renders an application. */
export const PREVIEW_COMMAND = 'oam.preview';

/** The server's command that draws an application. */
export const GRAPH_COMMAND = 'oam.graph';

/** The server's command that compares applications with a revision. */
export const DIFF_COMMAND = 'oam.previewDiff';

/** The server's command that says what it knows. */
export const STATUS_COMMAND = 'oam.status';

/** Where documents may be: on the disk, not saved yet, or in a virtual workspace (a repository that is not on the disk). */
const SCHEMES = ['file', 'untitled', 'vscode-vfs', 'vscode-test-web', 'memfs'];

/** The server itself decides by their content which of these are OAM documents, and is silent on the others. */
export const DOCUMENT_SELECTOR = ['yaml', 'json'].flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme })));

/** `showPreview` is used when the server's own command is run in the editor, for example from a code lens. */
export function clientOptions(
  output: vscode.LogOutputChannel,
  showPreview: (uri: unknown, position: unknown) => void,
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
        command === PREVIEW_COMMAND ? showPreview(member(args[0], 'uri'), member(args[0], 'position')) : next(command, args),
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
