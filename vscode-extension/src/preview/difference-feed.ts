/**
 * The difference that one preview shows: asked for only while somebody looks at it, because it costs as much as the preview.
 * It knows the page by what it is sent.
 */
import * as vscode from 'vscode';

import { Session } from '../session';
import { DifferenceModel, noDifference } from './difference-model';
import { Latest } from './latest';
import { ToView } from './messages';
import { Place } from './place';
import { askDifference } from './request';

export class DifferenceFeed {
  private readonly refresh = new Latest((signal) => this.load(signal));
  private model: DifferenceModel | undefined;
  private revision = 0;
  private isWanted = false;

  constructor(
    private readonly session: Session,
    private readonly source: vscode.Uri,
    private readonly send: (message: ToView) => void,
  ) {}

  /** Whether the page shows the difference at this moment. */
  want(isWanted: boolean): void {
    const isNew = isWanted && !this.isWanted;
    this.isWanted = isWanted;
    if (isNew) {
      this.schedule(0);
    }
  }

  schedule(delay: number): void {
    if (this.isWanted) {
      this.refresh.schedule(delay);
    }
  }

  /** Tells the page once more, after it was made anew. */
  resend(): void {
    if (this.model) {
      this.send({ kind: 'changes', revision: this.revision, changes: this.model.view });
    }
  }

  placeOf(revision: number, index: number): Place | undefined {
    return revision === this.revision ? this.model?.places[index] : undefined;
  }

  dispose(): void {
    this.refresh.cancel();
  }

  private async load(signal: AbortSignal): Promise<void> {
    let model: DifferenceModel;
    try {
      model = (await askDifference(this.session, this.source.toString(), signal)) ?? noDifference('the language server is not running');
    } catch (error) {
      model = noDifference(error instanceof Error ? error.message : String(error));
    }
    if (!signal.aborted) {
      this.model = model;
      this.revision += 1;
      this.resend();
    }
  }
}
