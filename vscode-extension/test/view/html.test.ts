import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Window } from 'happy-dom';

import { escapeHtml, previewPage } from '../../src/preview/html';

const HOSTILE = `file:///a"><script>alert(1)</script><img src='x' onerror=alert(1)>&amp;`;
const page = previewPage({ script: 'vsc:/preview.js', style: 'vsc:/preview.css', cspSource: 'vsc:', nonce: 'abc123', source: HOSTILE });
const document = new (new Window().DOMParser)().parseFromString(page, 'text/html');

test('the policy lets nothing in but the own script and style', () => {
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
  assert.equal(policy, "default-src 'none'; style-src vsc:; script-src 'nonce-abc123'; base-uri 'none'; form-action 'none'");
});

test('there is one script, and nothing in the page runs or is styled in line', () => {
  const scripts = [...document.querySelectorAll('script')];
  assert.deepEqual(scripts.map((it) => [it.getAttribute('src'), it.getAttribute('nonce'), it.textContent]), [['vsc:/preview.js', 'abc123', '']]);
  const attributes = [...document.querySelectorAll('*')].flatMap((it) => it.getAttributeNames());
  assert.deepEqual(attributes.filter((it) => it === 'style' || it.startsWith('on')), []);
});

test('an address cannot get out of its attribute', () => {
  assert.equal(document.querySelector('img'), null);
  assert.ok(page.includes(`data-source="${escapeHtml(HOSTILE)}"`));
  assert.equal(escapeHtml(`<&>"'`), '&lt;&amp;&gt;&quot;&#39;');
});

test('every tab has its panel and every panel its tab', () => {
  for (const tab of document.querySelectorAll('[role="tab"]')) {
    const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
    assert.equal(panel?.getAttribute('aria-labelledby'), tab.id);
  }
  assert.equal(document.querySelectorAll('[role="tabpanel"]').length, 4);
});
