/** The addresses of the two sides of a comparison: a readable name for the tab, the source's own address in the query. */
import * as path from 'node:path';

export const COMPARISON_SCHEME = 'oam-comparison';

export type SideName = 'old' | 'new';

export interface ComparisonAddress {
  readonly scheme: typeof COMPARISON_SCHEME;
  readonly path: string;
  readonly query: string;
  readonly fragment: SideName;
}

/** The name ends in `.yaml`, so that the editor colours it. */
export function comparisonAddress(source: { readonly path: string; toString(): string }, side: SideName, revision: string): ComparisonAddress {
  const name = path.posix.basename(source.path).replace(/\.(ya?ml|json)$/i, '');
  const when = side === 'old' ? `at ${revision}` : 'now';
  return { scheme: COMPARISON_SCHEME, path: `/${name} (manifests ${when}).yaml`, query: source.toString(), fragment: side };
}
