#!/usr/bin/env node
import { run } from './commands/index.js';
import { SECRET_VARIABLE } from './vendor.js';
import { createTerminal } from './commands/terminal.js';

// A reader may leave early, as `head` does: the work is done all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

// Out of the process's own environment, which Node's report of a crash prints and every child is given.
const env = { ...process.env };
Reflect.deleteProperty(process.env, SECRET_VARIABLE);

const terminal = createTerminal(process.stdout, process.stderr, env);
const today = new Date().toISOString().slice(0, 10);
const context = { terminal, env, cwd: process.cwd(), today };
void run(process.argv.slice(2), context).then((code) => {
  process.exitCode = code;
});
