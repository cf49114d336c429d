/** From a line of manifests back to the source that set it, and the totals and notes above the manifests. */
import * as vscode from 'vscode';

import { Place } from '../preview/place';
import { linkTo, rangeOf } from '../preview/source';
import { ManifestsDocuments } from './documents';

export class ManifestsDefinitions implements vscode.DefinitionProvider {
  constructor(private readonly documents: ManifestsDocuments) {}

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.LocationLink[] {
    const place = this.documents.page(document.uri)?.origins[position.line];
    return place ? [linkTo(place, document.lineAt(position.line).range)] : [];
  }
}

export class ManifestsHeadings implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(private readonly documents: ManifestsDocuments) {
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
  return { title, command: 'vscode.open', arguments: [vscode.Uri.parse(place.uri, true), options] };
}
