/**
 * Decides which `oam-ls` program to start: setting, then the shipped one, then the `PATH`.
 * It does not look at the disk itself; the caller says what is a file.
 *
 * A path that was set by hand is never replaced by another one: a wrong setting is an error, not a surprise.
 */
import * as path from 'node:path';

export interface ServerSearch {
  /** The setting `oam.server.path`; empty when not set. */
  readonly configured: string;
  /** The folder inside the extension that may hold the program. */
  readonly bundledFolder: string;
  /** The environment variable `PATH`. */
  readonly searchPath: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly isFile: (file: string) => boolean;
}

export type ServerChoice =
  | { readonly kind: 'found'; readonly command: string; readonly origin: 'setting' | 'extension' | 'PATH' }
  | { readonly kind: 'missing'; readonly message: string };

export function chooseServer(search: ServerSearch): ServerChoice {
  const paths = search.platform === 'win32' ? path.win32 : path.posix;
  const program = search.platform === 'win32' ? 'oam-ls.exe' : 'oam-ls';
  const configured = expandHome(search.configured.trim(), search.home);
  if (configured !== '') {
    return search.isFile(configured)
      ? { kind: 'found', command: configured, origin: 'setting' }
      : { kind: 'missing', message: `the setting \`oam.server.path\` names \`${configured}\`, which is not a file` };
  }
  const bundled = paths.join(search.bundledFolder, program);
  if (search.isFile(bundled)) {
    return { kind: 'found', command: bundled, origin: 'extension' };
  }
  for (const folder of search.searchPath.split(paths.delimiter)) {
    // A relative entry would start a program from whatever folder happens to be open.
    if (!paths.isAbsolute(folder)) {
      continue;
    }
    const command = paths.join(folder, program);
    if (search.isFile(command)) {
      return { kind: 'found', command, origin: 'PATH' };
    }
  }
  return {
    kind: 'missing',
    message: `the language server \`${program}\` is neither in this extension nor on the \`PATH\`; install it (\`cargo install --path .\` in its repository), or name it in the setting \`oam.server.path\``,
  };
}

function expandHome(file: string, home: string): string {
  return file.startsWith('~/') || file.startsWith('~\\') ? home + file.slice(1) : file;
}
