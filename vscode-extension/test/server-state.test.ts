import assert from 'node:assert/strict';
import { test } from 'vitest';

import { statusLabel } from '../src/server-state';

test('a running server shows its version and path', () => {
  assert.deepEqual(statusLabel({ kind: 'running', command: '/usr/bin/oam-ls', version: '0.1.0' }), {
    text: '$(check) OAM',
    tooltip: 'oam-ls 0.1.0\n/usr/bin/oam-ls',
    isError: false,
  });
});

test('a server that tells no version is shown without one', () => {
  const label = statusLabel({ kind: 'running', command: '/usr/bin/oam-ls', version: '' });
  assert.equal(label.tooltip, 'oam-ls\n/usr/bin/oam-ls');
});

test('a failure is shown with its reason', () => {
  assert.deepEqual(statusLabel({ kind: 'failed', message: 'the language server stopped' }), {
    text: '$(error) OAM',
    tooltip: 'OAM: the language server stopped',
    isError: true,
  });
});
