// The first minutes of somebody who has never seen the extension: it is installed, a folder is opened, and a file begun. Nothing is
// set, and the server is the one inside the extension. Prints how long it takes until the first completion that helps.
//
// env: those of journey.mjs, and BUNDLED_VSIX (the extension with a server inside)
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { becomes, journey } from './journey.mjs';

const folder = mkdtempSync(join(tmpdir(), 'oam-newcomer-'));
writeFileSync(join(folder, 'app.yaml'), '');
const started = Date.now();
const since = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;

await journey('newcomer', { workspace: folder, vsix: process.env.BUNDLED_VSIX, machine: {}, environment: { PATH: '/usr/bin:/bin' } }, ({ page, keys, openSource, textOf, shoot }) => {
  const suggestion = (text) => page.locator('.suggest-widget:visible .monaco-list-row', { hasText: text }).first();
  return {
    'a whole application is offered in an empty file': async () => {
      console.log(`# the extension is installed and the folder open after ${since()}`);
      await openSource('app.yaml');
      await keys.pressUntil('Control+Space', suggestion('ApplicationConfiguration'));
      console.log(`# the first completion after ${since()}`);
      await shoot('newcomer-first');
      await suggestion('ApplicationConfiguration').click();
      await becomes(() => textOf('app.yaml'), (it) => /^apiVersion: core\.oam\.dev\/v1alpha1\nkind: ApplicationConfiguration/m.test(it) && it.includes('componentName:'), 'the document');
      console.log(`# a valid beginning after ${since()}`);
      await shoot('newcomer-accepted');
    },

    'the walkthrough shows the way': async () => {
      await page.keyboard.press('Escape');
      await keys.command('OAM: Show Status');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Get Started' }).first().click();
      const steps = page.locator('.gettingStartedSlideDetails .getting-started-step');
      await steps.first().waitFor();
      assert.equal(await steps.count(), 5);
      for (let index = 0; index < 5; index++) {
        await steps.nth(index).click();
        const image = page.locator('.getting-started-media img:visible').first();
        await becomes(() => image.evaluate((it) => it.naturalWidth), (it) => it > 0, 'its picture');
        await shoot(`walkthrough-${index + 1}`);
      }
    },
  };
});
rmSync(folder, { recursive: true, force: true });
