/** Places in documents as the server names them: lines and columns from 0, in UTF-16 units. */
import { member } from './json';

export interface Place {
  readonly uri: string;
  readonly start: Point;
  readonly end: Point;
}

export interface Point {
  readonly line: number;
  readonly character: number;
}

/** The place in an object with `uri` and `range`, or `undefined` when it has none. */
export function readPlace(value: unknown): Place | undefined {
  const uri = member(value, 'uri');
  const start = readPoint(member(member(value, 'range'), 'start'));
  const end = readPoint(member(member(value, 'range'), 'end'));
  return typeof uri === 'string' && start && end ? { uri, start, end } : undefined;
}

/**
 * Which of these places a line of a document belongs to, by their positions in the list. Of places that lie in each
 * other only the innermost count: the cursor is on one thing at a time.
 */
export function placesAt(places: readonly (Place | undefined)[], uri: string, line: number): number[] {
  const hits = places.flatMap((it, index) =>
    it?.uri === uri && it.start.line <= line && line <= it.end.line ? [{ index, height: it.end.line - it.start.line }] : [],
  );
  const least = hits.reduce((height, it) => Math.min(height, it.height), Infinity);
  return hits.filter((it) => it.height === least).map((it) => it.index);
}

function readPoint(value: unknown): Point | undefined {
  const line = member(value, 'line');
  const character = member(value, 'character');
  return typeof line === 'number' && typeof character === 'number' ? { line, character } : undefined;
}
