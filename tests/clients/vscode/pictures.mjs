// Takes the pictures of the extension's README in a real VS Code with the real server.
//
// usage: node pictures.mjs FOLDER-FOR-THE-PICTURES [preview|changes|editing…]
// env: those of workbench.mjs, and EXAMPLES (folder)
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { keyboard } from './keyboard.mjs';
import { openWorkbench } from './workbench.mjs';

const SETTINGS = {
  'workbench.colorTheme': 'Light Modern',
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'editor.lightbulb.enabled': 'off',
  'editor.quickSuggestions': { other: 'off', strings: 'off', comments: 'off' },
  'editor.wordBasedSuggestions': 'off',
  'editor.hover.delay': 100,
  'editor.occurrencesHighlight': 'off',
  'files.autoSave': 'off',
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  'editor.stickyScroll.enabled': false,
};
const PAGE = { viewport: { width: 1180, height: 680 } };
const folder = process.argv[2];
let page;
let keys;
let application;

/** Line and column, from 1, of the first `text` in the application. */
function placeOf(text) {
  const before = application.slice(0, application.indexOf(text)).split('\n');
  return [before.length, before.at(-1).length + 1];
}

const take = (name) => page.screenshot({ path: join(folder, name) });

/** Gives the preview more of the window than the source, so that the picture can be read. */
async function makeRoom() {
  const { x, y } = await page.locator('iframe.webview.ready').first().boundingBox();
  await page.mouse.move(x, y + 100);
  await page.mouse.down();
  await page.mouse.move(x - 190, y + 100, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(x - 300, y + 300);
}

async function takePreview(editor) {
  await keys.command('OAM: Preview Deployment');
  const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await view.locator('#picture g[role="link"]').first().waitFor();
  await makeRoom();
  await take('preview.png');
  await view.locator('#tab-manifests').click();
  await view.locator('#manifests .line').first().waitFor();
  await editor.click();
  await keys.goTo(...placeOf('replicaCount'));
  await view.locator('#manifests .marked').first().waitFor();
  await take('manifests.png');
}

async function takeCompletion() {
  const [line, column] = placeOf('- name: auto-scaler');
  await keys.goTo(line, column);
  await page.keyboard.type('- name: ');
  await page.keyboard.press('Enter');
  await keys.goTo(line, column + '- name: '.length);
  await keys.pressUntil('Control+Space', page.locator('.suggest-widget:visible .monaco-list-row').first());
  await take('completion.png');
  await page.keyboard.press('Escape');
  await keys.command('File: Revert File');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
}

async function takeFindings(editor) {
  for (const [right, wrong] of [['title', 'titel'], ['replicaCount', 'replicaCounts'], ['hostname', 'host']]) {
    await keys.goTo(...placeOf(right));
    await page.keyboard.press('Control+d');
    await page.keyboard.type(wrong);
  }
  await keys.command('View: Focus Problems');
  await page.locator('.markers-panel .monaco-list-row').nth(3).waitFor();
  await editor.locator('.squiggly-error, .squiggly-warning').first().waitFor();
  await keys.command('View: Focus First Editor Group');
  const [line, column] = placeOf('replicaCount');
  await keys.goTo(line, column + 3);
  await keys.pressUntil('Control+.', page.locator('.action-widget .monaco-list-row').first());
  await take('findings.png');
  await page.keyboard.press('Escape');
  await keys.command('File: Revert File');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  await keys.command('View: Hide Panel');
}

async function takeHover(editor) {
  const [line, column] = placeOf('auto-scaler');
  await keys.goTo(line, column);
  const word = editor.locator('.view-line span', { hasText: 'auto-scaler' }).last();
  const box = await word.boundingBox();
  // The first move wakes the editor, the second is the one it answers.
  await page.mouse.move(box.x + box.width / 2 - 4, box.y + box.height / 2);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator('.monaco-hover:visible').first().waitFor();
  await take('hover.png');
  await page.mouse.move(5, 300);
}

/** The new name of a parameter, and what it does to the application beside it. */
async function takeRename() {
  await keys.pressUntil('Control+\\', page.locator('.editor-group-container').nth(1));
  const component = await keys.openFile('api.yaml');
  const source = readFileSync(join(process.env.EXAMPLES, 'guestbook/components/api.yaml'), 'utf8').split('\n');
  const line = source.findIndex((it) => it.includes('name: redis-host'));
  await component.locator('.view-line').first().waitFor();
  await keys.goTo(line + 1, source[line].indexOf('redis-host') + 3);
  const input = page.locator('.rename-box:visible input').first();
  await keys.pressUntil('F2', input);
  await input.fill('database-host');
  await take('rename.png');
  await page.keyboard.press('Escape');
}

/** What somebody has changed since the last commit. */
async function takeChanges() {
  await keys.goTo(...placeOf('maximum: 6'));
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('9');
  await keys.goTo(...placeOf('replicaCount: 3'));
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('5');
  await keys.command('OAM: Preview Deployment');
  const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await view.locator('#picture g[role="link"]').first().waitFor();
  await makeRoom();
  await view.locator('#tab-changes').click();
  await view.locator('#changes li').first().waitFor();
  await view.locator('#changes-picture g.changed').first().waitFor();
  await page.mouse.move(700, 600);
  await take('changes.png');
}

function commitAll(folder) {
  const git = (...args) => execFileSync('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', ...args], { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--no-verify', '--message', 'as it is deployed');
}

async function inExample(name, takeAll, prepare = undefined) {
  const workspace = join(process.env.EXAMPLES, name);
  application = readFileSync(join(workspace, 'application.yaml'), 'utf8');
  const workbench = await openWorkbench(workspace, { settings: SETTINGS, page: PAGE, prepare });
  page = workbench.page;
  keys = keyboard(page);
  page.setDefaultTimeout(60_000);
  try {
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    const editor = await keys.openFile('application.yaml');
    await page.locator('.statusbar-item', { hasText: 'OAM' }).first().waitFor();
    await keys.command('View: Toggle Primary Side Bar Visibility');
    await takeAll(editor);
  } catch (error) {
    await take('failure.png');
    throw error;
  } finally {
    await workbench.close();
  }
}

const all = {
  preview: () => inExample('guestbook', takePreview),
  changes: () => inExample('guestbook', takeChanges, commitAll),
  editing: () =>
    inExample('guestbook', async (editor) => {
      await takeCompletion();
      await takeFindings(editor);
      await takeHover(editor);
      await takeRename();
    }),
};
for (const [name, takeThem] of Object.entries(all)) {
  if (process.argv.length <= 3 || process.argv.includes(name, 3)) {
    await takeThem();
  }
}
