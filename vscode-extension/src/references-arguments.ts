/** The arguments of `oam.showReferences` as the server sends them: a document, a place in it, and the places to show. */

export interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

export interface PlainRange {
  readonly start: PlainPosition;
  readonly end: PlainPosition;
}

export interface References {
  readonly uri: string;
  readonly position: PlainPosition;
  readonly places: readonly { readonly uri: string; readonly range: PlainRange }[];
}

/** Reads them, or throws: a command called with anything else is a mistake of its caller. */
export function readReferences(args: readonly unknown[]): References {
  const [uri, position, places] = args;
  if (typeof uri !== 'string' || !isPosition(position) || !Array.isArray(places) || !places.every(isPlace)) {
    throw new Error('`oam.showReferences` wants a URI, a position and a list of locations');
  }
  return { uri, position, places };
}

function isPlace(value: unknown): value is References['places'][number] {
  return isObject(value) && typeof value['uri'] === 'string' && isRange(value['range']);
}

function isRange(value: unknown): value is PlainRange {
  return isObject(value) && isPosition(value['start']) && isPosition(value['end']);
}

function isPosition(value: unknown): value is PlainPosition {
  return isObject(value) && typeof value['line'] === 'number' && typeof value['character'] === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
