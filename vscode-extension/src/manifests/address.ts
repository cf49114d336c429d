/** The address of a document of manifests: a readable name for the tab, the source's own address in the query. */
import * as path from 'node:path';

export const MANIFESTS_SCHEME = 'oam-manifests';

export interface ManifestsAddress {
  readonly scheme: typeof MANIFESTS_SCHEME;
  readonly path: string;
  readonly query: string;
}

/** The name ends in `.yaml`, so that the editor colours it. */
export function manifestsAddress(source: { readonly path: string; toString(): string }): ManifestsAddress {
  const name = path.posix.basename(source.path).replace(/\.(ya?ml|json)$/i, '');
  return { scheme: MANIFESTS_SCHEME, path: `/${name} (manifests).yaml`, query: source.toString() };
}
