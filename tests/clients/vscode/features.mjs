// What somebody who writes OAM does all day, seen and used in VS Code by mouse and keys.
//
// env: those of journey.mjs
import assert from 'node:assert/strict';

import { becomes, journey } from './journey.mjs';

await journey('features', { settings: { 'editor.hover.delay': 100 } }, ({ page, keys, place, openSource, landed, textOf, shoot }) => {
  const problem = (text) => page.locator('.markers-panel .monaco-list-row', { hasText: text });
  const suggestion = (text) => page.locator('.suggest-widget:visible .monaco-list-row', { hasText: text }).first();

  /** A place on the screen in the middle of a text of an editor. */
  async function point(file, text) {
    const line = page.locator(`.monaco-editor[data-uri$="${file}"] .view-line`, { hasText: text }).first();
    const word = line.locator('span span', { hasText: text }).last();
    const box = await ((await word.count()) > 0 ? word : line).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }

  return {
    'a finding stands in the list of problems': async () => {
      await openSource('broken.yaml');
      await keys.command('View: Focus Problems');
      await problem('`quueue`').first().waitFor();
      assert.match(await problem('`quueue`').first().innerText(), /unknown-component/);
      await page.locator('.monaco-editor[data-uri$="broken.yaml"] .squiggly-error').first().waitFor();
      await shoot('problems');
    },

    'a fix is chosen and done': async () => {
      await openSource('broken.yaml');
      await keys.goTo(...place('quueue', 'ueue', 'broken.yaml'));
      await keys.pressUntil('Control+.', page.locator('.action-widget .monaco-list-row', { hasText: 'replace `quueue` by `queue`' }).first());
      await shoot('fix');
      await page.locator('.action-widget .monaco-list-row', { hasText: 'replace `quueue` by `queue`' }).first().click();
      await becomes(() => textOf('broken.yaml'), (it) => /componentName: queue$/m.test(it), 'the text');
      await becomes(() => problem('`quueue`').count(), 0, 'the finding goes');
      await keys.command('View: Hide Panel');
    },

    'a trait is completed with all that it needs': async () => {
      await openSource('app.yaml');
      const [line, column] = place('instanceName: orders', 'instanceName');
      await keys.goTo(line, column + 'instanceName: orders'.length);
      await page.keyboard.press('Enter');
      await page.keyboard.type('traits:');
      await page.keyboard.press('Enter');
      // Wherever the editor has put the cursor, the item belongs two columns behind `traits`.
      await page.keyboard.press('Home');
      await page.keyboard.press('Home');
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Delete');
      await page.keyboard.type(`${' '.repeat(column + 1)}- name: `);
      await keys.pressUntil('Control+Space', suggestion('manual-scaler'));
      assert.equal(await suggestion('ingress').count(), 0, 'an ingress does not apply to a worker');
      await shoot('completion');
      await suggestion('manual-scaler').click();
      const expected = /instanceName: orders\n\s+traits:\n\s+- name: manual-scaler\n\s+properties:\n\s+replicaCount: 1?/;
      await becomes(() => textOf('app.yaml'), (it) => expected.test(it), 'the block');
      await shoot('completed');
      await page.keyboard.press('Escape');
      await keys.command('File: Revert File');
      await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    },

    'a trait is explained under the mouse': async () => {
      await openSource('app.yaml');
      await page.mouse.move(...(await point('app.yaml', 'manual-scaler')));
      const hover = page.locator('.monaco-hover:visible').first();
      await hover.waitFor();
      assert.match(await hover.innerText(), /manual-scaler/);
      await shoot('hover');
      await page.mouse.move(5, 400);
    },

    'a jump leads to the component in another file': async () => {
      await openSource('app.yaml');
      await keys.goTo(...place('componentName: queue', 'queue'));
      await keys.pressUntil('F12', page.locator('.tab.active', { hasText: 'components.yaml' }).first());
      await landed('name: queue', 'components.yaml');
    },

    'a lens over a component says where it is used, and shows it': async () => {
      await openSource('components.yaml');
      const lens = page.locator('.monaco-editor[data-uri$="components.yaml"] .contentWidgets a', { hasText: /^used by 1 application/ }).first();
      await lens.waitFor();
      await lens.click();
      await page.locator('.peekview-widget, .tab.active:has-text("app.yaml")').first().waitFor();
      await shoot('lens');
      await page.keyboard.press('Escape');
    },

    'the lens over an application and the context menu open its preview': async () => {
      await openSource('app.yaml');
      const preview = page.locator('.tab', { hasText: 'Preview app.yaml' }).first();
      await page.locator('.monaco-editor[data-uri$="app.yaml"] .contentWidgets a', { hasText: /^preview$/ }).first().click();
      await preview.waitFor();
      await preview.locator('.tab-actions .action-label').click();
      await preview.waitFor({ state: 'detached' });
      await openSource('app.yaml');
      await page.mouse.click(...(await point('app.yaml', 'instanceName')), { button: 'right' });
      const menu = page.locator('.context-view .action-item, .monaco-menu .action-item');
      for (const title of ['Show Manifests', 'Compare Manifests with HEAD', 'Preview Deployment']) {
        await menu.filter({ hasText: title }).first().waitFor();
      }
      await shoot('context-menu');
      await menu.filter({ hasText: 'Preview Deployment' }).first().click();
      await preview.waitFor();
      await preview.locator('.tab-actions .action-label').click();
      await preview.waitFor({ state: 'detached' });
    },

    'a parameter is renamed in all files': async () => {
      await openSource('app.yaml');
      await openSource('components.yaml');
      await keys.goTo(...place('name: greeting', 'greeting', 'components.yaml'));
      const box = page.locator('.rename-box:visible input').first();
      await keys.pressUntil('F2', box);
      await becomes(() => box.inputValue(), 'greeting', 'the name of now');
      await box.fill('welcome');
      await shoot('rename');
      await page.keyboard.press('Enter');
      await becomes(() => textOf('components.yaml'), (it) => it.includes('fromParam: welcome') && it.includes('name: welcome'), 'the component');
      await openSource('app.yaml');
      await becomes(() => textOf('app.yaml'), (it) => it.includes('name: welcome') && !it.includes('greeting'), 'the application');
      await shoot('renamed');
    },
  };
});
