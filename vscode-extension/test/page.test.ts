import assert from 'node:assert/strict';
import { test } from 'vitest';

import { Preview } from '../src/preview/answer';
import { Place } from '../src/preview/place';
import { messagePage, pageOf } from '../src/manifests/page';

const place: Place = { uri: 'file:///app.yaml', start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };

function preview(changes: Partial<Preview>): Preview {
  return { app: 'shop', uri: 'file:///app.yaml', text: 'kind: A\n', totals: '1 object', isRefused: false, origins: [], notes: [], ...changes };
}

test('one application is shown as the server printed it', () => {
  const text = '---\nkind: A\n---\nkind: B\n';
  assert.equal(pageOf([preview({ text })], 'app.yaml').text, text);
});

test('several applications are separated and keep their origins', () => {
  const page = pageOf([preview({ origins: [place] }), preview({ app: 'blog', text: 'kind: B\nx: 1\n', origins: [undefined, place] })], 'app.yaml');
  assert.equal(page.text, 'kind: A\n---\nkind: B\nx: 1\n');
  assert.deepEqual(page.origins, [place, undefined, undefined, place]);
  assert.deepEqual(page.headings, [
    { line: 0, title: 'shop · 1 object', place: undefined },
    { line: 2, title: 'blog · 1 object', place: undefined },
  ]);
});

test('a separator of the server is not doubled', () => {
  const page = pageOf([preview({}), preview({ text: '---\nkind: B\n' })], 'app.yaml');
  assert.equal(page.text, 'kind: A\n---\nkind: B\n');
});

test('notes and a refusal stand above the manifests', () => {
  const notes = [{ severity: 'refused', message: 'no component `web`', place }];
  assert.deepEqual(pageOf([preview({ isRefused: true, notes })], 'app.yaml').headings, [
    { line: 0, title: 'shop · refused', place: undefined },
    { line: 0, title: 'refused: no component `web`', place },
  ]);
});

test('a file without application says so', () => {
  assert.equal(pageOf([], 'web.yaml').text, '# web.yaml holds no application to preview\n');
});

test('a message of several lines stays a comment', () => {
  assert.equal(messagePage('one\ntwo').text, '# one\n# two\n');
});
