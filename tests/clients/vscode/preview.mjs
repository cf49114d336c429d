// The preview in VS Code as a user sees and uses it: in the page, with mouse and keys. Extension hosts cannot look into pages.
//
// env: those of journey.mjs
import assert from 'node:assert/strict';

import { isAccessible } from './access.mjs';
import { STEP_TIMEOUT } from './becomes.mjs';
import { becomes, journey } from './journey.mjs';

const HOSTILE = `"</text><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"`;
const SERVER = 'workloadType: core.oam.dev/v1alpha1.Server';
const WORKER = 'workloadType: core.oam.dev/v1alpha1.Worker';

await journey('preview', {}, ({ page, keys, view, tab, line, node, place, landed, click, openSource, retype, setTheme, shoot }) => {
  const nodes = view.locator('#picture g[role="link"]');
  const viewBox = () => view.locator('#picture svg').getAttribute('viewBox');
  const scale = async () => Number((await viewBox()).split(' ')[2]);
  const theme = () => view.locator('body').getAttribute('class');

  return {
    'the button of the editor opens the preview beside the source': async () => {
      await openSource('app.yaml');
      await page.locator('.editor-actions [aria-label^="Preview Deployment"], .editor-actions [aria-label^="OAM: Preview Deployment"]').first().click();
      await nodes.first().waitFor();
      assert.equal(await view.locator('#name').innerText(), 'shop');
      assert.match(await view.locator('#totals').innerText(), /objects?/);
      assert.equal(await page.locator('.monaco-editor[data-uri$="app.yaml"] .view-line').first().isVisible(), true, 'the source stays in sight');
    },

    'the button is not there for documents that are not OAM': async () => {
      await openSource('other.yaml');
      await becomes(() => page.locator('.editor-group-container.active .editor-actions [aria-label*="Preview Deployment"]').count(), 0, 'no button');
      await openSource('app.yaml');
    },

    'the picture is seen, in the colours of the theme, and counted': async () => {
      const box = await view.locator('#picture svg').boundingBox();
      assert.ok(box.width > 300 && box.height > 300, JSON.stringify(box));
      assert.equal(await view.locator('#count-topology').innerText(), String(await nodes.count()));
      const fill = await node('orders').first().locator('.run').first().evaluate((it) => getComputedStyle(it).fill);
      assert.equal(fill, 'rgb(26, 127, 55)', 'the style of the picture is in force');
    },

    'a click on a box leads to the source': async () => {
      await click(node('orders').first());
      await landed(WORKER, 'components.yaml');
    },

    'Enter on a box leads to the source': async () => {
      await node('example/web').first().focus();
      await page.keyboard.press('Enter');
      await landed(SERVER, 'components.yaml');
    },

    'keys and buttons zoom and move the picture': async () => {
      await view.locator('#picture').focus();
      const fitted = await viewBox();
      await page.keyboard.press('+');
      await becomes(scale, (it) => it < Number(fitted.split(' ')[2]), 'larger');
      const left = async () => Number((await viewBox()).split(' ')[0]);
      const before = await left();
      await page.keyboard.press('ArrowLeft');
      await becomes(left, (it) => it < before, 'moved');
      await page.keyboard.press('f');
      await becomes(viewBox, fitted, 'fitted');
      await view.locator('#zoom-in').click();
      await becomes(scale, (it) => it < Number(fitted.split(' ')[2]), 'larger by the button');
      await view.locator('#zoom-fit').click();
      await becomes(viewBox, fitted, 'fitted by the button');
    },

    'dragging moves the picture and opens nothing': async () => {
      const fitted = await viewBox();
      const box = await node('orders').first().boundingBox();
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 60, box.y + 70, { steps: 4 });
      await page.mouse.up();
      await becomes(viewBox, (it) => it !== fitted, 'moved');
      await view.locator('#zoom-fit').click();
      await becomes(viewBox, fitted, 'fitted');
      // The mark follows the cursor in the source, which is where the step before has put it.
      assert.equal(await node('orders').first().getAttribute('data-marked'), null, 'nothing was opened');
      assert.equal(await node('example/web').first().getAttribute('data-marked'), '');
    },

    'the wheel zooms around the pointer with Ctrl': async () => {
      const fitted = await scale();
      const box = await view.locator('#picture').boundingBox();
      await page.mouse.move(box.x + 100, box.y + 100);
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -200);
      await page.keyboard.up('Control');
      await becomes(scale, (it) => it < fitted, 'larger');
      await view.locator('#zoom-fit').click();
    },

    'the manifests are shown in another tab, coloured': async () => {
      await tab('topology').focus();
      await page.keyboard.press('ArrowRight');
      await line('replicas: 3').waitFor();
      assert.equal(await tab('manifests').getAttribute('aria-selected'), 'true');
      assert.equal(await line('replicas: 3').locator('.key').innerText(), 'replicas');
      assert.equal(await line('replicas: 3').locator('.number').innerText(), '3');
      await line('héllo 😀').waitFor();
    },

    'a click on a line leads to its source': async () => {
      await click(line('replicas: 3'));
      await landed('replicaCount: 3');
      await click(line('example/queue:1.0.0'));
      await landed('image: example/queue:1.0.0', 'components.yaml');
    },

    'arrow keys and Enter do so as well': async () => {
      await line('replicas: 3').focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await landed('replicaCount: 3');
    },

    'the cursor in the source marks what it made': async () => {
      await openSource('app.yaml');
      await keys.goTo(...place('replicaCount: 3'));
      await becomes(() => line('replicas: 3').getAttribute('aria-selected'), 'true', 'marked');
      const top = await view.locator('header').evaluate((it) => it.getBoundingClientRect().top);
      assert.equal(top, 0, 'nothing but the list of lines has moved');
      await keys.goTo(1, 1);
      await becomes(() => line('replicas: 3').getAttribute('aria-selected'), 'false', 'not marked');
      await tab('topology').click();
      await openSource('components.yaml');
      await keys.goTo(...place(WORKER, WORKER, 'components.yaml'));
      await becomes(() => node('orders').first().getAttribute('data-marked'), '', 'a box is marked');
      await tab('manifests').click();
    },

    'the cursor in an instance marks all of its boxes': async () => {
      await tab('topology').click();
      await openSource('app.yaml');
      await keys.goTo(...place('instanceName: orders'));
      await becomes(() => node('orders').first().getAttribute('data-marked'), '', 'a box is marked');
      assert.equal(await node('example/web').first().getAttribute('data-marked'), null, 'no box of another instance');
      await shoot('preview-marked');
      await keys.goTo(...place('name: manual-scaler'));
      await becomes(() => node('example/web').first().getAttribute('data-marked'), '', 'the box that a trait belongs to');
      assert.equal(await node('orders').first().getAttribute('data-marked'), null);
      await tab('manifests').click();
    },

    'the preview follows the typing': async () => {
      await retype('replicaCount: 3', '3', '5');
      await line('replicas: 5').waitFor();
      assert.equal(await line('replicas: 3').count(), 0);
    },

    'hostile names are texts': async () => {
      await retype('instanceName: front', 'front', HOSTILE);
      await tab('topology').click();
      await becomes(() => node('front').count(), 0, 'the new name');
      await retype('name: shop', 'shop', HOSTILE);
      await becomes(() => view.locator('#name').innerText(), (it) => it.includes('<script>'), 'the name as a text');
      for (const name of ['topology', 'manifests', 'notes']) {
        await tab(name).click();
        assert.equal(await view.locator('img, main script').count(), 0);
        assert.equal(await view.locator('body').evaluate(() => window.hacked), undefined);
      }
      await openSource('app.yaml');
      await keys.command('File: Revert File');
      await becomes(() => view.locator('#name').innerText(), 'shop', 'reverted');
    },

    'text that breaks the document keeps a preview, and says what is missing': async () => {
      await retype('componentName: web', 'web', 'wab');
      await becomes(() => view.locator('#count-notes').innerText(), (it) => Number(it) > 0, 'a note');
      await tab('notes').click();
      const note = view.locator('#notes button.message', { hasText: 'wab' }).first();
      await click(note);
      await landed('componentName: web');
      await keys.command('File: Revert File');
      await becomes(() => view.locator('#count-notes').innerText(), '0', 'no note');
    },

    'another theme is followed': async () => {
      await tab('topology').click();
      await keys.command('Preferences: Toggle between Light/Dark Themes');
      await becomes(theme, (it) => it.includes('vscode-dark'), 'dark');
      const fill = () => node('orders').first().locator('.run').first().evaluate((it) => getComputedStyle(it).fill);
      await becomes(fill, 'rgb(63, 185, 80)', 'the dark picture');
      await becomes(() => node('example/web').first().getAttribute('data-marked'), '', 'the mark of the cursor stays');
      await keys.command('Preferences: Toggle between Light/Dark Themes');
      await becomes(fill, 'rgb(26, 127, 55)', 'the light picture');
      await becomes(theme, (it) => it.includes('vscode-light'), 'light');
    },

    'it can be used without seeing it': async () => {
      for (const name of ['topology', 'manifests', 'notes', 'changes']) {
        await tab(name).click();
        await view.locator(`#panel-${name}`).waitFor();
        await isAccessible(view.locator('body'), name);
      }
      await setTheme('Dark High Contrast');
      await tab('manifests').click();
      await isAccessible(view.locator('body'), 'high contrast');
      await shoot('preview-manifests-high-contrast');
      await tab('topology').click();
      await shoot('preview-high-contrast');
      await setTheme('Light Modern');
      assert.deepEqual(await view.locator('[role="status"], [role="alert"]').evaluateAll((all) => all.map((it) => it.id)), ['totals', 'problem', 'changes-summary']);
    },

    'the keyboard reaches everything': async () => {
      await tab('topology').focus();
      const stops = [];
      for (let i = 0; i < 12 && stops.at(-1) !== 'zoom-fit'; i++) {
        await page.keyboard.press('Tab');
        stops.push(await view.locator('body').evaluate(() => {
          const inner = document.activeElement?.shadowRoot?.activeElement;
          return inner ? 'box' : document.activeElement?.id;
        }));
      }
      assert.deepEqual([...new Set(stops)], ['picture', 'box', 'zoom-out', 'zoom-in', 'zoom-real', 'zoom-fit'], `${stops}`);
      await tab('topology').focus();
      await page.keyboard.press('End');
      assert.equal(await tab('changes').getAttribute('aria-selected'), 'true');
    },

    'hidden and shown again it is as it was': async () => {
      await tab('topology').click();
      await view.locator('#zoom-in').click();
      const kept = await viewBox();
      await tab('manifests').click();
      await view.locator('#manifests').evaluate((it) => it.scrollTo(0, 180));
      await becomes(() => view.locator('#manifests').evaluate((it) => it.scrollTop), 180, 'scrolled');
      await page.locator('.tab', { hasText: 'Preview app.yaml' }).first().click();
      await keys.openFile('other.yaml');
      await page.locator('iframe.webview.ready').first().waitFor({ state: 'hidden' });
      await page.locator('.tab', { hasText: 'Preview app.yaml' }).first().click();
      await line('replicas: 3').waitFor();
      await becomes(() => view.locator('#manifests').evaluate((it) => it.scrollTop), 180, 'the place in the manifests');
      await tab('topology').click();
      await becomes(viewBox, kept, 'the place in the picture');
      await view.locator('#zoom-fit').click();
    },

    'it is there again when the window is loaded again': async () => {
      await page.reload();
      // A browser that loads a page again gives the workbench no time to keep the last look, but the preview is there.
      await becomes(() => view.locator('#name').innerText({ timeout: 2 * STEP_TIMEOUT }), 'shop', 'the preview');
      await tab('manifests').click();
      await click(line('replicas: 3'));
      await landed('replicaCount: 3');
    },

    'several applications are chosen from': async () => {
      await retype('componentName: quueue', 'quueue', 'queue', 'broken.yaml');
      await openSource('components.yaml');
      await page.locator('.editor-group-container.active .editor-actions [aria-label*="Preview Deployment"]').first().click();
      await page.locator('.tab.active', { hasText: 'Preview components.yaml' }).first().waitFor();
      const select = page.frameLocator('iframe.webview.ready >> visible=true').frameLocator('iframe#active-frame').locator('#application');
      await becomes(() => select.isVisible(), true, 'the choice');
      assert.deepEqual((await select.locator('option').allInnerTexts()).sort(), ['broken', 'shop']);
      await select.selectOption('broken');
      await becomes(() => select.evaluate((it) => it.selectedOptions[0].text), 'broken', 'the other application');
    },
  };
});
