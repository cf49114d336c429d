import assert from 'node:assert/strict';
import { test } from 'vitest';

import { readAnswer } from '../src/preview/answer';

const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };

test('a whole answer is read', () => {
  const answer = {
    version: 1,
    sources: ['file:///app.yaml'],
    previews: [
      {
        app: 'shop',
        uri: 'file:///app.yaml',
        text: 'kind: Service\n',
        lines: [[0, 3, 4, 3, 9]],
        notes: [{ severity: 'gap', message: 'no volume', uri: 'file:///app.yaml', range }, { severity: 'info', message: 'hi' }],
        totals: '1 object',
        refused: false,
      },
    ],
  };
  const place = { uri: 'file:///app.yaml', ...range };
  assert.deepEqual(readAnswer(answer), [
    {
      app: 'shop',
      uri: 'file:///app.yaml',
      text: 'kind: Service\n',
      totals: '1 object',
      isRefused: false,
      origins: [place],
      notes: [
        { severity: 'gap', message: 'no volume', place },
        { severity: 'info', message: 'hi', place: undefined },
      ],
    },
  ]);
});

test('no application is an empty answer', () => {
  assert.deepEqual(readAnswer({ version: 1, previews: [] }), []);
});

test('what is no answer is told apart from an empty one', () => {
  for (const answer of [undefined, null, 'text', 7, [], {}, { previews: null }]) {
    assert.equal(readAnswer(answer), undefined);
  }
});

test('members that are missing or wrong do not spoil the rest', () => {
  const answer = { previews: [null, { app: 'a' }, { text: 'x\n', lines: [null, [1, 3, 4, 3, 9], [0, 3]], notes: 3 }], sources: ['file:///a'] };
  assert.deepEqual(readAnswer(answer), [
    { app: '', uri: '', text: 'x\n', totals: '', isRefused: false, origins: [undefined, undefined, undefined], notes: [] },
  ]);
});
