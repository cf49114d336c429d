import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { Latest } from '../src/preview/latest';

test('calls in a row make one run, after the last of them', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const task = mock.fn(async () => undefined);
  const latest = new Latest(task);
  latest.schedule(100);
  context.mock.timers.tick(99);
  latest.schedule(100);
  context.mock.timers.tick(99);
  assert.equal(task.mock.callCount(), 0);
  context.mock.timers.tick(1);
  assert.equal(task.mock.callCount(), 1);
});

test('a new run cancels the one before', async () => {
  const signals: AbortSignal[] = [];
  const latest = new Latest(async (signal) => void signals.push(signal));
  await latest.run();
  await latest.run();
  assert.deepEqual(
    signals.map((signal) => signal.aborted),
    [true, false],
  );
});

test('cancelling drops the planned run as well', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const task = mock.fn(async () => undefined);
  const latest = new Latest(task);
  latest.schedule(100);
  latest.cancel();
  context.mock.timers.tick(1000);
  assert.equal(task.mock.callCount(), 0);
});
