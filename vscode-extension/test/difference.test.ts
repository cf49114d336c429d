import assert from 'node:assert/strict';
import { test } from 'vitest';

import { readDifference } from '../src/preview/difference-answer';
import { differenceModel, noDifference } from '../src/preview/difference-model';
import { readGraphs } from '../src/preview/graph-answer';

const range = { start: { line: 8, character: 4 }, end: { line: 8, character: 9 } };
const uri = 'file:///shop/web.yaml';
const ANSWER = {
  version: 1, revision: 'HEAD', commit: '3b5fbac7eeeeeeee', changed: true,
  totals: { old: { text: '6 objects' }, new: { text: '5 objects' } },
  objects: [
    {
      change: 'changed', app: 'shop', kind: 'Deployment', namespace: null, name: 'web',
      old: { origin: 'component', uri, revisionRange: range }, new: { origin: 'component', uri, range },
      fields: [
        { path: 'spec.replicas', change: 'changed', old: { value: 2, origin: 'variable size', uri, revisionRange: range }, new: { value: 3, origin: 'variable size', uri, range } },
        { path: 'spec.template.spec.containers[name=main].args', change: 'added', new: { value: ['a', 'b\n'], origin: null, uri, range } },
        { path: 'odd', change: 'exploded' },
      ],
    },
    { change: 'removed', app: 'shop', kind: 'Service', namespace: 'prod', name: 'mail', old: { manifest: {}, origin: 'component', uri, revisionRange: range } },
  ],
  notes: [{ change: 'added', app: 'shop', severity: 'gap', message: 'no component `search`', uri, range }],
  manifests: { old: 'a: 1\n', new: 'a: 2\nb: 3\n', sources: [uri], lines: [[0, 8, 4, 8, 9], null] },
};

test('what changes is read, with places of now only', () => {
  const difference = readDifference(ANSWER);
  assert.ok(difference);
  assert.deepEqual(difference.manifests, { old: 'a: 1\n', new: 'a: 2\nb: 3\n', origins: [{ uri, ...range }, undefined] });
  assert.deepEqual(difference.objects.map((it) => [it.change, it.kind, it.fields.length]), [['changed', 'Deployment', 2], ['removed', 'Service', 0]]);
  assert.equal(difference.objects[0]?.old?.place, undefined);
  assert.deepEqual(difference.objects[0]?.fields.map((it) => it.new?.value), ['3', '["a","b\\n"]']);
});

test('what is no difference is told apart from one in which nothing changes', () => {
  for (const answer of [undefined, null, 7, [], {}, { objects: 3 }]) {
    assert.equal(readDifference(answer), undefined);
  }
  assert.deepEqual(readDifference({ objects: [] })?.objects, []);
});

test('the page gets positions, never addresses', () => {
  const difference = readDifference(ANSWER);
  assert.ok(difference);
  const graph = { app: 'shop', uri, format: 'svg', text: '<svg/>', nodes: [{ kind: 'service', name: 'web', change: 'changed', uri, range }], edges: [] };
  const same = { ...graph, app: 'other', nodes: [{ kind: 'service', name: 'web' }] };
  const { view, places } = differenceModel(difference, readGraphs({ graphs: [graph, same] }));
  assert.ok(view.kind === 'some');
  assert.doesNotMatch(JSON.stringify(view), /file:/);
  assert.equal(view.commit, '3b5fbac');
  assert.deepEqual(view.objects.map((it) => [it.title, it.link]), [['Deployment web', 0], ['Service prod/mail', undefined]]);
  assert.deepEqual(view.pictures.map((it) => [it.app, it.links]), [['shop', [4]]]);
  assert.deepEqual(places.map((it) => it.uri), Array(5).fill(uri));
});

test('what cannot be compared has a reason and leads nowhere', () => {
  assert.deepEqual(noDifference('no repository'), { view: { kind: 'none', reason: 'no repository' }, places: [] });
});
