import assert from 'node:assert/strict';
import { test } from 'vitest';

import { manifestsAddress } from '../src/manifests/address';

test('the tab names the source and the source can be found again', () => {
  const source = { path: '/shop/my app.yml', toString: () => 'file:///shop/my%20app.yml' };
  assert.deepEqual(manifestsAddress(source), {
    scheme: 'oam-manifests',
    path: '/my app (manifests).yaml',
    query: 'file:///shop/my%20app.yml',
  });
});

test('an untitled document has a preview too', () => {
  const source = { path: 'Untitled-1', toString: () => 'untitled:Untitled-1' };
  assert.equal(manifestsAddress(source).path, '/Untitled-1 (manifests).yaml');
});
