import assert from 'node:assert/strict';
import { test } from 'vitest';

import { centred, fit, fitPart, keepInSight, MAX_SCALE, MIN_SCALE, pan, View, viewBox, zoomAt } from '../../src/preview/view/zoom';

const picture = { width: 800, height: 400 };
const window = { width: 432, height: 632 };

/** Where a point of the picture is seen. */
const seen = (view: View, x: number, y: number): [number, number] => [(x - view.x) * view.scale, (y - view.y) * view.scale];

test('a picture that is too large is fitted and in the middle', () => {
  const view = fit(picture, window);
  assert.equal(view.scale, 0.5);
  assert.deepEqual(seen(view, 0, 0), [16, 216]);
  assert.deepEqual(seen(view, 800, 400), [416, 416]);
});

test('a small picture is not made larger', () => {
  const view = fit({ width: 100, height: 50 }, window);
  assert.equal(view.scale, 1);
  assert.deepEqual(seen(view, 50, 25), [216, 316]);
});

test('a part is fitted like a picture of its own', () => {
  const view = fitPart({ x: 300, y: 100, width: 100, height: 50 }, window);
  assert.equal(view.scale, 1);
  assert.deepEqual(seen(view, 350, 125), [216, 316]);
});

test('a window without size does no harm', () => {
  const view = fit(picture, { width: 0, height: 0 });
  assert.ok(view.scale >= MIN_SCALE && Object.values(view).every(Number.isFinite));
});

test('zooming keeps what is under the pointer', () => {
  const view = fit(picture, window);
  const before = { x: view.x + 100 / view.scale, y: view.y + 300 / view.scale };
  const after = zoomAt(view, 1.25, { x: 100, y: 300 });
  assert.equal(after.scale, 0.625);
  const [x, y] = seen(after, before.x, before.y);
  assert.ok(Math.abs(x - 100) < 1e-9 && Math.abs(y - 300) < 1e-9);
});

test('zooming ends somewhere', () => {
  assert.equal(zoomAt(fit(picture, window), 1e6, { x: 0, y: 0 }).scale, MAX_SCALE);
  assert.equal(zoomAt(fit(picture, window), 1e-6, { x: 0, y: 0 }).scale, MIN_SCALE);
});

test('the picture moves by pixels at any size', () => {
  const view = { x: 10, y: 20, scale: 0.5 };
  const [x, y] = seen(view, 0, 0);
  assert.deepEqual(seen(pan(view, { x: 30, y: -8 }), 0, 0), [x + 30, y - 8]);
});

test('the picture cannot get lost', () => {
  const far = keepInSight(pan(fit(picture, window), { x: 1e6, y: -1e6 }), picture, window);
  assert.deepEqual(seen(far, 0, 400), [432 - 48, 48]);
  const near = centred(picture, window, 1);
  assert.deepEqual(keepInSight(near, picture, window), near);
});

test('the part that is seen', () => {
  assert.equal(viewBox({ x: -32, y: 1 / 3, scale: 0.5 }, window), '-32.00 0.33 864.00 1264.00');
});
