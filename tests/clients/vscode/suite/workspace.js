// What the tests share: files of the sample workspace, waiting for a state, places by text. Knows nothing of OAM.
const assert = require('node:assert/strict');
const path = require('node:path');
const vscode = require('vscode');

const DEADLINE = Number(process.env.STEP_TIMEOUT ?? 30000);

/** Waits until `condition` gives something true and returns it; `describe` says what is there instead. */
exports.until = async (what, condition, describe = () => '') => {
  for (const end = Date.now() + DEADLINE; Date.now() < end; ) {
    const value = await condition();
    if (value) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`timeout: ${what}\nhave: ${JSON.stringify(describe(), null, 1)}`);
};

exports.open = async (name) => {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
};

/** The position of `part` in the first line that holds `line`. */
exports.position = (document, line, part = line) => {
  for (let row = 0; row < document.lineCount; row++) {
    const text = document.lineAt(row).text;
    const from = text.indexOf(line);
    if (from >= 0) {
      return new vscode.Position(row, text.indexOf(part, from));
    }
  }
  return assert.fail(`no line holds ${line} in\n${document.getText()}`);
};

/** Replaces `old` by `text` in the first line that holds it. */
exports.change = async (document, old, text) => {
  const from = exports.position(document, old);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(from, from.translate(0, old.length)), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
};

exports.fileName = (uri) => path.posix.basename(uri.path);
