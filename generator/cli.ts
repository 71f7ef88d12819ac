#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { run } from './commands/index.js';
import { createTerminal } from './terminal.js';

// Node 20 compiles the parser under its `fetch` a second time, and ends an eighth of a second later for it.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--liftoff-only');

// A reader may leave early, as `head` does: the work is done all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

const terminal = createTerminal(process.stdout, process.stderr, process.env);
const today = new Date().toISOString().slice(0, 10);
const context = { terminal, env: process.env, cwd: process.cwd(), today };
void run(process.argv.slice(2), context).then((code) => {
  process.exitCode = code;
});
