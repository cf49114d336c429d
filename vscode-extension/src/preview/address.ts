/** The address of a preview document: a readable name for the tab, the source's own address in the query. */
import * as path from 'node:path';

export const PREVIEW_SCHEME = 'oam-preview';

export interface PreviewAddress {
  readonly scheme: typeof PREVIEW_SCHEME;
  readonly path: string;
  readonly query: string;
}

/** The name ends in `.yaml`, so that the editor colours it. */
export function previewAddress(source: { readonly path: string; toString(): string }): PreviewAddress {
  const name = path.posix.basename(source.path).replace(/\.(ya?ml|json)$/i, '');
  return { scheme: PREVIEW_SCHEME, path: `/${name} (preview).yaml`, query: source.toString() };
}
