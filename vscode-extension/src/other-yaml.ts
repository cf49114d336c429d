/**
 * What is decided about another YAML server beside ours. Pure, so that it can be tested without an editor.
 *
 * That server says what is wrong with a document as YAML, and so do we: one of them is enough. What a document means as
 * OAM only we can tell: a schema that was made for other files, or for one kind of OAM document alone, gives nothing but
 * false findings and doubled completions.
 */

/** Which of the findings that every YAML server has are shown: the value of `oam.yaml.findings`. */
export type YamlFindings = 'show' | 'hide';

/** What the setting means. `auto` leaves them to the other extension where that is there and checks documents. */
export function yamlFindings(setting: unknown, isOtherThere: boolean, otherValidates: unknown): YamlFindings {
  if (setting === 'show' || setting === 'hide') {
    return setting;
  }
  return isOtherThere && otherValidates !== false ? 'hide' : 'show';
}

const API_VERSION = /^["']?apiVersion["']?\s*:\s*["']?([^\s"'#]+)/gm;
const OAM_GROUP = /^core\.(oam\.dev|hydra\.io)\//;

/** In JSON the key may stand anywhere in a line. */
const OAM_IN_JSON = /"apiVersion"\s*:\s*"core\.(oam\.dev|hydra\.io)\//;

/** Whether a text holds an OAM document, alone or among others. */
export function holdsOam(text: string): boolean {
  return OAM_IN_JSON.test(text) || [...text.matchAll(API_VERSION)].some((it) => OAM_GROUP.test(it[1] ?? ''));
}

/** Whether all that says what it is in a text is OAM, so that no schema of anything else fits. */
export function isOamAlone(text: string): boolean {
  const versions = [...text.matchAll(API_VERSION)].map((it) => it[1] ?? '');
  return versions.length > 0 && versions.every((it) => OAM_GROUP.test(it));
}

/** The settings as the server gets them: `auto` is decided here. What is no object is left as it is. */
export function withYamlFindings(settings: unknown, findings: YamlFindings): unknown {
  if (typeof settings !== 'object' || settings === null) {
    return settings;
  }
  return { ...settings, yaml: { findings } };
}
