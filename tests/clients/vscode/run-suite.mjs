// Runs a suite inside the extension host of a real VS Code, waits for its report and prints it.
//
// usage: run-suite.mjs SUITE [VSIX…]   the folder of the suite, and more extensions that it needs
//
// env: those of workbench.mjs, and HOST_VSIX, WORKSPACE, OUT (folder for a picture and the log of a failure)
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { openWorkbench, until } from './workbench.mjs';

const env = process.env;
const [name, ...extensions] = process.argv.slice(2);
const suite = join(dirname(fileURLToPath(import.meta.url)), name, 'index.js');

function print(results) {
  for (const { name, error, milliseconds } of results) {
    console.log(error ? `not ok - ${name}\n${error}` : `ok - ${name} (${milliseconds} ms)`);
  }
  const failed = results.filter((it) => it.error).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 && results.length > 0;
}

async function keepTraces({ page, log }) {
  mkdirSync(env.OUT, { recursive: true });
  await page.screenshot({ path: join(env.OUT, 'failure.png') }).catch(() => undefined);
  writeFileSync(join(env.OUT, 'failure.log'), log.join(''));
  console.log(`# a picture and the log are in ${env.OUT}`);
}

const folder = mkdtempSync(join(tmpdir(), 'oam-report-'));
const report = join(folder, 'report.json');
const environment = { OAM_SUITE: suite, OAM_REPORT: report };
const workbench = await openWorkbench(env.WORKSPACE, { extensions: [env.HOST_VSIX, ...extensions], environment });
let passed = false;
try {
  await until('the report of the suite', () => existsSync(report), 240);
  passed = print(JSON.parse(readFileSync(report, 'utf8')).results);
} catch (error) {
  console.log(`not ok - ${error.message}\n0 passed, 1 failed`);
}
if (!passed) {
  await keepTraces(workbench);
}
await workbench.close();
rmSync(folder, { recursive: true, force: true });
process.exitCode = passed ? 0 : 1;
