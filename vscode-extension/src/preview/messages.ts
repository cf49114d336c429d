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

export type ToView =
  | { readonly kind: 'show'; readonly revision: number; readonly applications: readonly ViewApplication[] }
  /** Nothing new could be had, for this reason; what is shown stays. */
  | { readonly kind: 'outdated'; readonly reason: string }
  /** The application of this name is the one to look at. */
  | { readonly kind: 'choose'; readonly application: string }
  | { readonly kind: 'marks'; readonly revision: number; readonly marks: readonly Marks[] };

export type Part = 'line' | 'node' | 'note';

export type FromView =
  | { readonly kind: 'ready' }
  | { readonly kind: 'manifests' }
  | { readonly kind: 'open'; readonly revision: number; readonly application: number; readonly part: Part; readonly index: number };

/** A message of the page; `undefined` for what is none. */
export function readFromView(value: unknown): FromView | undefined {
  const kind = member(value, 'kind');
  if (kind === 'ready' || kind === 'manifests') {
    return { kind };
  }
  const [revision, application, part, index] = ['revision', 'application', 'part', 'index'].map((it) => member(value, it));
  if (kind !== 'open' || !isCount(revision) || !isCount(application) || !isCount(index)) {
    return undefined;
  }
  return part === 'line' || part === 'node' || part === 'note' ? { kind, revision, application, part, index } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
