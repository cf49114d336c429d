import assert from 'node:assert/strict';
import { test } from 'vitest';

import { colouredLines, partsOf } from '../../src/preview/view/lines';

/** The pieces of a line that have a colour. */
function colours(line: string): [string, string][] {
  const [tokens] = colouredLines(line);
  return (tokens ?? []).filter((it) => /\w/.test(it.text)).map((it) => [it.kind, it.text.trim()]);
}

test('keys, texts, numbers, constants and comments are told apart', () => {
  assert.deepEqual(colours('name: web'), [['key', 'name'], ['string', 'web']]);
  assert.deepEqual(colours('replicas: 3'), [['key', 'replicas'], ['number', '3']]);
  assert.deepEqual(colours('tls: true'), [['key', 'tls'], ['constant', 'true']]);
  assert.deepEqual(colours('value: "12"'), [['key', 'value'], ['string', '"12"']]);
  assert.deepEqual(colours("a: 'it''s' # why"), [['key', 'a'], ['string', "'it''s'"], ['comment', '# why']]);
  assert.deepEqual(colours('image: example/web:1.0.0'), [['key', 'image'], ['string', 'example/web:1.0.0']]);
});

test('lines are those of the text, and nothing of it is lost', () => {
  const text = 'data:\n  motd: |\n    <b>hi</b>\n\n    bye: 1\n---\nkind: "x\n';
  const lines = colouredLines(text);
  assert.equal(lines.length, text.split('\n').length - 1);
  assert.equal(lines.map((line) => `${line.map((it) => it.text).join('')}\n`).join(''), text);
  assert.deepEqual(colouredLines(''), []);
});

test('documents are known by their kind and name', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  name: other\n---\nkind: Deployment\nmetadata:\n  name: api\n';
  assert.deepEqual(partsOf(text), [
    { from: 0, to: 6, title: 'Service web' },
    { from: 6, to: 10, title: 'Deployment api' },
  ]);
  assert.deepEqual(partsOf(''), []);
});
