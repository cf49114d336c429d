import assert from 'node:assert/strict';
import { test } from 'vitest';

import { readFromView } from '../src/preview/messages';

test('what a page may say is read', () => {
  assert.deepEqual(readFromView({ kind: 'ready', more: 1 }), { kind: 'ready' });
  assert.deepEqual(readFromView({ kind: 'manifests' }), { kind: 'manifests' });
  const open = { kind: 'open', revision: 2, application: 0, part: 'node', index: 7 };
  assert.deepEqual(readFromView(open), open);
});

test('everything else is nothing', () => {
  const open = { kind: 'open', revision: 2, application: 0, part: 'node', index: 7 };
  const wrong = [{ part: 'uri' }, { index: -1 }, { index: 0.5 }, { index: '0' }, { application: null }, { revision: undefined }];
  for (const message of [undefined, null, 'ready', 3, [], {}, { kind: 'run' }, ...wrong.map((it) => ({ ...open, ...it }))]) {
    assert.equal(readFromView(message), undefined);
  }
});
