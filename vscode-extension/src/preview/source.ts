/** Which document a command is about, and how its places are shown in the editor. */
import * as vscode from 'vscode';

import { DOCUMENT_SELECTOR } from '../client-options';
import { COMPARISON_SCHEME } from '../comparison/address';
import { MANIFESTS_SCHEME } from '../manifests/address';
import { Place } from './place';

/** Documents that are made of another one, whose address is their query. */
const MADE = [MANIFESTS_SCHEME, COMPARISON_SCHEME];

/** The document that a command was called for; that of the active editor when it names none. */
export function sourceOf(uri: unknown): vscode.Uri | undefined {
  if (uri instanceof vscode.Uri) {
    return MADE.includes(uri.scheme) ? vscode.Uri.parse(uri.query, true) : uri;
  }
  if (typeof uri === 'string') {
    return vscode.Uri.parse(uri, true);
  }
  const document = vscode.window.activeTextEditor?.document;
  if (document && MADE.includes(document.uri.scheme)) {
    return vscode.Uri.parse(document.uri.query, true);
  }
  return document && vscode.languages.match(DOCUMENT_SELECTOR, document) > 0 ? document.uri : undefined;
}

export function sayWhatIsNeeded(): void {
  void vscode.window.showInformationMessage('OAM: open a YAML document with an application first');
}

export function rangeOf(place: Place): vscode.Range {
  return new vscode.Range(place.start.line, place.start.character, place.end.line, place.end.character);
}

/** What go to definition answers for the text in `from`. */
export function linkTo(place: Place, from: vscode.Range): vscode.LocationLink {
  return { targetUri: vscode.Uri.parse(place.uri, true), targetRange: rangeOf(place), originSelectionRange: from };
}

/** Opens a place where its document is seen already, otherwise in the first column, away from the preview. */
export async function reveal(place: Place): Promise<void> {
  const uri = vscode.Uri.parse(place.uri, true);
  const shown = vscode.window.visibleTextEditors.find((it) => it.document.uri.toString() === uri.toString());
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    preview: false,
  });
  const range = rangeOf(place);
  // A whole block that is selected would be gone with the next key.
  editor.selection = range.isSingleLine ? new vscode.Selection(range.start, range.end) : new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
