/** Connects the preview with the editor: what refreshes it, what it marks, and the command that opens one. */
import * as vscode from 'vscode';

import { Changes } from './changes';
import { PanelContext } from './panel';
import { PREVIEW_TYPE, PreviewPanels } from './panels';

export interface RegisteredPreview extends vscode.Disposable {
  /** Opens the preview of a document (the active one when none is named), of the application at a place where there are several. */
  show(uri: unknown, position?: unknown): void;
  /** The document whose preview has the focus. */
  activeSource(): vscode.Uri | undefined;
}

export function registerPreview(context: PanelContext, changes: Changes): RegisteredPreview {
  const panels = new PreviewPanels(context);
  const connected = vscode.Disposable.from(
    changes.onDidChange((delay) => panels.refresh(delay)),
    vscode.window.onDidChangeActiveColorTheme(() => panels.refresh(0)),
    vscode.window.onDidChangeTextEditorSelection(() => panels.cursorMoved()),
    vscode.window.onDidChangeActiveTextEditor(() => panels.cursorMoved()),
    vscode.window.registerWebviewPanelSerializer(PREVIEW_TYPE, panels),
  );
  return {
    show: (uri, position) => panels.show(uri, position),
    activeSource: () => panels.active?.source,
    dispose: () => connected.dispose(),
  };
}
