/**
 * Reads the answer of the server's `oam.preview` command.
 * A server of another version may say less or more: what is not understood is left out, never guessed.
 */

export interface Place {
  readonly uri: string;
  readonly start: Point;
  readonly end: Point;
}

export interface Point {
  readonly line: number;
  readonly character: number;
}

export interface PreviewNote {
  readonly severity: string;
  readonly message: string;
  readonly place: Place | undefined;
}

export interface Preview {
  readonly app: string;
  readonly text: string;
  readonly totals: string;
  readonly isRefused: boolean;
  /** Where each line of `text` comes from. */
  readonly origins: readonly (Place | undefined)[];
  readonly notes: readonly PreviewNote[];
}

/** The previews in an answer, or `undefined` when this is no such answer. */
export function readAnswer(answer: unknown): readonly Preview[] | undefined {
  const previews = member(answer, 'previews');
  return Array.isArray(previews) ? previews.flatMap((it: unknown) => readPreview(it) ?? []) : undefined;
}

function readPreview(value: unknown): Preview | undefined {
  const text = member(value, 'text');
  if (typeof text !== 'string') {
    return undefined;
  }
  return {
    app: string(member(value, 'app')),
    text,
    totals: string(member(value, 'totals')),
    isRefused: member(value, 'refused') === true,
    origins: list(member(value, 'lines')).map(readPlace),
    notes: list(member(value, 'notes')).map((note) => ({
      severity: string(member(note, 'severity')),
      message: string(member(note, 'message')),
      place: readPlace(note),
    })),
  };
}

function readPlace(value: unknown): Place | undefined {
  const uri = member(value, 'uri');
  const start = readPoint(member(member(value, 'range'), 'start'));
  const end = readPoint(member(member(value, 'range'), 'end'));
  return typeof uri === 'string' && start && end ? { uri, start, end } : undefined;
}

function readPoint(value: unknown): Point | undefined {
  const line = member(value, 'line');
  const character = member(value, 'character');
  return typeof line === 'number' && typeof character === 'number' ? { line, character } : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
