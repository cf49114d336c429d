/** When what a preview shows may be another: typing, files on the disk, settings, a new server. Fires with the milliseconds to wait. */
import * as vscode from 'vscode';

import { DOCUMENT_SELECTOR } from '../client-options';
import { Session } from '../session';

const TYPING_DELAY = 150;
/** Longer than the client library waits before it tells the server about changed files. */
const DISK_DELAY = 600;

export class Changes implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<number>();
  private readonly sources: vscode.Disposable;
  /** Any document may hold a component of any application, so a change concerns every open preview. */
  readonly onDidChange = this.emitter.event;

  constructor(session: Session) {
    const files = vscode.workspace.createFileSystemWatcher('**/*.{yaml,yml,json}');
    // Every commit, checkout and reset adds a line to it.
    const commits = vscode.workspace.createFileSystemWatcher('**/.git/logs/HEAD');
    const onDisk = (): void => this.emitter.fire(DISK_DELAY);
    this.sources = vscode.Disposable.from(
      files,
      files.onDidChange(onDisk),
      files.onDidCreate(onDisk),
      files.onDidDelete(onDisk),
      commits,
      commits.onDidChange(onDisk),
      commits.onDidCreate(onDisk),
      session.onDidChangeState((state) => {
        if (state.kind === 'running' || state.kind === 'failed') {
          this.emitter.fire(0);
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && vscode.languages.match(DOCUMENT_SELECTOR, document) > 0) {
          this.emitter.fire(TYPING_DELAY);
        }
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('oam.platform')) {
          this.emitter.fire(TYPING_DELAY);
        }
      }),
    );
  }

  dispose(): void {
    this.sources.dispose();
    this.emitter.dispose();
  }
}
