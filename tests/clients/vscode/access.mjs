// Whether a page can be used without seeing it, by the rules of axe-core.
//
// env: TOOLS (folder with axe-core)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const axe = readFileSync(join(process.env.TOOLS, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Fails with what is wrong in the page around an element. */
export async function isAccessible(element, what) {
  const frame = await (await element.elementHandle()).ownerFrame();
  // Said by the debugger and not by the page, whose policy lets no other script in.
  await frame.evaluate(`${axe}; undefined`);
  const { violations, passes } = await frame.evaluate(() => window.axe.run(document));
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((it) => `  ${it.html}\n  ${it.failureSummary}`).join('\n')}`);
  assert.deepEqual(found, [], what);
  assert.ok(passes.length > 10, `${what}: the rules were asked`);
}
