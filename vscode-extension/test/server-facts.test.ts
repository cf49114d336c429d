import assert from 'node:assert/strict';
import { test } from 'vitest';

import { factsLine } from '../src/server-facts';

test('platform and counts are one line', () => {
  const answer = { version: 1, files: 1, documents: 4, platform: 'rudr', indexing: false };
  assert.equal(factsLine(answer), 'platform rudr · 4 OAM documents in 1 file');
});

test('a workspace without platform that is still read', () => {
  const answer = { version: 1, files: 3, documents: 1, platform: null, indexing: true };
  assert.equal(factsLine(answer), '1 OAM document in 3 files · still reading');
});

test('what is no answer gives no line', () => {
  for (const answer of [undefined, null, 'text', 7, [], {}, { platform: 3, files: 'many' }]) {
    assert.equal(factsLine(answer), '');
  }
});
