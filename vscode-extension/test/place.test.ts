import assert from 'node:assert/strict';
import { test } from 'vitest';

import { Place, placesAt } from '../src/preview/place';

function place(from: number, to: number, uri = 'file:///app.yaml'): Place {
  return { uri, start: { line: from, character: 2 }, end: { line: to, character: 9 } };
}

test('a line belongs to the places that lie on it', () => {
  const places = [place(1, 1), undefined, place(2, 2), place(1, 1), place(1, 1, 'file:///other.yaml')];
  assert.deepEqual(placesAt(places, 'file:///app.yaml', 1), [0, 3]);
  assert.deepEqual(placesAt(places, 'file:///app.yaml', 3), []);
});

test('of places in each other the innermost count', () => {
  const places = [place(0, 9), place(2, 4), place(3, 5), place(3, 3)];
  assert.deepEqual(placesAt(places, 'file:///app.yaml', 3), [3]);
  assert.deepEqual(placesAt(places, 'file:///app.yaml', 4), [1, 2]);
  assert.deepEqual(placesAt(places, 'file:///app.yaml', 8), [0]);
});
