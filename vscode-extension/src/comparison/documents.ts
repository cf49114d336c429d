/**
 * Both sides of open comparisons: asks the server once for both, again after every change, and tells the editor.
 * What is different is for the editor to find; what a difference means, the preview shows.
 */
import * as vscode from 'vscode';

import { DIFF_COMMAND } from '../client-options';
import { Difference, readDifference } from '../preview/difference-answer';
import { Latest } from '../preview/latest';
import { Place } from '../preview/place';
import { REVISION } from '../preview/request';
import { Session } from '../session';
import { comparisonAddress, SideName } from './address';

type Texts = NonNullable<Difference['manifests']>;

interface Comparison {
  texts: Texts;
  readonly refresh: Latest;
}

const SIDES: readonly SideName[] = ['old', 'new'];

export class ComparisonDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly open = new Map<string, Comparison>();
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly session: Session,
    private readonly output: vscode.LogOutputChannel,
  ) {}

  /** The side of a document that is shown; asked for when the window is loaded again, otherwise there already. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const side: SideName = uri.fragment === 'old' ? 'old' : 'new';
    try {
      return (this.open.get(uri.query) ?? (await this.start(vscode.Uri.parse(uri.query, true)))).texts[side];
    } catch (error) {
      return `# no comparison: ${error instanceof Error ? error.message : String(error)}\n`;
    }
  }

  /** Where a line of a side comes from; what is no more has no place that could be opened. */
  origin(uri: vscode.Uri, line: number): Place | undefined {
    return uri.fragment === 'new' ? this.open.get(uri.query)?.texts.origins[line] : undefined;
  }

  /** Makes both sides; throws why there is nothing to compare. */
  async start(source: vscode.Uri): Promise<Comparison> {
    const texts = await this.ask(source, new AbortController().signal);
    const key = source.toString();
    const known = this.open.get(key);
    if (known) {
      known.texts = texts;
      this.fire(source);
      return known;
    }
    const comparison = { texts, refresh: new Latest((signal) => this.renew(source, signal)) };
    this.open.set(key, comparison);
    return comparison;
  }

  refreshAll(delay: number): void {
    this.open.forEach((it) => it.refresh.schedule(delay));
  }

  close(uri: vscode.Uri): void {
    this.open.get(uri.query)?.refresh.cancel();
    this.open.delete(uri.query);
  }

  dispose(): void {
    this.open.forEach((it) => it.refresh.cancel());
    this.open.clear();
    this.changes.dispose();
  }

  /** What cannot be renewed stays. */
  private async renew(source: vscode.Uri, signal: AbortSignal): Promise<void> {
    const comparison = this.open.get(source.toString());
    try {
      const texts = await this.ask(source, signal);
      if (comparison && !signal.aborted) {
        comparison.texts = texts;
        this.fire(source);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.output.warn(`comparison of ${source.toString()}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private fire(source: vscode.Uri): void {
    for (const side of SIDES) {
      this.changes.fire(vscode.Uri.from(comparisonAddress(source, side, REVISION)));
    }
  }

  private async ask(source: vscode.Uri, signal: AbortSignal): Promise<Texts> {
    const argument = { uri: source.toString(), revision: REVISION, manifests: true };
    const answer = await this.session.execute(DIFF_COMMAND, argument, signal);
    const texts = readDifference(answer)?.manifests;
    if (!texts) {
      throw new Error(answer === undefined ? 'the language server is not running' : 'this language server is too old for it');
    }
    return texts;
  }
}
