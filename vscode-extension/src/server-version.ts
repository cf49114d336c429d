/** Whether a server is new enough for this extension; plain, so that it can be tested without an editor. */

/** The oldest server whose answers this extension understands. */
export const OLDEST_SERVER = '0.1.0';

/** What to say about a server of this version; `undefined` when it will do. */
export function complaintAbout(command: string, version: string, origin: string): string | undefined {
  if (!isOlder(version, OLDEST_SERVER)) {
    return undefined;
  }
  const remedy = origin === 'setting' ? 'update it, or change the setting `oam.server.path`' : 'update it, or name another in the setting `oam.server.path`';
  return `\`${command}\` is oam-ls ${version}; this extension wants ${OLDEST_SERVER} or newer: ${remedy}`;
}

/** By the three numbers of a version. One that cannot be read is not called old: unknown is not wrong. */
function isOlder(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)];
  if (!a || !b) {
    return false;
  }
  const different = a.findIndex((it, index) => it !== b[index]);
  return different >= 0 && (a[different] ?? 0) < (b[different] ?? 0);
}

function numbers(version: string): number[] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  return match ? match.slice(1).map(Number) : undefined;
}
