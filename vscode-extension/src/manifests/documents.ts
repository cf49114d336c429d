/**
 * The open documents of manifests: asks the server for each, again after every change, and tells the editor.
 * The previous text stays until the next one is there, so the text never flickers and the cursor keeps its place.
 */
import * as path from 'node:path';

import * as vscode from 'vscode';

import { PREVIEW_COMMAND } from '../client-options';
import { Session } from '../session';
import { readAnswer } from '../preview/answer';
import { Latest } from '../preview/latest';
import { messagePage, Page, pageOf } from './page';

interface OpenDocument {
  page: Page;
  readonly refresh: Latest;
}

export class ManifestsDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly open = new Map<string, OpenDocument>();
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly session: Session,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    let preview = this.open.get(uri.toString());
    if (preview === undefined) {
      const refresh = new Latest((signal) => this.load(uri, signal));
      preview = { page: messagePage('the manifests are being rendered'), refresh };
      this.open.set(uri.toString(), preview);
      await refresh.run();
    }
    return preview.page.text;
  }

  page(uri: vscode.Uri): Page | undefined {
    return this.open.get(uri.toString())?.page;
  }

  refreshAll(delay: number): void {
    for (const it of this.open.values()) {
      it.refresh.schedule(delay);
    }
  }

  close(uri: vscode.Uri): void {
    this.open.get(uri.toString())?.refresh.cancel();
    this.open.delete(uri.toString());
  }

  dispose(): void {
    for (const it of this.open.values()) {
      it.refresh.cancel();
    }
    this.open.clear();
    this.changes.dispose();
  }

  private async load(uri: vscode.Uri, signal: AbortSignal): Promise<void> {
    const page = await this.ask(uri, signal);
    const preview = this.open.get(uri.toString());
    if (page === undefined || preview === undefined || signal.aborted) {
      return;
    }
    preview.page = page;
    this.changes.fire(uri);
  }

  private async ask(uri: vscode.Uri, signal: AbortSignal): Promise<Page | undefined> {
    try {
      const answer = await this.session.execute(PREVIEW_COMMAND, { uri: uri.query }, signal);
      const previews = readAnswer(answer);
      const name = path.posix.basename(vscode.Uri.parse(uri.query).path);
      return previews ? pageOf(previews, name) : messagePage('no manifests: the language server is not running');
    } catch (error) {
      if (!signal.aborted) {
        this.output.warn(`manifests of ${uri.query}: ${error instanceof Error ? error.message : String(error)}`);
      }
      return undefined;
    }
  }
}
