/** What the server's `oam.status` tells: what it knows, and what it cannot know. What is not understood is left out. */
import { list, member, string } from './preview/json';
import { Place, readPlace } from './preview/place';

export interface ServerFacts {
  /** Empty where none is set. */
  readonly platform: string;
  readonly documents: number;
  readonly files: number;
  readonly isReading: boolean;
  /** How many things cannot be known. */
  readonly unknown: number;
  readonly reasons: readonly UnknownReason[];
}

/** Why things cannot be known, and what can be done about it. */
export interface UnknownReason {
  readonly id: string;
  readonly count: number;
  readonly message: string;
  readonly remedy: string;
  /** Some of them. */
  readonly things: readonly { readonly message: string; readonly place: Place | undefined }[];
}

/** The facts in an answer, or `undefined` when this is no such answer. */
export function readFacts(answer: unknown): ServerFacts | undefined {
  const [documents, files] = [member(answer, 'documents'), member(answer, 'files')];
  if (typeof documents !== 'number' || typeof files !== 'number') {
    return undefined;
  }
  const unknown = member(answer, 'unknown');
  return {
    platform: string(member(answer, 'platform')),
    documents,
    files,
    isReading: member(answer, 'indexing') === true,
    unknown: count(member(unknown, 'count')),
    reasons: list(member(unknown, 'reasons')).map((it) => ({
      id: string(member(it, 'reason')),
      count: count(member(it, 'count')),
      message: string(member(it, 'message')),
      remedy: string(member(it, 'remedy')),
      things: list(member(it, 'things')).map((thing) => ({ message: string(member(thing, 'message')), place: readPlace(thing) })),
    })),
  };
}

/** The facts in words, a line each. */
export function factsLines(facts: ServerFacts): string[] {
  const { platform, documents, files, isReading, reasons } = facts;
  const known = [
    platform === '' ? 'no platform is set' : `platform ${platform}`,
    `${plural(documents, 'OAM document')} in ${plural(files, 'file')}`,
    ...(isReading ? ['still reading'] : []),
  ];
  return [known.join(' · '), ...reasons.map((it) => `cannot know ${plural(it.count, 'thing')}: ${it.message}`)];
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
