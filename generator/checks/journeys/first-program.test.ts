import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSandbox, type Sandbox } from '../../pipeline/open-sandbox.js';

/** What `init` and `generate` print is done word for word, in an empty folder, against the API on loopback. */

const ROOT = join(__dirname, '..', '..', '..');
const work = mkdtempSync(join(tmpdir(), 'sdkgen-first-'));
const project = join(work, 'my project');
let sandbox: Sandbox;

const SCHEME = { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } };
const documentWith = (servers: readonly object[]) => ({
  openapi: '3.0.4',
  info: { title: 'Things', version: '1' },
  servers,
  security: [{ key: [] }],
  paths: {
    '/things': {
      get: {
        tags: ['Things'],
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': {
                schema: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
              },
            },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: SCHEME,
    schemas: { Thing: { type: 'object', properties: { name: { type: 'string' } } } },
  },
});

beforeAll(async () => {
  mkdirSync(project);
  const input = join(work, 'without-server.json');
  writeFileSync(input, JSON.stringify(documentWith([])));
  sandbox = await openSandbox({ input });
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  writeFileSync(join(project, 'api.json'), JSON.stringify(documentWith([{ url: sandbox.url }])));
  // As `npm install --global optimum-sdk-generator` leaves it.
  mkdirSync(join(work, 'global', 'bin'), { recursive: true });
  const start = `#!/bin/sh\nexec '${process.execPath}' '${join(ROOT, 'dist', 'cli.js')}' "$@"\n`;
  writeFileSync(join(work, 'global', 'bin', 'optimum-sdkgen'), start, { mode: 0o755 });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(work, { recursive: true, force: true });
});

/** Runs one line of a shell in the project. */
async function shell(line: string, variables: Readonly<Record<string, string>> = {}) {
  const env = {
    ...process.env,
    npm_config_prefix: join(work, 'global'),
    npm_config_offline: 'true',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    npm_config_update_notifier: 'false',
    ...variables,
  };
  const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: project, env });
  return stdout;
}

/** The blocks of indented lines, each with the line of prose before it. */
function blocksOf(printed: string): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  let prose = '';
  for (const line of printed.split('\n')) {
    if (line.startsWith('  ')) blocks.set(prose, `${blocks.get(prose) ?? ''}${line.slice(2)}\n`);
    else if (line !== '') prose = line;
    else if (blocks.has(prose)) blocks.set(prose, `${blocks.get(prose) ?? ''}\n`);
  }
  return blocks;
}

/** The block after a line of prose. */
function blockAfter(
  start: RegExp,
  printed: string,
): { readonly prose: string; readonly text: string } {
  const [prose, text] = [...blocksOf(printed)].find(([line]) => start.test(line)) ?? [];
  if (prose === undefined || text === undefined)
    throw new Error(`Nothing like ${String(start)} in:\n${printed}`);
  return { prose, text };
}

/** Run by `make stranger`. */
const itLong = process.env['STRANGER'] ? it : it.skip;

itLong('sets up the project, installs the package and calls the API', async () => {
  const found = await shell('npx optimum-sdkgen init api.json --env staging');
  const printed = await shell(blockAfter(/^What to do next:$/, found).text);
  await shell(blockAfter(/^What to do next:$/, printed).text);
  const program = blockAfter(/^Write this to/, printed);
  const [, file = ''] = /^Write this to (\S+):$/.exec(program.prose) ?? [];
  writeFileSync(join(project, file), program.text);
  const run = blockAfter(/run it:$/i, printed);
  const [, variable = ''] = /^Set (\w+) in the environment/.exec(run.prose) ?? [];
  expect(variable).toBe('THINGS_API_KEY');
  const before = sandbox.requests.length;
  expect(await shell(run.text, { [variable]: 'any' })).toMatch(/^\[\s+\{ name: '/);
  expect(sandbox.requests.slice(before).map(({ path }) => path)).toEqual(['/things']);
  expect(blockAfter(/^Without the API/, printed).text.trimEnd()).toBe(
    [
      'npx optimum-sdkgen sandbox --input output/staging/openapi.json',
      '',
      "const client = new ThingsClient({ baseUrl: 'http://127.0.0.1:4010/', apiKey: 'sandbox-secret' });",
    ].join('\n'),
  );
});
