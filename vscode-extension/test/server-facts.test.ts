import assert from 'node:assert/strict';
import { test } from 'vitest';

import { factsLines, readFacts } from '../src/server-facts';
import { reasonItems, statusItems } from '../src/status-items';

const range = { start: { line: 9, character: 16 }, end: { line: 9, character: 23 } };
const reason = {
  reason: 'no-platform', count: 60, message: 'no platform is set', remedy: 'set `platform`',
  things: [{ kind: 'trait', name: 'ingress', message: 'only some platforms have trait `ingress`: `rudr`', uri: 'file:///a/app.yaml', range }],
};
const answer = (changes: object): unknown => ({ version: 1, files: 1, documents: 4, platform: 'rudr', indexing: false, ...changes });
const running = { kind: 'running', command: '/usr/bin/oam-ls', version: '0.1.0' } as const;

function lines(changes: object): string[] {
  const facts = readFacts(answer(changes));
  assert.ok(facts);
  return factsLines(facts);
}

test('platform and counts are one line', () => {
  assert.deepEqual(lines({}), ['platform rudr · 4 OAM documents in 1 file']);
  assert.deepEqual(lines({ platform: null, documents: 1, files: 3, indexing: true }), ['no platform is set · 1 OAM document in 3 files · still reading']);
});

test('what cannot be known has a line for each reason', () => {
  const unknown = { count: 61, reasons: [reason, { ...reason, reason: 'template', count: 1, message: 'a template' }] };
  assert.deepEqual(lines({ unknown }).slice(1), ['cannot know 60 things: no platform is set', 'cannot know 1 thing: a template']);
});

test('what is no answer gives no facts', () => {
  for (const it of [undefined, null, 'text', 7, [], {}, { platform: 3, files: 'many' }]) {
    assert.equal(readFacts(it), undefined);
  }
});

test('the menu says what is, and offers a remedy for what cannot be known', () => {
  const facts = readFacts(answer({ platform: '', unknown: { count: 60, reasons: [reason] } }));
  const items = statusItems(running, facts);
  const labels = items.map((it) => it.label);
  for (const label of ['$(check) oam-ls 0.1.0', '$(server-environment) No platform is set', '$(question) 60 things: no platform is set', '$(gear) Open Settings']) {
    assert.ok(labels.includes(label), label);
  }
  const found = facts?.reasons[0];
  assert.ok(found);
  const remedies = reasonItems(found);
  assert.deepEqual(remedies.map((it) => it.action?.kind), ['platform', 'command', undefined, 'place']);
  assert.equal(remedies[2]?.label, '60 places, the first 1 of them');
  assert.equal(remedies[3]?.detail, 'app.yaml, line 10');
});

test('a server that does not run says why, and where its path is set', () => {
  const items = statusItems({ kind: 'failed', message: 'it is not there' }, undefined);
  assert.ok(items.some((it) => it.detail === 'it is not there'));
  assert.ok(items.some((it) => it.action?.kind === 'command' && it.action.argument === 'oam.server.path'));
});
