#!/usr/bin/env node
import { run } from './commands/index.js';
import { createTerminal } from './terminal.js';

const terminal = createTerminal(process.stdout, process.stderr, process.env);
const today = new Date().toISOString().slice(0, 10);
const context = { terminal, env: process.env, cwd: process.cwd(), today };
void run(process.argv.slice(2), context).then((code) => {
  process.exitCode = code;
});
