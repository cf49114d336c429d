// A journey through a real VS Code: steps one after the other, each going on from the one before, by mouse and keys.
//
// env: those of workbench.mjs, and WORKSPACE, OUT (folder for a picture and the log of a failure), STEP_TIMEOUT,
// SHOTS (folder for pictures that steps take; none is kept without it)
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { becomes, STEP_TIMEOUT } from './becomes.mjs';
import { keyboard } from './keyboard.mjs';
import { openWorkbench } from './workbench.mjs';

const env = process.env;

const SETTINGS = {
  'workbench.colorTheme': 'Light Modern', 'editor.minimap.enabled': false, 'editor.autoClosingBrackets': 'never',
  'editor.quickSuggestions': { other: 'off', strings: 'off', comments: 'off' }, 'files.autoSave': 'off',
};

/** What steps do with their hands. */
function hands({ page, root, setMachine }, workspace) {
  const keys = keyboard(page);
  const view = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

  /** Line and column, from 1, of the first `text` of a file as it was on the disk, and there of `part`. */
  function place(text, part = text, file = 'app.yaml') {
    const content = readFileSync(join(workspace, file), 'utf8');
    assert.ok(content.includes(text), `${text} in ${file}`);
    const before = content.slice(0, content.indexOf(text) + text.indexOf(part)).split('\n');
    return [before.length, before.at(-1).length + 1];
  }

  /** Opens a file in the first group of editors, wherever the focus is. */
  async function openSource(file) {
    await keys.command('View: Focus First Editor Group');
    return keys.openFile(file);
  }

  return {
    page,
    root,
    setMachine,
    keys,
    /** The page of the preview that is seen. */
    view,
    place,
    openSource,
    tab: (name) => view.locator(`#tab-${name}`),
    /** A line of the manifests in the page. */
    line: (text) => view.locator('#manifests .line', { hasText: text }).first(),
    /** Boxes of the picture that lead somewhere. */
    node: (text) => view.locator('#picture g[role="link"]').filter({ hasText: text }),

    /** A click as long as that of a hand: the workbench learns late that a page has got the focus, and would take it back. */
    click: (element) => element.click({ delay: 120 }),

    /** Waits until the cursor is where `text` is in a file. */
    async landed(text, file = 'app.yaml') {
      await page.locator('.tab.active', { hasText: file }).first().waitFor();
      await keys.isAt(place(text, text, file)[0]);
    },

    /** Another theme, which the page must have followed as well. */
    async setTheme(name) {
      const row = (text) => page.locator('.quick-input-list .monaco-list-row').filter({ hasText: new RegExp(`^${text}`) }).first();
      const input = page.locator('.quick-input-widget:visible input').first();
      await keys.pressUntil('F1', input);
      await input.fill('>Preferences: Color Theme');
      await row('Preferences: Color Theme').click();
      await row('Light Modern').waitFor();
      await input.fill(name);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
      const kind = name.includes('High Contrast') ? 'vscode-high-contrast' : name.includes('Dark') ? 'vscode-dark' : 'vscode-light';
      await becomes(() => view.locator('body').getAttribute('class'), (it) => it.split(' ').includes(kind), name);
    },

    /** Types `text` in place of `old`, which stands in `around`. */
    async retype(around, old, text, file = 'app.yaml') {
      await openSource(file);
      await keys.goTo(...place(around, old, file));
      for (let i = 0; i < old.length; i++) {
        await page.keyboard.press('Shift+ArrowRight');
      }
      await page.keyboard.type(text);
    },

    /** The text of the editor of a file; line breaks are those of the lines that are seen. */
    async textOf(file) {
      const lines = page.locator(`.monaco-editor[data-uri$="${file}"] .view-line`);
      const texts = await lines.evaluateAll((all) =>
        all.map((it) => [Number.parseFloat(it.style.top), it.textContent.replaceAll('\u00a0', ' ')]).sort((a, b) => a[0] - b[0]));
      return texts.map(([, text]) => text).join('\n');
    },

    /** Keeps a picture of the window as it is now. */
    async shoot(name) {
      if (env.SHOTS) {
        mkdirSync(env.SHOTS, { recursive: true });
        await page.screenshot({ path: join(env.SHOTS, `${name}.png`) });
      }
    },
  };
}

// Of all journeys of this process: the last line counts them together.
let passed = 0;
let failed = 0;

/** Walks through the steps that `stepsOf` makes of the hands; prints each, and the count last. */
export async function journey(name, config, stepsOf) {
  const workspace = config.workspace ?? env.WORKSPACE;
  const workbench = await openWorkbench(workspace, {
    ...config,
    settings: { ...SETTINGS, ...config.settings, ...(config.trust === false ? { 'security.workspace.trust.startupPrompt': 'never' } : {}) },
    page: { viewport: { width: 1500, height: 900 } },
  });
  const { page, log } = workbench;
  page.setDefaultTimeout(STEP_TIMEOUT);
  try {
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    for (const [title, step] of Object.entries(stepsOf(hands(workbench, workspace)))) {
      const started = Date.now();
      try {
        await step();
        passed += 1;
        console.log(`ok - ${name}: ${title} (${Date.now() - started} ms)`);
      } catch (error) {
        failed += 1;
        console.log(`not ok - ${name}: ${title}\n${error.stack}`);
        mkdirSync(env.OUT, { recursive: true });
        await page.screenshot({ path: join(env.OUT, `${name}.png`) }).catch(() => undefined);
        writeFileSync(join(env.OUT, `${name}.log`), log.join(''));
        console.log(`# a picture and the log are in ${env.OUT}`);
        break;
      }
    }
  } finally {
    await workbench.close();
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

export { becomes };
