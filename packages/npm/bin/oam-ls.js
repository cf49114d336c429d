#!/usr/bin/env node
// Starts the program of the package for this platform, and ends as it ends.
'use strict';

const { spawn } = require('node:child_process');
const { constants } = require('node:os');

const name = `@oam-ls/cli-${process.platform}-${process.arch}`;
const file = process.platform === 'win32' ? 'oam-ls.exe' : 'oam-ls';

let program;
try {
  program = require.resolve(`${name}/${file}`);
} catch {
  console.error(`oam-ls: the package \`${name}\` is not installed; there may be none for this platform, or optional ` +
    'dependencies were left out: `npm install --include=optional oam-ls`, or `cargo install --git https://github.com/oam-ls/oam-ls`');
  process.exit(2);
}

const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// Signals reach the whole group of a terminal; those that are sent to this process alone are passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  console.error(`oam-ls: ${program} does not start: ${error.message}`);
  process.exit(2);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
