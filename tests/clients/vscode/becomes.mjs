// Waiting for what is seen, with a deadline.
import assert from 'node:assert/strict';

/** Milliseconds that a step may take. */
export const STEP_TIMEOUT = Number(process.env.STEP_TIMEOUT ?? 30_000);

/** Waits until `actual` gives what is expected. */
export async function becomes(actual, expected, what) {
  let last;
  for (const end = Date.now() + STEP_TIMEOUT; Date.now() < end; ) {
    last = await actual();
    if (typeof expected === 'function' ? expected(last) : last === expected) {
      return last;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return assert.fail(`timeout: ${what}; have ${JSON.stringify(last)}`);
}
