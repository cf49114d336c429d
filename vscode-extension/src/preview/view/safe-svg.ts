/**
 * A picture of the server made safe: everything is copied by a list of what pictures need, so that what is not on it
 * (scripts, handlers, links, foreign content, anything from outside) does not get into the page.
 */

const SVG = 'http://www.w3.org/2000/svg';

const ELEMENTS = new Set(['svg', 'title', 'desc', 'defs', 'marker', 'g', 'path', 'rect', 'line', 'circle', 'ellipse', 'polygon', 'polyline', 'text', 'tspan']);

const ATTRIBUTES = new Set([
  'width', 'height', 'viewBox', 'role', 'aria-labelledby', 'font-family', 'id', 'class', 'transform', 'd', 'points',
  'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'refX', 'refY', 'markerWidth', 'markerHeight', 'orient',
  'marker-start', 'marker-end', 'text-anchor',
]);

/** Taken out before the text is parsed: a policy that forbids styles in line counts one in a parsed document as well. */
const STYLE = /<style>([^<]*)<\/style>/g;

/** A reference within the picture. */
const INNER_REFERENCE = /^url\(#[\w-]+\)$/;

export interface SafePicture {
  readonly root: SVGSVGElement;
  /** The style of the picture; it must be put where its rules concern nothing else, and cannot load anything. */
  readonly style: string;
}

/** The picture, made of elements of `target`; `undefined` when the text is none. */
export function safePicture(text: string, parser: Pick<DOMParser, 'parseFromString'>, target: Document): SafePicture | undefined {
  const source = parser.parseFromString(text.replace(STYLE, ''), 'image/svg+xml').documentElement;
  if (source?.localName !== 'svg' || source.namespaceURI !== SVG) {
    return undefined;
  }
  const root = copy(source, target);
  const style = [...text.matchAll(STYLE)].map((it) => it[1] ?? '').join('\n');
  return root && { root: root as SVGSVGElement, style };
}

function copy(source: Element, target: Document): Element | undefined {
  if (source.namespaceURI !== SVG || !ELEMENTS.has(source.localName)) {
    return undefined;
  }
  const element = target.createElementNS(SVG, source.localName);
  for (const { name, value } of [...source.attributes]) {
    if (ATTRIBUTES.has(name) && (!/url\(|javascript:/i.test(value) || INNER_REFERENCE.test(value))) {
      element.setAttribute(name, value);
    }
  }
  for (const child of [...source.childNodes]) {
    // 1 and 3: an element and a text. Comments and instructions are not shown anyway.
    if (child.nodeType === 3) {
      element.append(target.createTextNode(child.textContent ?? ''));
    } else if (child.nodeType === 1) {
      const copied = copy(child as Element, target);
      if (copied) {
        element.append(copied);
      }
    }
  }
  return element;
}
