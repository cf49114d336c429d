/**
 * Living beside the YAML extension: nothing is said twice, and it puts no schema over OAM documents.
 * It uses what that extension offers to others, and works without it as well.
 */
import * as vscode from 'vscode';

import { isOamAlone, YamlFindings, yamlFindings } from './other-yaml';

const YAML_EXTENSION = 'redhat.vscode-yaml';

/** The name under which schemas of ours are known to it; they are addresses of this scheme. */
const CONTRIBUTOR = 'oam';

/** A schema that everything fits and that proposes nothing. */
const ANYTHING = 'oam://schema/anything';

/** The part of its interface that is used here. */
interface YamlExtension {
  registerContributor(
    name: string,
    addressOf: (document: string) => string | undefined,
    contentOf: (address: string) => string | undefined,
  ): boolean;
}

/** What `oam.yaml.findings` means for a folder at this moment. */
export function decideFindings(scope?: vscode.Uri): YamlFindings {
  const setting: unknown = vscode.workspace.getConfiguration('oam', scope).get('yaml.findings');
  const validates: unknown = vscode.workspace.getConfiguration('yaml', scope).get('validate');
  return yamlFindings(setting, vscode.extensions.getExtension(YAML_EXTENSION) !== undefined, validates);
}

/** Keeps both in step while extensions and settings come and go; `changed` is called when the decision may be another. */
export function registerYamlExtension(output: vscode.LogOutputChannel, changed: () => void): vscode.Disposable {
  const contributor = new Contributor(output);
  void contributor.register();
  return vscode.Disposable.from(
    vscode.extensions.onDidChange(() => {
      void contributor.register();
      changed();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('yaml.validate')) {
        changed();
      }
    }),
  );
}

class Contributor {
  private isRegistered = false;

  constructor(private readonly output: vscode.LogOutputChannel) {}

  /** Failing costs the user nothing but doubled proposals, so it is only noted. */
  async register(): Promise<void> {
    const extension = vscode.extensions.getExtension<Partial<YamlExtension>>(YAML_EXTENSION);
    if (!extension || this.isRegistered) {
      return;
    }
    this.isRegistered = true;
    try {
      const api = await extension.activate();
      const isKnown = api?.registerContributor?.(CONTRIBUTOR, schemaOf, () => '{}');
      this.output.info(`beside ${YAML_EXTENSION}: ${isKnown ? 'OAM documents are left to this server' : 'no way to say which documents are OAM'}`);
    } catch (error) {
      this.output.warn(`${YAML_EXTENSION} did not answer: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function schemaOf(address: string): string | undefined {
  const document = vscode.workspace.textDocuments.find((it) => it.uri.toString() === vscode.Uri.parse(address).toString());
  return document && isOamAlone(document.getText()) ? ANYTHING : undefined;
}
