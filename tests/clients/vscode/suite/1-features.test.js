// What a user of VS Code sees of the server: findings, completion, hover, navigation, outline.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const { change, fileName, open, position, until } = require('./workspace');

const run = (command, ...args) => vscode.commands.executeCommand(command, ...args);
// Errors and warnings; hints about good practice are no business of these checks.
const findings = (document) => vscode.languages
  .getDiagnostics(document.uri)
  .filter((it) => it.severity <= vscode.DiagnosticSeverity.Warning);

module.exports = {
  'a YAML document starts the extension': async () => {
    await open('app.yaml');
    await until('the extension', () => vscode.extensions.getExtension('oam-ls.oam-ls')?.isActive);
  },

  'a component in another file is found and an unknown one is not': async () => {
    const document = await open('broken.yaml');
    await until('the finding', () => findings(document).length === 1, () => findings(document));
    const [finding] = findings(document);
    const from = position(document, 'componentName: quueue', 'quueue');
    assert.deepEqual(finding.range, new vscode.Range(from, from.translate(0, 'quueue'.length)));
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(finding.code?.value ?? finding.code, 'unknown-component');
    assert.match(finding.message, /`quueue`/);
  },

  'the finding goes away as the text is corrected': async () => {
    const document = await open('broken.yaml');
    await change(document, 'quueue', 'queue');
    await until('no finding', () => findings(document).length === 0, () => findings(document));
  },

  'other documents and a correct application have no findings': async () => {
    for (const name of ['other.yaml', 'app.yaml']) {
      const document = await open(name);
      // The answer to a request shows that the server has seen the document.
      await run('vscode.executeDocumentSymbolProvider', document.uri);
      assert.deepEqual(findings(document).filter((it) => /oam/i.test(it.source ?? '')), [], name);
    }
  },

  'completion offers the traits that apply to the workload type': async () => {
    const document = await open('app.yaml');
    const before = document.getText();
    await change(document, 'instanceName: orders', 'instanceName: orders\n      traits:\n        - name: ');
    const list = await run('vscode.executeCompletionItemProvider', document.uri, document.lineAt(document.lineCount - 2).range.end);
    const labels = list.items.map((it) => it.label.label ?? it.label);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), before);
    await vscode.workspace.applyEdit(edit);
    assert.ok(labels.includes('manual-scaler'), `manual-scaler applies to a worker: ${labels}`);
    assert.ok(!labels.includes('ingress'), `ingress does not apply to a worker: ${labels}`);
  },

  'hover explains a trait': async () => {
    const document = await open('app.yaml');
    const hovers = await run('vscode.executeHoverProvider', document.uri, position(document, '- name: manual-scaler', 'manual'));
    const text = hovers.flatMap((it) => it.contents.map((content) => content.value ?? content)).join('\n');
    assert.match(text, /manual-scaler/);
  },

  'go to definition leads to the file of the component': async () => {
    const document = await open('app.yaml');
    const found = await run('vscode.executeDefinitionProvider', document.uri, position(document, 'componentName: queue', 'queue'));
    const targets = found.map((it) => [fileName(it.targetUri ?? it.uri), (it.targetSelectionRange ?? it.range).start]);
    const components = await open('components.yaml');
    assert.deepEqual(targets, [['components.yaml', position(components, 'name: queue', 'queue')]]);
  },

  'references from the component find its uses in other files': async () => {
    const document = await open('components.yaml');
    const found = await run('vscode.executeReferenceProvider', document.uri, position(document, 'name: queue', 'queue'));
    // `broken.yaml` was corrected above, in its editor only.
    assert.deepEqual(found.map((it) => fileName(it.uri)).sort(), ['app.yaml', 'broken.yaml', 'components.yaml']);
  },

  'the outline names the application and its components': async () => {
    const document = await open('app.yaml');
    const symbols = await run('vscode.executeDocumentSymbolProvider', document.uri);
    const names = (list) => list.flatMap((it) => [it.name, ...names(it.children ?? [])]);
    for (const name of ['shop', 'front', 'orders']) {
      assert.ok(names(symbols).includes(name), `${name} in ${names(symbols)}`);
    }
  },
};
