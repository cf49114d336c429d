// Takes the pictures of the extension's README in a real VS Code with the real server.
//
// usage: node pictures.mjs FOLDER-FOR-THE-PICTURES        env: those of workbench.mjs, and EXAMPLES (folder)
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
  const squiggle = editor.locator('.squiggly-error, .squiggly-warning').first();
  await squiggle.waitFor();
  // The squiggle lies below the text, so that the mouse is moved there by hand.
  const box = await squiggle.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator('.monaco-hover:visible').first().waitFor();
  await take('findings.png');
}

async function inExample(name, takeAll) {
  const workspace = join(process.env.EXAMPLES, name);
  application = readFileSync(join(workspace, 'application.yaml'), 'utf8');
  const workbench = await openWorkbench(workspace, { settings: SETTINGS, page: PAGE });
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

await inExample('guestbook', takePreview);
await inExample('guestbook', async (editor) => {
  await takeCompletion();
  await takeFindings(editor);
});
