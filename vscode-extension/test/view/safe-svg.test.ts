import assert from 'node:assert/strict';
import { test } from 'vitest';
import { Window } from 'happy-dom';

import { safePicture } from '../../src/preview/view/safe-svg';

const { document, DOMParser: Parser } = new Window();
const parser = new Parser() as unknown as DOMParser;
const safe = (text: string) => safePicture(text, parser, document as unknown as Document);
const svg = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">${content}</svg>`;

/** As the server draws it. */
const DRAWN = [
  '<svg xmlns="http://www.w3.org/2000/svg" width="92" height="80" viewBox="0 0 92 80" role="graphics-document document" aria-labelledby="title" font-family="system-ui">',
  '<title id="title">Topology of shop</title><style>.g{fill:#fff}</style>',
  '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="h" d="M0 0L8 4L0 8z"></path></marker></defs>',
  '<rect class="g" width="92" height="80" rx="8"></rect>',
  '<path class="e" marker-end="url(#arrow)" d="M1.0 2.0C1.0 2.0 3.0 4.0 5.0 6.0"><title>service web leads to deployment web</title></path>',
  '<g role="graphics-symbol" transform="translate(28.0 28.0)"><title>service web</title><text class="n" text-anchor="middle" x="12" y="36">web</text></g>',
  '</svg>',
].join('\n');

test('what the server draws stays as it is, but for its style, which is handed out', () => {
  const picture = safe(DRAWN);
  assert.equal(picture?.style, '.g{fill:#fff}');
  const expected = DRAWN.replace(/<style>.*<\/style>/, '').replace(' xmlns="http://www.w3.org/2000/svg"', '');
  assert.equal(picture?.root.outerHTML.replace(' xmlns="http://www.w3.org/2000/svg"', ''), expected);
});

test('nothing that runs, loads or leads away gets through', () => {
  const picture = safe(svg(`
    <script>alert(1)</script>
    <g onclick="alert(1)" style="background:url(//evil)" role="x"><rect onload="alert(1)" width="5" class="b"/></g>
    <foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="alert(1)"/></body></foreignObject>
    <a href="javascript:alert(1)"><text>click</text></a>
    <image href="https://evil/x.png"/><use href="https://evil/x.svg#a"/><animate attributeName="href" values="javascript:alert(1)"/>
    <path marker-end="url(https://evil/x#a)" d="M0 0"/><h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`));
  assert.ok(picture);
  const all = [...picture.root.querySelectorAll('*')];
  assert.deepEqual(all.map((it) => it.localName), ['g', 'rect', 'path']);
  assert.deepEqual(all.map((it) => it.getAttributeNames()), [['role'], ['width', 'class'], ['d']]);
  assert.doesNotMatch(picture.root.outerHTML, /alert|evil|javascript/);
});

test('texts are texts', () => {
  const picture = safe(svg('<text>&lt;img src=x onerror=alert(1)&gt; &amp;amp;</text>'));
  assert.equal(picture?.root.querySelector('text')?.textContent, '<img src=x onerror=alert(1)> &amp;');
  assert.equal(picture?.root.querySelector('text')?.children.length, 0);
});

test('what is no picture gives none', () => {
  for (const text of ['', 'text', '<html xmlns="http://www.w3.org/1999/xhtml"/>', '<svg/>']) {
    assert.equal(safe(text), undefined, text);
  }
});
