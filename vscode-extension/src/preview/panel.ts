/**
 * One preview beside its document: asks, shows, and answers clicks. What cannot be renewed stays, marked as outdated.
 * It does not draw anything; the page does (see `view/`).
 */
import { randomBytes } from 'node:crypto';

import * as vscode from 'vscode';

import { Session } from '../session';
import { DifferenceFeed } from './difference-feed';
import { previewPage } from './html';
import { Latest } from './latest';
import { FromView, readFromView, ToView } from './messages';
import { Application, marksOf, placeOf, viewOf } from './model';
import { Place } from './place';
import { askApplications, askName } from './request';
import { reveal } from './source';

export interface PanelContext {
  readonly session: Session;
  readonly output: vscode.LogOutputChannel;
  /** The folder with the page's script and style. */
  readonly assets: vscode.Uri;
}

/** What the page was told last; told again when it comes back after it was hidden. */
interface Shown {
  readonly revision: number;
  readonly applications: readonly Application[];
}

export class PreviewPanel {
  private readonly refresh = new Latest((signal) => this.load(signal));
  private readonly marking = new Latest(async () => this.sendMarks());
  private readonly difference: DifferenceFeed;
  private shown: Shown | undefined;
  /** The application that is to be looked at, until the page knows. */
  private chosen: string | undefined;
  private editor: vscode.TextEditor | undefined;
  private problem: string | undefined;
  private isStale = false;
  private isReady = false;

  constructor(
    readonly source: vscode.Uri,
    readonly panel: vscode.WebviewPanel,
    private readonly context: PanelContext,
  ) {
    const { webview } = panel;
    this.difference = new DifferenceFeed(context.session, source, (message) => this.send(message));
    panel.iconPath = vscode.Uri.joinPath(context.assets, '..', 'images', 'icon.png');
    webview.options = { enableScripts: true, localResourceRoots: [context.assets] };
    webview.onDidReceiveMessage((message: unknown) => this.receive(readFromView(message)));
    panel.onDidChangeViewState(() => {
      if (panel.visible && this.isStale) {
        this.schedule(0);
      }
    });
    panel.onDidDispose(() => {
      this.refresh.cancel();
      this.marking.cancel();
      this.difference.dispose();
    });
    webview.html = previewPage({
      script: webview.asWebviewUri(vscode.Uri.joinPath(context.assets, 'preview.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(context.assets, 'preview.css')).toString(),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('hex'),
      source: source.toString(),
    });
    this.schedule(0);
  }

  /** Asks again after this many milliseconds; while it is hidden, when it is seen again. */
  schedule(delay: number): void {
    this.isStale = !this.panel.visible;
    if (!this.isStale) {
      this.refresh.schedule(delay);
      this.difference.schedule(delay);
    }
  }

  /** The cursor is somewhere else. */
  cursorMoved(): void {
    this.marking.schedule(50);
  }

  /** Shows the application at a place of the document. */
  choose(position: unknown): void {
    askName(this.context.session, this.source.toString(), position).then(
      (name) => {
        this.chosen = name;
        this.sendChosen();
      },
      (error: unknown) => this.context.output.warn(`preview of ${this.source.toString()}: ${String(error)}`),
    );
  }

  private async load(signal: AbortSignal): Promise<void> {
    try {
      const applications = await askApplications(this.context.session, this.source.toString(), signal);
      if (signal.aborted) {
        return;
      }
      this.problem = applications ? undefined : 'the language server is not running';
      if (applications) {
        this.shown = { revision: (this.shown?.revision ?? 0) + 1, applications };
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      this.problem = error instanceof Error ? error.message : String(error);
      this.context.output.warn(`preview of ${this.source.toString()}: ${this.problem}`);
    }
    this.sendAll();
  }

  private receive(message: FromView | undefined): void {
    switch (message?.kind) {
      case 'ready':
        this.isReady = true;
        this.sendAll();
        this.difference.resend();
        break;
      case 'manifests':
        void vscode.commands.executeCommand('oam.showManifests', this.source);
        break;
      case 'compare':
        void vscode.commands.executeCommand('oam.compareManifests', this.source);
        break;
      case 'want-changes':
        this.difference.want(message.isWanted);
        break;
      case 'open-change':
        this.open(this.difference.placeOf(message.revision, message.index));
        break;
      case 'open':
        if (message.revision === this.shown?.revision) {
          this.open(placeOf(this.shown.applications[message.application], message.part, message.index));
        }
    }
  }

  private open(place: Place | undefined): void {
    if (place) {
      reveal(place).catch((error: unknown) => this.context.output.warn(`${place.uri}: ${String(error)}`));
    }
  }

  private sendAll(): void {
    if (this.shown) {
      this.send({ kind: 'show', revision: this.shown.revision, applications: this.shown.applications.map(viewOf) });
      this.sendMarks();
    }
    if (this.problem !== undefined) {
      this.send({ kind: 'outdated', reason: this.problem });
    }
    this.sendChosen();
  }

  private sendChosen(): void {
    if (this.isReady && this.shown && this.chosen !== undefined) {
      this.send({ kind: 'choose', application: this.chosen });
      this.chosen = undefined;
    }
  }

  private sendMarks(): void {
    const editor = this.lastEditor();
    if (!this.shown || !editor) {
      return;
    }
    const uri = editor.document.uri.toString();
    const line = editor.selection.active.line;
    const marks = this.shown.applications.map((it) => marksOf(it, uri, line));
    this.send({ kind: 'marks', revision: this.shown.revision, marks });
  }

  /** The editor with the cursor; while the page itself has the focus, the one before, as long as it is seen. */
  private lastEditor(): vscode.TextEditor | undefined {
    this.editor = vscode.window.activeTextEditor ?? this.editor;
    return this.editor && vscode.window.visibleTextEditors.includes(this.editor) ? this.editor : undefined;
  }

  private send(message: ToView): void {
    if (this.isReady) {
      void this.panel.webview.postMessage(message);
    }
  }
}
