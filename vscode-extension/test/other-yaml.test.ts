import assert from 'node:assert/strict';
import { test } from 'vitest';

import { holdsOam, isOamAlone, withYamlFindings, yamlFindings } from '../src/other-yaml';

test('what the other extension shows is hidden, unless somebody decides', () => {
  assert.equal(yamlFindings('auto', true, true), 'hide');
  assert.equal(yamlFindings(undefined, true, undefined), 'hide');
  assert.equal(yamlFindings('auto', true, false), 'show');
  assert.equal(yamlFindings('auto', false, true), 'show');
  assert.equal(yamlFindings('show', true, true), 'show');
  assert.equal(yamlFindings('hide', false, true), 'hide');
  assert.equal(yamlFindings('no such word', true, true), 'hide');
});

test('a text is OAM alone when all that says what it is belongs to OAM', () => {
  const oam = 'apiVersion: core.oam.dev/v1alpha1\nkind: Trait\n';
  assert.equal(isOamAlone(oam), true);
  assert.equal(isOamAlone('"apiVersion": "core.hydra.io/v1alpha1" # old\n'), true);
  assert.equal(isOamAlone(`${oam}---\n# nothing yet\n`), true);
  assert.equal(isOamAlone(`${oam}---\napiVersion: apps/v1\nkind: Deployment\n`), false);
  assert.equal(isOamAlone('apiVersion: core.oam.devil/v1\n'), false);
  assert.equal(isOamAlone('spec:\n  apiVersion: core.oam.dev/v1alpha1\n'), false);
  assert.equal(isOamAlone(''), false);
});

test('the server gets a decision, and everything else as it is', () => {
  const settings = { platform: 'rudr', yaml: { findings: 'auto' } };
  assert.deepEqual(withYamlFindings(settings, 'hide'), { platform: 'rudr', yaml: { findings: 'hide' } });
  assert.equal(withYamlFindings(null, 'hide'), null);
});

test('a text may hold OAM among others', () => {
  const oam = 'apiVersion: core.oam.dev/v1alpha1\nkind: Trait\n';
  assert.equal(holdsOam(`apiVersion: apps/v1\n---\n${oam}`), true);
  assert.equal(holdsOam('{ "kind": "Trait",\n  "apiVersion": "core.oam.dev/v1alpha1"'), true);
  assert.equal(holdsOam('apiVersion: apps/v1\n'), false);
  assert.equal(holdsOam(''), false);
});
