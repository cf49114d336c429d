/** From a line of the manifests of now, beside those of a revision, to the source that set it. */
import * as vscode from 'vscode';

import { linkTo } from '../preview/source';
import { ComparisonDocuments } from './documents';

export class ComparisonDefinitions implements vscode.DefinitionProvider {
  constructor(private readonly documents: ComparisonDocuments) {}

  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.LocationLink[] {
    const place = this.documents.origin(document.uri, position.line);
    return place ? [linkTo(place, document.lineAt(position.line).range)] : [];
  }
}
