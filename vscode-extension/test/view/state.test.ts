import assert from 'node:assert/strict';
import { test } from 'vitest';

import { readState, State } from '../../src/preview/view/state';

const state: State = {
  source: 'file:///app.yaml',
  tab: 'manifests',
  application: 'shop',
  scroll: { manifests: 120, notes: 0, changes: 7 },
  view: { x: 1, y: -2, scale: 0.5 },
};
const fresh: State = { source: 'file:///app.yaml', tab: 'topology', application: '', scroll: { manifests: 0, notes: 0, changes: 0 }, view: undefined };

test('what was kept is there again', () => {
  assert.deepEqual(readState(JSON.parse(JSON.stringify(state)), state.source), state);
  assert.equal(readState({ ...state, view: undefined }, state.source).view, undefined);
});

test('the state of another document is not used', () => {
  assert.deepEqual(readState({ ...state, source: 'file:///other.yaml' }, fresh.source), fresh);
});

test('what cannot be understood counts as new', () => {
  const odd = { source: fresh.source, tab: 'secrets', application: 3, scroll: { manifests: -1, notes: 'x' }, view: { x: 0, y: null, scale: 0 } };
  for (const value of [undefined, null, 'text', [], {}, odd]) {
    assert.deepEqual(readState(value, fresh.source), fresh);
  }
});
