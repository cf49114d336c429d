import assert from 'node:assert/strict';
import { test } from 'vitest';

import { Preview } from '../src/preview/answer';
import { Graph } from '../src/preview/graph-answer';
import { applicationsOf, marksOf, placeOf, viewOf } from '../src/preview/model';
import { Place } from '../src/preview/place';

const uri = 'file:///app.yaml';
const at = (line: number): Place => ({ uri, start: { line, character: 0 }, end: { line, character: 3 } });

const span = (from: number, to: number): Place => ({ uri, start: { line: from, character: 0 }, end: { line: to, character: 3 } });

function preview(app: string): Preview {
  const notes = [{ severity: 'gap', message: 'no volume', place: at(7) }];
  return { app, uri, text: 'kind: A\nx: 1\n', totals: '1 object', isRefused: false, origins: [undefined, at(4)], notes };
}

function graph(app: string): Graph {
  return { app, uri, svg: `<svg>${app}</svg>`, nodes: [{ kind: 'service', name: app, place: at(4), instance: span(10, 20) }, { kind: 'object', name: 'x', place: undefined, instance: span(10, 20) }], isDifferent: false };
}

test('a picture belongs to the application of its name and document', () => {
  const found = applicationsOf([preview('a'), preview('b'), preview('c')], [graph('b'), graph('a'), { ...graph('c'), uri: 'file:///c.yaml' }]);
  assert.deepEqual(found.map((it) => it.graph?.svg), ['<svg>a</svg>', '<svg>b</svg>', undefined]);
});

test('two applications of one name keep their own pictures', () => {
  const second = { ...graph('a'), svg: '<svg>second</svg>' };
  const found = applicationsOf([preview('a'), preview('a')], [graph('a'), second]);
  assert.deepEqual(found.map((it) => it.graph?.svg), ['<svg>a</svg>', '<svg>second</svg>']);
});

test('the page is shown what leads somewhere, but not where', () => {
  const [application] = applicationsOf([preview('a')], [graph('a')]);
  assert.ok(application);
  assert.deepEqual(viewOf(application), {
    name: 'a',
    totals: '1 object',
    isRefused: false,
    text: 'kind: A\nx: 1\n',
    links: [false, true],
    notes: [{ severity: 'gap', message: 'no volume', isLink: true }],
    picture: { svg: '<svg>a</svg>', links: [true, false] },
  });
  assert.doesNotMatch(JSON.stringify(viewOf(application)), /file:/);
});

test('every part leads to its place, and what is not there leads nowhere', () => {
  const [application] = applicationsOf([preview('a')], [graph('a')]);
  assert.deepEqual(placeOf(application, 'line', 1), at(4));
  assert.deepEqual(placeOf(application, 'note', 0), at(7));
  assert.deepEqual(placeOf(application, 'node', 0), at(4));
  assert.equal(placeOf(application, 'line', 0), undefined);
  assert.equal(placeOf(application, 'node', 99), undefined);
  assert.equal(placeOf(undefined, 'line', 0), undefined);
});

test('a line of the source marks what it made', () => {
  const [application] = applicationsOf([preview('a')], [graph('a')]);
  assert.ok(application);
  assert.deepEqual(marksOf(application, uri, 4), { lines: [1], nodes: [0] });
  assert.deepEqual(marksOf(application, uri, 5), { lines: [], nodes: [] });
  assert.deepEqual(marksOf(application, 'file:///other.yaml', 4), { lines: [], nodes: [] });
});

test('an instance marks all of its boxes, and what lies in it only its own', () => {
  const at14: Graph = { ...graph('a'), nodes: [...graph('a').nodes, { kind: 'ingress', name: 'i', place: span(14, 15), instance: span(10, 20) }] };
  const [application] = applicationsOf([preview('a')], [at14]);
  assert.ok(application);
  assert.deepEqual(marksOf(application, uri, 11).nodes, [0, 1, 2]);
  assert.deepEqual(marksOf(application, uri, 14).nodes, [2]);
  assert.deepEqual(marksOf(application, uri, 4).nodes, [0]);
});
