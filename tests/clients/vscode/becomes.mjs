// Waiting for what is seen, with a deadline.
import assert from 'node:assert/strict';

/** Milliseconds that a step may take. */
export const STEP_TIMEOUT = Number(process.env.STEP_TIMEOUT ?? 30_000);

/** Waits until `actual` gives what is expected; `nudge` is done once a second for what only looks again when it is asked to. */
export async function becomes(actual, expected, what, nudge = () => undefined) {
  let last;
  let next = Date.now() + 1000;
  for (const end = Date.now() + STEP_TIMEOUT; Date.now() < end; ) {
    last = await actual();
    if (typeof expected === 'function' ? expected(last) : last === expected) {
      return last;
    }
    if (Date.now() > next) {
      await nudge();
      next = Date.now() + 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`timeout: ${what}; have ${JSON.stringify(last)}`);
}
