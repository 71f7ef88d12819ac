#!/usr/bin/env node
import { run } from './commands/index.js';
import { InterruptedError } from './errors.js';
import { createAsk } from './commands/ask.js';
import { createTerminal } from './commands/terminal.js';
import { defined } from './util/defined.js';

// The reader of the output may close it early, as `head` does; the work goes on.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

// Secrets are removed from the process's environment, which child processes and Node's crash reports get.
const env = { ...process.env };
for (const name of Object.keys(env))
  if (/_CLIENT_SECRET$|^(?:GH_TOKEN|NIGHTLY_TOKEN|SDKGEN_WEBHOOK)$/.test(name))
    Reflect.deleteProperty(process.env, name);

const terminal = createTerminal(process.stdout, process.stderr, env);
const today = new Date().toISOString().slice(0, 10);
// A second signal ends the process at once; the next run then restores what was being replaced.
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interruption.abort(new InterruptedError(signal)));
const { signal } = interruption;
const ask = createAsk(process.stdin, process.stderr, signal);
const context = { terminal, env, cwd: process.cwd(), today, signal, ...defined({ ask }) };
void run(process.argv.slice(2), context).then((code) => {
  process.exitCode = code;
});
