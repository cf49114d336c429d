/**
 * What the extension and the page of the preview say to each other.
 * The page learns no addresses: it names what was clicked by its position, and the extension knows where that leads.
 */
import { member } from './json';

/** One application as the page shows it. */
export interface ViewApplication {
  readonly name: string;
  readonly totals: string;
  readonly isRefused: boolean;
  /** The manifests. */
  readonly text: string;
  /** Whether a line of the manifests, from the first, leads to a source. */
  readonly links: readonly boolean[];
  readonly notes: readonly ViewNote[];
  readonly picture: ViewPicture | undefined;
}

export interface ViewNote {
  readonly severity: string;
  readonly message: string;
  readonly isLink: boolean;
}

export interface ViewPicture {
  readonly svg: string;
  /** Whether a node, in the order of the picture, leads to a source. */
  readonly links: readonly boolean[];
}

/** What of an application belongs to the line the cursor is on, by positions. */
export interface Marks {
  readonly lines: readonly number[];
  readonly nodes: readonly number[];
}

/** Something that comes, goes or becomes another. */
type ViewChange = 'added' | 'removed' | 'changed' | 'reordered';

/** What leads somewhere has a position in the list of places that the extension keeps. */
type Link = number | undefined;

export interface ViewChangedField {
  readonly change: ViewChange;
  readonly path: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
  /** What kind of source set it. */
  readonly origin: string;
  readonly link: Link;
}

export interface ViewChangedObject {
  readonly change: ViewChange;
  readonly app: string;
  readonly title: string;
  readonly link: Link;
  readonly fields: readonly ViewChangedField[];
}

export interface ViewChangedNote {
  readonly change: ViewChange;
  readonly severity: string;
  readonly message: string;
  readonly link: Link;
}

export interface ViewChangesPicture {
  readonly app: string;
  readonly svg: string;
  readonly links: readonly Link[];
}

/** What the documents change for the deployment, or why nobody knows. */
export type ViewChanges =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'some';
      readonly revision: string;
      readonly commit: string;
      readonly totals: { readonly old: string; readonly new: string };
      readonly objects: readonly ViewChangedObject[];
      readonly notes: readonly ViewChangedNote[];
      readonly pictures: readonly ViewChangesPicture[];
    };

export type ToView =
  | { readonly kind: 'show'; readonly revision: number; readonly applications: readonly ViewApplication[] }
  /** Nothing new could be had, for this reason; what is shown stays. */
  | { readonly kind: 'outdated'; readonly reason: string }
  /** The application of this name is the one to look at. */
  | { readonly kind: 'choose'; readonly application: string }
  | { readonly kind: 'changes'; readonly revision: number; readonly changes: ViewChanges }
  | { readonly kind: 'marks'; readonly revision: number; readonly marks: readonly Marks[] };

export type Part = 'line' | 'node' | 'note';

export type FromView =
  | { readonly kind: 'ready' }
  | { readonly kind: 'manifests' }
  | { readonly kind: 'compare' }
  /** Whether the difference is looked at. */
  | { readonly kind: 'want-changes'; readonly isWanted: boolean }
  /** A place of the difference of this revision was clicked. */
  | { readonly kind: 'open-change'; readonly revision: number; readonly index: number }
  | { readonly kind: 'open'; readonly revision: number; readonly application: number; readonly part: Part; readonly index: number };

/** A message of the page; `undefined` for what is none. */
export function readFromView(value: unknown): FromView | undefined {
  const kind = member(value, 'kind');
  if (kind === 'ready' || kind === 'manifests' || kind === 'compare') {
    return { kind };
  }
  if (kind === 'want-changes') {
    return { kind, isWanted: member(value, 'isWanted') === true };
  }
  const [revision, application, part, index] = ['revision', 'application', 'part', 'index'].map((it) => member(value, it));
  if (kind === 'open-change') {
    return isCount(revision) && isCount(index) ? { kind, revision, index } : undefined;
  }
  if (kind !== 'open' || !isCount(revision) || !isCount(application) || !isCount(index)) {
    return undefined;
  }
  return part === 'line' || part === 'node' || part === 'note' ? { kind, revision, application, part, index } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
