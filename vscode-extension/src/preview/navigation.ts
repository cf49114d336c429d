/** From a line of a preview back to the source that set it, and the totals and notes above the manifests. */
import * as vscode from 'vscode';

import { Place } from './answer';
import { PreviewDocuments } from './documents';

export class PreviewDefinitions implements vscode.DefinitionProvider {
  constructor(private readonly documents: PreviewDocuments) {}

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.LocationLink[] {
    const place = this.documents.page(document.uri)?.origins[position.line];
    if (place === undefined) {
      return [];
    }
    const originSelectionRange = document.lineAt(position.line).range;
    return [{ targetUri: vscode.Uri.parse(place.uri), targetRange: rangeOf(place), originSelectionRange }];
  }
}

export class PreviewHeadings implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(private readonly documents: PreviewDocuments) {
    this.onDidChangeCodeLenses = (listener) => documents.onDidChange(() => listener());
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const headings = this.documents.page(document.uri)?.headings ?? [];
    return headings.map(({ line, title, place }) => {
      const range = new vscode.Range(line, 0, line, 0);
      return new vscode.CodeLens(range, place ? openCommand(title, place) : { title, command: '' });
    });
  }
}

function openCommand(title: string, place: Place): vscode.Command {
  const options: vscode.TextDocumentShowOptions = { selection: rangeOf(place), viewColumn: vscode.ViewColumn.One };
  return { title, command: 'vscode.open', arguments: [vscode.Uri.parse(place.uri), options] };
}

function rangeOf(place: Place): vscode.Range {
  return new vscode.Range(place.start.line, place.start.character, place.end.line, place.end.character);
}
