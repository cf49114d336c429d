// Using a real VS Code by keys, as a person does: commands, files, places. It does not know what is opened.

/** `page` is that of an open workbench. */
export function keyboard(page) {
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
  // The row that Enter takes: while the list is being filtered, another one may still be it.
  const row = (text) => page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text }).first();

  /** Types into the box that a key opens, and takes the row. The box closes when something else takes the focus: then once more. */
  async function pick(key, text, name) {
    for (const end = Date.now() + 60_000; ; ) {
      await pressUntil(key, input());
      try {
        await input().fill(text, { timeout: 3000 });
        await row(name).waitFor({ timeout: 10_000 });
        return await page.keyboard.press('Enter');
      } catch (error) {
        if (Date.now() > end) {
          throw error;
        }
      }
    }
  }

  const command = (title) => pick('F1', `>${title}`, title);

  return {
    pressUntil,
    command,

    /** Opens a file in the group of editors that has the focus, and returns the editor. */
    async openFile(name) {
      const editor = page.locator(`.monaco-editor[data-uri$="${name}"]`).first();
      for (const end = Date.now() + 60_000; ; ) {
        await pick('Control+p', name, name);
        try {
          // Enter is lost where the box has just closed.
          await editor.locator('.view-line').first().waitFor({ timeout: 10_000 });
          return editor;
        } catch (error) {
          if (Date.now() > end) {
            throw error;
          }
        }
      }
    },

    /** Puts the cursor at a line and a column, from 1. */
    async goTo(line, column) {
      await pressUntil('Control+g', input());
      await input().fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).first().waitFor();
    },

    /** Waits until the cursor is in a line. */
    async isAt(line) {
      await page.locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col`) }).first().waitFor();
    },
  };
}
