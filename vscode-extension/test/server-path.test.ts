import assert from 'node:assert/strict';
import { test } from 'vitest';

import { chooseServer, ServerSearch } from '../src/server-path';

function search(files: string[], changes: Partial<ServerSearch> = {}): ServerSearch {
  return {
    configured: '',
    bundledFolder: '/extension/server',
    searchPath: '/usr/local/bin:/usr/bin',
    home: '/home/me',
    platform: 'linux',
    isFile: (file) => files.includes(file),
    ...changes,
  };
}

test('the setting comes first', () => {
  const files = ['/opt/oam-ls', '/extension/server/oam-ls', '/usr/bin/oam-ls'];
  const choice = chooseServer(search(files, { configured: ' /opt/oam-ls ' }));
  assert.deepEqual(choice, { kind: 'found', command: '/opt/oam-ls', origin: 'setting' });
});

test('the setting may start in the home folder', () => {
  const choice = chooseServer(search(['/home/me/bin/oam-ls'], { configured: '~/bin/oam-ls' }));
  assert.deepEqual(choice, { kind: 'found', command: '/home/me/bin/oam-ls', origin: 'setting' });
});

test('a wrong setting is an error even when another server is there', () => {
  const choice = chooseServer(search(['/usr/bin/oam-ls'], { configured: '/opt/gone' }));
  assert.deepEqual(choice, {
    kind: 'missing',
    message: 'the setting `oam.server.path` names `/opt/gone`, which is not a file',
  });
});

test('the shipped server comes before the PATH', () => {
  const choice = chooseServer(search(['/extension/server/oam-ls', '/usr/bin/oam-ls']));
  assert.deepEqual(choice, { kind: 'found', command: '/extension/server/oam-ls', origin: 'extension' });
});

test('the PATH is searched in its order', () => {
  const choice = chooseServer(search(['/usr/bin/oam-ls', '/usr/local/bin/oam-ls']));
  assert.deepEqual(choice, { kind: 'found', command: '/usr/local/bin/oam-ls', origin: 'PATH' });
});

test('relative and empty entries of the PATH are not searched', () => {
  const choice = chooseServer(search(['oam-ls', 'bin/oam-ls', './oam-ls'], { searchPath: ':bin:.' }));
  assert.equal(choice.kind, 'missing');
});

test('Windows has other separators and another program name', () => {
  const choice = chooseServer(
    search(['C:\\tools\\oam-ls.exe'], {
      platform: 'win32',
      bundledFolder: 'C:\\extension\\server',
      searchPath: 'C:\\Windows;C:\\tools',
    }),
  );
  assert.deepEqual(choice, { kind: 'found', command: 'C:\\tools\\oam-ls.exe', origin: 'PATH' });
});

test('a missing server says what to do', () => {
  assert.deepEqual(chooseServer(search([])), {
    kind: 'missing',
    message:
      'the language server `oam-ls` is neither in this extension nor on the `PATH`; install it (`cargo install --path .` in its repository), or name it in the setting `oam.server.path`',
  });
});
