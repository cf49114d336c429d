import assert from 'node:assert/strict';
import { test } from 'vitest';

import { readGraphs } from '../src/preview/graph-answer';

const range = { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } };

test('pictures are read with what is in them', () => {
  const nodes = [{ kind: 'service', name: 'web', uri: 'file:///web.yaml', range, instancePlace: { uri: 'file:///app.yaml', range } }, { kind: 'missing', name: 'db' }];
  const answer = { version: 1, graphs: [{ app: 'shop', uri: 'file:///app.yaml', format: 'svg', text: '<svg/>', nodes }] };
  const place = { uri: 'file:///web.yaml', ...range };
  assert.deepEqual(readGraphs(answer), [
    {
      app: 'shop',
      uri: 'file:///app.yaml',
      svg: '<svg/>',
      nodes: [
        { kind: 'service', name: 'web', place, instance: { uri: 'file:///app.yaml', ...range } },
        { kind: 'missing', name: 'db', place: undefined, instance: undefined },
      ],
      isDifferent: false,
    },
  ]);
});

test('what is no picture is left out', () => {
  for (const answer of [undefined, null, 'text', {}, { graphs: 7 }, { graphs: [null, { format: 'svg' }, { format: 'dot', text: 'digraph {}' }] }]) {
    assert.deepEqual(readGraphs(answer), []);
  }
});
