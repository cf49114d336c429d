/** Elements of the page, which `html.ts` writes. */

export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the page has no \`${id}\``);
  }
  return found;
}
