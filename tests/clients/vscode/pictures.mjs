// Takes the pictures of the extension's README in a real VS Code with the real server.
//
// usage: node pictures.mjs FOLDER-FOR-THE-PICTURES        env: those of workbench.mjs, and EXAMPLES (folder)
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openWorkbench } from './workbench.mjs';

const SETTINGS = {
  'workbench.colorTheme': 'Default Light Modern',
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
let application;

/** A key press is lost while the workbench is busy: pressed again until the expected element shows. */
async function pressUntil(key, element) {
  for (const end = Date.now() + 60_000; ; ) {
    await page.keyboard.press(key);
    try {
      return await element.waitFor({ timeout: 2500 });
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
  }
}

const input = () => page.locator('.quick-input-widget:visible input').first();

async function command(title) {
  await pressUntil('F1', input());
  await input().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

async function openFile(name) {
  await pressUntil('Control+p', input());
  await input().fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  const editor = page.locator(`.monaco-editor[data-uri$="${name}"]`).first();
  await editor.locator('.view-line').first().waitFor();
  return editor;
}

async function goTo(line, column) {
  await pressUntil('Control+g', input());
  await input().fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).first().waitFor();
}

/** Line and column, from 1, of the first `text` in the application. */
function placeOf(text) {
  const before = application.slice(0, application.indexOf(text)).split('\n');
  return [before.length, before.at(-1).length + 1];
}

const take = (name) => page.screenshot({ path: join(folder, name) });

async function takePreview() {
  await command('OAM: Preview Deployment');
  const preview = page.locator('.monaco-editor[data-uri^="oam-preview:"]').first();
  await preview.locator('.view-line', { hasText: 'kind:' }).first().waitFor();
  await preview.locator('.codelens-decoration').first().waitFor();
  await take('preview.png');
}

async function takeCompletion() {
  const [line, column] = placeOf('- name: auto-scaler');
  await goTo(line, column);
  await page.keyboard.type('- name: ');
  await page.keyboard.press('Enter');
  await goTo(line, column + '- name: '.length);
  await pressUntil('Control+Space', page.locator('.suggest-widget:visible .monaco-list-row').first());
  await take('completion.png');
  await page.keyboard.press('Escape');
  await command('File: Revert File');
}

async function takeFindings(editor) {
  for (const [right, wrong] of [['title', 'titel'], ['replicaCount', 'replicaCounts'], ['hostname', 'host']]) {
    await goTo(...placeOf(right));
    await page.keyboard.press('Control+d');
    await page.keyboard.type(wrong);
  }
  await command('View: Focus Problems');
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
  page.setDefaultTimeout(60_000);
  try {
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    const editor = await openFile('application.yaml');
    await page.locator('.statusbar-item', { hasText: 'OAM' }).first().waitFor();
    await command('View: Toggle Primary Side Bar Visibility');
    await takeAll(editor);
  } catch (error) {
    await take('failure.png');
    throw error;
  } finally {
    await workbench.close();
  }
}

await inExample('wordpress', takePreview);
await inExample('guestbook', async (editor) => {
  await takeCompletion();
  await takeFindings(editor);
});
