/**
 * The command behind a code lens that tells how often something is used: the server sends the places, the editor shows
 * them. Announced to the server, which sends the command to nobody else.
 */
import * as vscode from 'vscode';
import { StaticFeature } from 'vscode-languageclient/node';

import { PlainPosition, PlainRange, readReferences } from './references-arguments';

export const SHOW_REFERENCES_COMMAND = 'oam.showReferences';

/** Tells the server that the command exists. */
export const referencesFeature: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const experimental: unknown = capabilities.experimental;
    const others = typeof experimental === 'object' && experimental !== null ? experimental : {};
    capabilities.experimental = { ...others, commands: { commands: [SHOW_REFERENCES_COMMAND] } };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

export function registerReferences(): vscode.Disposable {
  return vscode.commands.registerCommand(SHOW_REFERENCES_COMMAND, async (...args: unknown[]) => {
    const { uri, position, places } = readReferences(args);
    const locations = places.map((it) => new vscode.Location(vscode.Uri.parse(it.uri, true), range(it.range)));
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      vscode.Uri.parse(uri, true),
      place(position),
      locations,
    );
  });
}

function place({ line, character }: PlainPosition): vscode.Position {
  return new vscode.Position(line, character);
}

function range({ start, end }: PlainRange): vscode.Range {
  return new vscode.Range(place(start), place(end));
}
