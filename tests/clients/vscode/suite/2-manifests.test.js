// The manifests as a document of VS Code: what it shows, that it follows the text, and the way back to the source.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { change, fileName, open, position, until } = require('./workspace');

const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);
const manifestsEditor = () => vscode.window.visibleTextEditors.find((it) => it.document.uri.scheme === 'oam-manifests');
const text = () => manifestsEditor()?.document.getText() ?? '';
const shows = (part) => until(`the manifests show ${part}`, () => text().includes(part), text);

module.exports = {
  'the command opens the manifests beside the source': async () => {
    const source = await open('app.yaml');
    await run('oam.showManifests');
    const editor = await until('the manifests', manifestsEditor);
    assert.equal(editor.document.languageId, 'yaml');
    assert.equal(fileName(editor.document.uri), 'app (manifests).yaml');
    assert.notEqual(editor.viewColumn, vscode.ViewColumn.One);
    assert.equal(vscode.window.activeTextEditor.document.uri.toString(), source.uri.toString(), 'the source keeps the focus');
    for (const part of ['kind: Deployment', 'replicas: 3', 'héllo 😀', 'example/queue:1.0.0']) {
      await shows(part);
    }
  },

  'it cannot be edited': async () => {
    const { document, viewColumn } = manifestsEditor();
    const before = document.getText();
    await vscode.window.showTextDocument(document, viewColumn);
    await run('type', { text: 'x' });
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  },

  'it follows the text and keeps the cursor': async () => {
    const editor = manifestsEditor();
    const cursor = position(editor.document, 'replicas: 3');
    editor.selection = new vscode.Selection(cursor, cursor);
    await change(await open('app.yaml'), 'replicaCount: 3', 'replicaCount: 5');
    await shows('replicas: 5');
    assert.deepEqual(manifestsEditor().selection.active, cursor);
  },

  'it follows a component in another document': async () => {
    await change(await open('components.yaml'), 'example/web:1.0.0', 'example/web:2.0.0');
    await shows('example/web:2.0.0');
    await change(await open('components.yaml'), 'example/web:2.0.0', 'example/web:1.0.0');
    await shows('example/web:1.0.0');
  },

  'the totals stand above the manifests': async () => {
    const lenses = await run('vscode.executeCodeLensProvider', manifestsEditor().document.uri);
    assert.match(lenses[0]?.command?.title ?? '', /^shop · /);
  },

  'a line of the manifests leads to its source': async () => {
    const manifests = manifestsEditor().document;
    const found = await run('vscode.executeDefinitionProvider', manifests.uri, position(manifests, 'replicas: 5'));
    const source = await open('app.yaml');
    const [target] = found.filter((it) => fileName(it.targetUri ?? it.uri) === 'app.yaml');
    assert.ok(target, JSON.stringify(found));
    assert.equal((target.targetRange ?? target.range).start.line, position(source, 'replicaCount: 5').line);
  },

  'the command again does not open a second document': async () => {
    await open('app.yaml');
    await run('oam.showManifests');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    assert.equal(tabs.filter((tab) => tab.input?.uri?.scheme === 'oam-manifests').length, 1);
  },

  'after a restart of the server everything still works': async () => {
    await run('oam.restartServer');
    await change(await open('app.yaml'), 'replicaCount: 5', 'replicaCount: 7');
    await shows('replicas: 7');
  },

  'a wrong path of the server is said, and a corrected one starts it': async () => {
    const settings = vscode.workspace.getConfiguration('oam');
    const path = settings.get('server.path');
    await settings.update('server.path', '/nowhere/oam-ls', vscode.ConfigurationTarget.Global);
    await change(await open('app.yaml'), 'replicaCount: 7', 'replicaCount: 8');
    await shows('no manifests: the language server is not running');
    await settings.update('server.path', path, vscode.ConfigurationTarget.Global);
    await shows('replicas: 8');
  },
};
