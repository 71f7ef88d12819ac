#!/usr/bin/env node
import { run } from './commands/index.js';
import { createTerminal } from './terminal.js';

const terminal = createTerminal(process.stdout, process.stderr, process.env);
void run(process.argv.slice(2), { terminal, env: process.env, cwd: process.cwd() }).then((code) => {
  process.exitCode = code;
});
