/** What the page remembers while it is hidden and after the window was loaded again. Read carefully: an older version may have written it. */
import { member, string } from '../json';
import { View } from './zoom';

export const TABS = ['topology', 'manifests', 'notes', 'changes'] as const;
export type Tab = (typeof TABS)[number];

export interface State {
  /** The address of the document, by which the extension brings the preview back. */
  readonly source: string;
  readonly tab: Tab;
  /** The name of the application that was chosen. */
  readonly application: string;
  /** Pixels from the top. */
  readonly scroll: { readonly manifests: number; readonly notes: number; readonly changes: number };
  /** Where the picture was looked at; `undefined` when it is fitted into the window. */
  readonly view: View | undefined;
}

export function readState(value: unknown, source: string): State {
  const known = member(value, 'source') === source ? value : undefined;
  const tab = member(known, 'tab');
  const scroll = member(known, 'scroll');
  return {
    source,
    tab: TABS.find((it) => it === tab) ?? 'topology',
    application: string(member(known, 'application')),
    scroll: { manifests: pixels(member(scroll, 'manifests')), notes: pixels(member(scroll, 'notes')), changes: pixels(member(scroll, 'changes')) },
    view: readView(member(known, 'view')),
  };
}

function readView(value: unknown): View | undefined {
  const [x, y, scale] = ['x', 'y', 'scale'].map((it) => member(value, it));
  return isFinite(x) && isFinite(y) && isFinite(scale) && scale > 0 ? { x, y, scale } : undefined;
}

function pixels(value: unknown): number {
  return isFinite(value) && value > 0 ? value : 0;
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
