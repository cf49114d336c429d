// The YAML extension in the same VS Code: nothing is said or proposed twice, and nothing is lost.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');
const { open, position, until } = require('../suite/workspace');

const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);
const all = (document) => vscode.languages.getDiagnostics(document.uri);
const others = (document) => all(document).filter((it) => /^yaml/i.test(it.source));
const ours = (document) => all(document).filter((it) => it.source === 'oam');
const code = (it) => it.code?.value ?? it.code;
// Most parsers let control characters pass.
const isPlain = (it) => code(it) === 'duplicate-key' || (code(it) === 'syntax-error' && !it.message.includes('control character'));
const plain = (document) => ours(document).filter(isPlain);

const setting = (section, value) => vscode.workspace.getConfiguration().update(section, value, vscode.ConfigurationTarget.Workspace);

function fixtures() {
  const files = ['syntax-error', 'duplicate-key'].flatMap((rule) => {
    const folder = path.join(process.env.FIXTURES, rule);
    return fs.readdirSync(folder).filter((it) => it.endsWith('.yaml')).map((it) => path.join(folder, it));
  });
  return files.map((file) => [path.basename(file), fs.readFileSync(file, 'utf8')]);
}

/** What somebody would map to OAM documents: a schema that proposes a trait, and wants a key that nobody has. */
const SCHEMA = {
  required: ['owner'],
  properties: { spec: { properties: { components: { items: { properties: { traits: { items: { properties: { name: { enum: ['manual-scaler'] } } } } } } } } } },
};

module.exports = {
  'both servers run': async () => {
    const document = await open('broken.yaml');
    await until('our finding', () => ours(document).length > 0, () => all(document));
    await until('the YAML extension', () => vscode.extensions.getExtension('redhat.vscode-yaml')?.isActive);
  },

  'what is wrong with a document as YAML is said by one of them, and always said': async () => {
    await setting('oam.yaml.findings', 'show');
    const broken = [];
    for (const [name, content] of fixtures()) {
      if (/\[(duplicate-key|syntax-error)\](?!.*control character)/.test(content)) {
        const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
        await vscode.window.showTextDocument(document);
        await until(`our finding in ${name}`, () => plain(document).length > 0, () => all(document));
        broken.push([name, document]);
      }
    }
    assert.ok(broken.length >= 20, `${broken.length} fixtures are broken`);
    await setting('oam.yaml.findings', 'auto');
    for (const [name, document] of broken) {
      await vscode.window.showTextDocument(document);
      await until(`no finding of ours in ${name}`, () => plain(document).length === 0, () => all(document));
      await until(`a finding of the other in ${name}`, () => others(document).length > 0, () => all(document));
      await run('workbench.action.revertAndCloseActiveEditor');
    }
  },

  'when the other does not check documents, ours says it': async () => {
    const content = 'apiVersion: core.oam.dev/v1alpha1\nkind: Trait\nmetadata:\n  name: x\n  name: y\n';
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
    await vscode.window.showTextDocument(document);
    await until('a finding of the other', () => others(document).length > 0, () => all(document));
    assert.deepEqual(plain(document), []);
    await setting('yaml.validate', false);
    await until('our finding', () => plain(document).length === 1, () => all(document));
    await setting('yaml.validate', undefined);
    await until('no finding of ours', () => plain(document).length === 0, () => all(document));
    await run('workbench.action.revertAndCloseActiveEditor');
  },

  'a schema that is mapped to all files is kept away from OAM documents, and from no others': async () => {
    const folder = vscode.workspace.workspaceFolders[0].uri;
    const schema = vscode.Uri.joinPath(folder, 'schema.json');
    await vscode.workspace.fs.writeFile(schema, Buffer.from(JSON.stringify(SCHEMA)));
    await setting('yaml.schemas', { [schema.toString()]: '*.yaml' });
    const other = await open('other.yaml');
    await until('the finding of the schema', () => others(other).some((it) => /owner/.test(it.message)), () => all(other));
    const document = await open('app.yaml');
    await run('vscode.executeDocumentSymbolProvider', document.uri);
    const at = position(document, '- name: manual-scaler', 'manual');
    const { items } = await run('vscode.executeCompletionItemProvider', document.uri, at);
    const labels = items.map((it) => it.label.label ?? it.label);
    assert.equal(labels.filter((it) => it === 'manual-scaler').length, 1, `${labels}`);
    assert.equal(new Set(labels).size, labels.length, `${labels}`);
    assert.deepEqual(others(document), []);
    await setting('yaml.schemas', undefined);
  },
};
