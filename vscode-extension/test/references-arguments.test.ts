import assert from 'node:assert/strict';
import { test } from 'vitest';

import { readReferences } from '../src/references-arguments';

const position = { line: 3, character: 8 };
const place = { uri: 'file:///w/app.yaml', range: { start: position, end: position } };

test('what the server sends is read', () => {
  const read = readReferences(['file:///w/web.yaml', position, [place]]);
  assert.deepEqual(read, { uri: 'file:///w/web.yaml', position, places: [place] });
  assert.deepEqual(readReferences(['file:///w/web.yaml', position, []]).places, []);
});

test('anything else is refused with a reason', () => {
  for (const args of [[], ['file:///a', position], [1, position, []], ['file:///a', {}, []], ['file:///a', position, [{}]]]) {
    assert.throws(() => readReferences(args), /oam\.showReferences/);
  }
});
