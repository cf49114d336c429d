/**
 * Reads the answer of the server's `oam.previewDiff` command: what the documents change for the deployment.
 * A server of another version may say less or more: what is not understood is left out, never guessed.
 */
import { readOrigins } from './answer';
import { list, member, string } from './json';
import { Place, readPlace } from './place';

export type Change = 'added' | 'removed' | 'changed' | 'reordered';

/** One side of something that is other: what it is, and where it comes from. */
export interface Side {
  /** The value on one line; empty where the whole object is meant. */
  readonly value: string;
  /** What kind of source set it: `variable size`. */
  readonly origin: string;
  /** Only what is there now has a place that can be opened. */
  readonly place: Place | undefined;
}

export interface FieldDifference {
  readonly change: Change;
  readonly path: string;
  readonly old: Side | undefined;
  readonly new: Side | undefined;
}

export interface ObjectDifference {
  readonly change: Change;
  readonly app: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly old: Side | undefined;
  readonly new: Side | undefined;
  readonly fields: readonly FieldDifference[];
}

export interface NoteDifference {
  readonly change: Change;
  readonly severity: string;
  readonly message: string;
  readonly place: Place | undefined;
}

export interface Difference {
  /** The name of the revision, and the commit it stands for. */
  readonly revision: string;
  readonly commit: string;
  readonly totals: { readonly old: string; readonly new: string };
  readonly objects: readonly ObjectDifference[];
  readonly notes: readonly NoteDifference[];
  /** Both sides as text, where they were asked for, and where the lines of the new one come from. */
  readonly manifests: { readonly old: string; readonly new: string; readonly origins: readonly (Place | undefined)[] } | undefined;
}

/** The difference in an answer, or `undefined` when this is no such answer. */
export function readDifference(answer: unknown): Difference | undefined {
  const objects = member(answer, 'objects');
  if (!Array.isArray(objects)) {
    return undefined;
  }
  const totals = member(answer, 'totals');
  const manifests = member(answer, 'manifests');
  const [old, now] = [member(manifests, 'old'), member(manifests, 'new')];
  const origins = readOrigins(member(manifests, 'lines'), member(manifests, 'sources'));
  return {
    revision: string(member(answer, 'revision')),
    commit: string(member(answer, 'commit')),
    totals: { old: string(member(member(totals, 'old'), 'text')), new: string(member(member(totals, 'new'), 'text')) },
    objects: objects.flatMap((it: unknown) => readObject(it) ?? []),
    notes: list(member(answer, 'notes')).flatMap((it) => {
      const change = readChange(it);
      const message = string(member(it, 'message'));
      return change ? { change, severity: string(member(it, 'severity')), message, place: readPlace(it) } : [];
    }),
    manifests: typeof old === 'string' && typeof now === 'string' ? { old, new: now, origins } : undefined,
  };
}

function readObject(it: unknown): ObjectDifference | undefined {
  const change = readChange(it);
  return change && {
    change,
    app: string(member(it, 'app')),
    kind: string(member(it, 'kind')),
    name: string(member(it, 'name')),
    namespace: string(member(it, 'namespace')),
    old: readSide(member(it, 'old')),
    new: readSide(member(it, 'new')),
    fields: list(member(it, 'fields')).flatMap((field) => readField(field) ?? []),
  };
}

function readField(it: unknown): FieldDifference | undefined {
  const change = readChange(it);
  return change && { change, path: string(member(it, 'path')), old: readSide(member(it, 'old')), new: readSide(member(it, 'new')) };
}

function readSide(it: unknown): Side | undefined {
  if (typeof it !== 'object' || it === null) {
    return undefined;
  }
  const value = member(it, 'value');
  return { value: value === undefined ? '' : oneLine(value), origin: string(member(it, 'origin')), place: readPlace(it) };
}

/** Texts as they are, as long as nobody could take them for something else. */
function oneLine(value: unknown): string {
  const isPlain = typeof value === 'string' && value.trim() === value && value !== '' && !/[\n\r\t]/.test(value);
  return isPlain ? value : JSON.stringify(value);
}

function readChange(it: unknown): Change | undefined {
  const change = member(it, 'change');
  return (['added', 'removed', 'changed', 'reordered'] as const).find((word) => word === change);
}
