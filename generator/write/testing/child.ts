import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import { CHANGES, type BrokenOffRun } from './disks.js';

const PROGRAM = `
const fs = require('node:fs/promises');
const { root, files, killBefore } = JSON.parse(process.argv[2]);
let changes = 0;
for (const name of ${JSON.stringify(CHANGES)}) {
  const original = fs[name];
  fs[name] = (...args) => {
    changes += 1;
    if (changes === killBefore) process.kill(process.pid, 'SIGKILL');
    return original(...args);
  };
}
const { writeTree } = require('./write/tree.js');
void writeTree({ root, files: new Map(files), waitMs: 0 });
`;

/** Compiles this room into a folder, so that plain Node can run it in a process that may be killed. */
export function compileRoom(folder: string): void {
  const generator = resolve(__dirname, '../..');
  const room = readdirSync(join(generator, 'write')).map((name) => `write/${name}`);
  const sources = [
    ...room,
    'errors.ts',
    'util/order.ts',
    'util/process-owner.ts',
    'util/same-file.ts',
    'util/hash.ts',
  ];
  for (const path of sources) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
    const { code } = transformSync(readFileSync(join(generator, path), 'utf8'), {
      filename: path,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const target = join(folder, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  writeFileSync(join(folder, 'child.js'), PROGRAM);
}

/**
 * Runs `writeTree` in a process that kills itself with SIGKILL.
 *
 * @param folder Where `compileRoom` put the program.
 * @returns true when it was killed, false when it ended before that.
 */
export async function runProcess(folder: string, run: BrokenOffRun): Promise<boolean> {
  const order = JSON.stringify({ ...run, files: [...run.files] });
  const child = spawn(process.execPath, [join(folder, 'child.js'), order]);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const signal = await new Promise<NodeJS.Signals | null>((end, fail) => {
    child.once('error', fail);
    child.once('close', (_, how) => end(how));
  });
  if (complaint !== '') throw new Error(`The child failed: ${complaint}`);
  return signal === 'SIGKILL';
}
