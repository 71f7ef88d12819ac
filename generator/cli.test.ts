import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

it('has no secret in what Node reports of a crash, nor in its arguments and those of its children', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-report-'));
  const report = join(folder, 'report.json');
  const reporting = join(folder, 'reporting.cjs');
  writeFileSync(
    reporting,
    `process.on('exit', () => process.report.writeReport(${JSON.stringify(report)}));`,
  );
  const secret = 'a-secret-of-ours';
  const { status } = spawnSync(
    process.execPath,
    [
      '--require',
      reporting,
      PROGRAM,
      'generate',
      '--input',
      'http://127.0.0.1:9/',
      '--out',
      join(folder, 'sdk'),
    ],
    {
      cwd: folder,
      env: { ...process.env, OPTIMUM_CLIENT_ID: 'us', OPTIMUM_CLIENT_SECRET: secret },
      stdio: 'ignore',
    },
  );
  const crashReport = readFileSync(report, 'utf8');
  rmSync(folder, { recursive: true });
  expect({
    status,
    hasEnvironment: crashReport.includes('OPTIMUM_CLIENT_ID'),
    hasSecret: crashReport.includes(secret),
  }).toEqual({ status: 3, hasEnvironment: true, hasSecret: false });
});
