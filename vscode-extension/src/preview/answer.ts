/**
 * Reads the answer of the server's `oam.preview` command.
 * A server of another version may say less or more: what is not understood is left out, never guessed.
 */
import { list, member, string } from './json';
import { Place, readPlace } from './place';

export interface PreviewNote {
  readonly severity: string;
  readonly message: string;
  readonly place: Place | undefined;
}

export interface Preview {
  readonly app: string;
  /** The document that holds the application. */
  readonly uri: string;
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
  const sources = list(member(answer, 'sources'));
  return Array.isArray(previews) ? previews.flatMap((it: unknown) => readPreview(it, sources) ?? []) : undefined;
}

/** Where each line of a text comes from. */
export function readOrigins(lines: unknown, sources: unknown): readonly (Place | undefined)[] {
  const documents = list(sources);
  return list(lines).map((it) => readOrigin(it, documents));
}

/** The place of a line: the number of the document, then line and character of the start and of the end. */
function readOrigin(value: unknown, sources: readonly unknown[]): Place | undefined {
  const [source, line, character, endLine, endCharacter] = list(value);
  const range = { start: { line, character }, end: { line: endLine, character: endCharacter } };
  return typeof source === 'number' ? readPlace({ uri: sources[source], range }) : undefined;
}

function readPreview(value: unknown, sources: readonly unknown[]): Preview | undefined {
  const text = member(value, 'text');
  if (typeof text !== 'string') {
    return undefined;
  }
  return {
    app: string(member(value, 'app')),
    uri: string(member(value, 'uri')),
    text,
    totals: string(member(value, 'totals')),
    isRefused: member(value, 'refused') === true,
    origins: readOrigins(member(value, 'lines'), sources),
    notes: list(member(value, 'notes')).map((note) => ({
      severity: string(member(note, 'severity')),
      message: string(member(note, 'message')),
      place: readPlace(note),
    })),
  };
}
