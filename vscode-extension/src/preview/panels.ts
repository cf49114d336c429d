/** All open previews: one for each document, opened beside it, and brought back when the window is loaded again. */
import * as path from 'node:path';

import * as vscode from 'vscode';

import { member } from './json';
import { PanelContext, PreviewPanel } from './panel';
import { sayWhatIsNeeded, sourceOf } from './source';

/** The type of the panels, and what the editor knows an active one by. */
export const PREVIEW_TYPE = 'oam.preview';

export class PreviewPanels implements vscode.WebviewPanelSerializer {
  private readonly open = new Map<string, PreviewPanel>();

  constructor(private readonly context: PanelContext) {}

  /** Shows the preview of a document (of the active editor when none is named) beside it, there the application at a place. */
  show(uri: unknown, position?: unknown): void {
    const source = sourceOf(uri) ?? this.active?.source;
    if (source === undefined) {
      sayWhatIsNeeded();
      return;
    }
    const known = this.open.get(source.toString());
    known?.panel.reveal(undefined, true);
    const preview = known ?? this.create(source);
    if (position !== undefined) {
      preview.choose(position);
    }
  }

  private create(source: vscode.Uri): PreviewPanel {
    const title = `Preview ${path.posix.basename(source.path)}`;
    const columns = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    return this.add(source, vscode.window.createWebviewPanel(PREVIEW_TYPE, title, columns));
  }

  /** The preview that has the focus. */
  get active(): PreviewPanel | undefined {
    return [...this.open.values()].find((it) => it.panel.active);
  }

  refresh(delay: number): void {
    this.open.forEach((it) => it.schedule(delay));
  }

  cursorMoved(): void {
    this.open.forEach((it) => it.cursorMoved());
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const source = member(state, 'source');
    if (typeof source !== 'string' || this.open.has(source)) {
      panel.dispose();
      return;
    }
    this.add(vscode.Uri.parse(source), panel);
  }

  private add(source: vscode.Uri, panel: vscode.WebviewPanel): PreviewPanel {
    const key = source.toString();
    const preview = new PreviewPanel(source, panel, this.context);
    this.open.set(key, preview);
    panel.onDidDispose(() => this.open.delete(key));
    return preview;
  }
}
