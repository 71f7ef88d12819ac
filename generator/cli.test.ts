import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The program as a process, as `make` built it. */
const PROGRAM = join(__dirname, '..', 'dist', 'cli.js');

it('ends as it would have, and without a word, when nobody reads on', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'diff', '--explain', 'unused-schema-changed'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const said: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => said.push(piece));
  const [code] = (await once(child, 'close')) as [number | null];
  expect({ code, said: Buffer.concat(said).toString() }).toEqual({ code: 0, said: '' });
});
