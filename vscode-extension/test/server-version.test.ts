import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';

import { complaintAbout, OLDEST_SERVER } from '../src/server-version';

test('a server that is too old is named, with what can be done', () => {
  assert.equal(
    complaintAbout('/opt/oam-ls', '0.0.9', 'setting'),
    `\`/opt/oam-ls\` is oam-ls 0.0.9; this extension wants ${OLDEST_SERVER} or newer: update it, or change the setting \`oam.server.path\``,
  );
  assert.match(complaintAbout('/opt/oam-ls', '0.0.99-rc.1', 'PATH') ?? '', /name another/);
});

test('the same, a newer one and one that tells nothing will do', () => {
  for (const version of [OLDEST_SERVER, '0.1.1', '0.10.0', '1.0.0', 'v2.0.0', '', 'nightly']) {
    assert.equal(complaintAbout('/opt/oam-ls', version, 'setting'), undefined, version);
  }
});

test('the server that is shipped with the extension is new enough', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.equal(complaintAbout('oam-ls', version, 'extension'), undefined);
});
