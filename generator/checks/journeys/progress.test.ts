import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox, type Sandbox } from '../../pipeline/open-sandbox.js';
import { SANDBOX_CREDENTIALS } from '../../sandbox/defaults.js';

/** What docs/generated-sdk.md shows about progress, run against the sandbox. `generator/readme.test.ts` compiles it. */

const ROOT = join(__dirname, '..', '..', '..');
const PACKAGE = join(ROOT, 'output/sandbox/src/index.ts');

const work = mkdtempSync(join(tmpdir(), 'sdkgen-progress-'));

type Client = object;

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  sandbox = await openSandbox({ port: 0 });
  const { OptimumClient } = (await import(PACKAGE)) as {
    readonly OptimumClient: new (options: object) => Client;
  };
  const tokenUrl = new URL('connect/token', sandbox.url).href;
  client = new OptimumClient({ baseUrl: sandbox.url, tokenUrl, ...SANDBOX_CREDENTIALS });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(work, { recursive: true, force: true });
});

/** Runs a program with a client and a console. @returns What it prints. */
async function run(program: string): Promise<readonly string[]> {
  const path = join(work, 'program.ts');
  writeFileSync(
    path,
    `import { readChunks } from '${PACKAGE}';\nexport async function run(client: any, console: any) {\n${program}\n}\n`,
  );
  const printed: string[] = [];
  const module = (await import(path)) as {
    readonly run: (client: Client, console: object) => Promise<void>;
  };
  await module.run(client, { log: (line: unknown) => printed.push(String(line)) });
  return printed;
}

it('the progress of an upload and of a download is counted', async () => {
  const page = readFileSync(join(ROOT, 'docs/generated-sdk.md'), 'utf8');
  const program = [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
    .map(([, block = '']) => block)
    .find((block) => block.includes('function* count'))
    ?.replace(/^import .*\n/, '');
  const printed = await run(program ?? '');
  expect(printed.filter((line) => line.startsWith('sent ')).at(-1)).toBe('sent 22/22');
  const lengths = printed.filter((line) => /^\d+$/.test(line)).map(Number);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const received = printed.filter((line) => line.startsWith('received '));
  expect(received).toHaveLength(lengths.length);
  expect(received.at(-1)).toMatch(new RegExp(`^received ${total}/`));
  expect(total).toBeGreaterThan(0);
});
