// What a change deploys, as a user of VS Code sees it: the tab of the preview, the way to the source, the editor's own comparison.
//
// env: those of journey.mjs, and GIT where it is not on the PATH
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { becomes, journey } from './journey.mjs';

const git = (folder, ...args) =>
  execFileSync(process.env.GIT ?? 'git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false', ...args],
    { cwd: folder, stdio: 'pipe', encoding: 'utf8' });

function commit(folder, message) {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--no-verify', '--message', message);
}

await journey('changes', {}, ({ page, keys, root, view, tab, click, landed, openSource, retype, place, setTheme, shoot }) => {
  const summary = () => view.locator('#changes-summary').innerText();
  const list = () => view.locator('#changes').innerText();
  const field = (text) => view.locator('#changes li', { hasText: text }).first();
  const picture = view.locator('#changes-picture');

  return {
    'without a repository the page says what is needed': async () => {
      await openSource('app.yaml');
      await keys.command('OAM: Preview Deployment');
      await tab('topology').waitFor();
      assert.equal(await view.locator('#count-changes').isVisible(), false, 'nobody has counted yet');
      await tab('changes').click();
      await becomes(summary, 'No comparison', 'the summary');
      const text = await list();
      assert.match(text, /is not in a Git repository/);
      assert.match(text, /needs a Git repository/);
      assert.equal(await picture.isVisible(), false);
      assert.equal(await view.locator('#compare').isVisible(), false);
      await shoot('changes-no-repository');
    },

    'the command says so as well': async () => {
      await openSource('app.yaml');
      await keys.command('OAM: Compare Manifests with HEAD');
      await page.locator('.notification-toast', { hasText: 'is not in a Git repository' }).first().waitFor();
      await keys.command('Notifications: Clear All Notifications');
    },

    'after a commit nothing changes': async () => {
      git(root, 'init', '--quiet');
      commit(root, 'first');
      await becomes(summary, (it) => it.startsWith('Nothing changes for the deployment since HEAD ('), 'the summary', async () => {
        await tab('topology').click();
        await tab('changes').click();
      });
      assert.match(await list(), /A cluster would get the same/);
      assert.equal(await view.locator('#count-changes').innerText(), '0');
    },

    'what is typed shows at once, in words and in the picture': async () => {
      await retype('replicaCount: 3', '3', '5');
      await field('spec.replicas').waitFor();
      assert.match(await summary(), /^1 changed since HEAD \([0-9a-f]{7}\)/);
      assert.match(await list(), /Deployment front-?\w*/);
      assert.equal(await field('spec.replicas').locator('del').innerText(), '3');
      assert.equal(await field('spec.replicas').locator('ins').innerText(), '5');
      assert.equal(await view.locator('#count-changes').innerText(), '1');
      await becomes(() => picture.locator('g.changed').count(), (it) => it > 0, 'a box that changes');
      await shoot('changes-light');
    },

    'a click on a field leads to its source': async () => {
      await openSource('components.yaml');
      await click(field('spec.replicas').locator('button'));
      await landed('replicaCount: 3');
    },

    'a comment changes nothing': async () => {
      const before = await summary();
      await openSource('app.yaml');
      await keys.goTo(1, 1);
      await page.keyboard.type('# a comment');
      await page.keyboard.press('Enter');
      await page.locator('.statusbar-item', { hasText: 'Ln 2, Col 1' }).first().waitFor();
      // Until the line break was typed, the document was none.
      await becomes(summary, before, 'the summary of before');
    },

    'what comes and what goes is told apart': async () => {
      // One line further down, by the comment.
      const [row, column] = place('componentName: queue', 'queue');
      await keys.goTo(row + 1, column);
      for (let i = 0; i < 'queue'.length; i++) {
        await page.keyboard.press('Shift+ArrowRight');
      }
      await page.keyboard.type('web');
      await becomes(list, (it) => /added/.test(it) && /\nService /.test(`\n${it}`.replaceAll(/\n[+−~⇅]\s*/g, '\n')), 'a service that comes');
      await becomes(() => picture.locator('g.added').count(), (it) => it > 0, 'a box that comes');
    },

    'a box of the picture leads to the source': async () => {
      await openSource('components.yaml');
      await keys.goTo(1, 1);
      await click(picture.locator('g.changed[role="link"]').first());
      await page.locator('.statusbar-item', { hasText: /Ln \d+, Col/ }).first().waitFor();
      await becomes(() => page.locator('.statusbar-item', { hasText: 'Ln 1, Col 1' }).count(), 0, 'the cursor has moved');
    },

    'dark and high contrast': async () => {
      for (const theme of ['Dark Modern', 'Dark High Contrast', 'Light High Contrast']) {
        await setTheme(theme);
        await becomes(() => picture.locator('g.added').count(), (it) => it > 0, 'the picture');
        await shoot(`changes-${theme.toLowerCase().replaceAll(' ', '-')}`);
      }
      await setTheme('Light Modern');
    },

    'both sides of the manifests are compared by the editor itself': async () => {
      await click(view.locator('#compare'));
      const diff = page.locator('.monaco-diff-editor').first();
      await diff.locator('.modified .view-line', { hasText: 'replicas: 5' }).first().waitFor();
      await diff.locator('.original .view-line', { hasText: 'replicas: 3' }).first().waitFor();
      await page.locator('.tab.active', { hasText: 'manifests at HEAD' }).first().waitFor();
      await shoot('changes-comparison');
    },

    'a line of now leads from there to its source': async () => {
      const line = page.locator('.monaco-diff-editor .modified .view-line', { hasText: 'replicas: 5' }).first();
      await click(line);
      await keys.pressUntil('F12', page.locator('.tab.active', { hasText: 'app.yaml' }).filter({ hasNotText: 'manifests' }).first());
      // One line further down, by the comment.
      await keys.isAt(place('replicaCount: 3')[0] + 1);
    },

    'the comparison follows the text, and a commit ends it': async () => {
      await openSource('app.yaml');
      await page.keyboard.press('Control+s');
      // The step before may have opened it a second time, beside the comparison.
      await becomes(() => page.locator('.tab.dirty').count(), 0, 'saved');
      commit(root, 'second');
      await page.locator('.tab', { hasText: 'Preview app.yaml' }).first().click();
      await becomes(summary, (it) => it.startsWith('Nothing changes'), 'nothing changes');
    },
  };
});
