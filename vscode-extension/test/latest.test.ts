import assert from 'node:assert/strict';
import { afterEach, beforeEach, test, vi } from 'vitest';

import { Latest } from '../src/preview/latest';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('calls in a row make one run, after the last of them', () => {
  const task = vi.fn(async () => undefined);
  const latest = new Latest(task);
  latest.schedule(100);
  vi.advanceTimersByTime(99);
  latest.schedule(100);
  vi.advanceTimersByTime(99);
  assert.equal(task.mock.calls.length, 0);
  vi.advanceTimersByTime(1);
  assert.equal(task.mock.calls.length, 1);
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

test('cancelling drops the planned run as well', () => {
  const task = vi.fn(async () => undefined);
  const latest = new Latest(task);
  latest.schedule(100);
  latest.cancel();
  vi.advanceTimersByTime(1000);
  assert.equal(task.mock.calls.length, 0);
});
