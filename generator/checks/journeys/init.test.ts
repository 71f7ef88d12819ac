import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../../commands/index.js';
import { createTerminal } from '../../commands/terminal.js';
import { ExitCode, InterruptedError } from '../../errors.js';
import { serve, type TestServer } from '../../source/testing/server.js';

/** `init` against a documentation page on loopback. */

const documentOf = (version: string, more: object = {}) =>
  JSON.stringify({
    openapi: '3.0.4',
    info: { title: 'Things', version },
    paths: { '/things': { get: { tags: ['Things'], responses: { 200: { description: 'OK' } } } } },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    ...more,
  });

const PAGE = `<div id="swagger-ui"></div><script>
window.ui = SwaggerUIBundle({ urls: [{ url: 'v1.json', name: 'First' }, { url: 'v2.json', name: 'Second' }] });
</script>`;

let server: TestServer;
let work: string;
beforeAll(async () => {
  server = await serve({
    '/v1.json': documentOf('1'),
    '/v2.json': documentOf('2'),
    '/api.json': documentOf('1', { servers: [{ url: 'https://api.example.com/' }] }),
    '/swagger': PAGE,
  });
});
afterAll(() => server.close());
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-init-'));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

interface Given {
  /** Answers to the questions, in this order; no terminal without them. An error is thrown instead. */
  readonly answers?: readonly (string | Error)[];
  readonly cwd?: string;
}

async function init(words: readonly string[], { answers, cwd = work }: Given = {}) {
  let printed = '';
  const stream = { write: (text: string) => (printed += text) };
  const left = [...(answers ?? [])];
  const questions: string[] = [];
  const ask = (question: string, byDefault = ''): Promise<string> => {
    questions.push(question);
    const answer = left.shift() ?? '';
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer || byDefault);
  };
  const code = await run(['init', ...words], {
    terminal: createTerminal(stream, stream, {}),
    env: {},
    cwd,
    today: '2026-11-29',
    ...(answers && { ask }),
  });
  return { code, printed, questions };
}

const configIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'sdk.config.json'), 'utf8')) as object;

describe('init', () => {
  it('asks nothing without a terminal, and shows what it found', async () => {
    const url = `${server.url}/api.json`;
    const { code, printed } = await init([url]);
    expect(code).toBe(ExitCode.Done);
    expect(configIn(work)).toEqual({
      $schema: './node_modules/optimum-sdk-generator/sdk.config.schema.json',
      env: 'production',
      environments: { production: { documentation: url } },
    });
    for (const want of [
      'Things 1\n',
      `document    ${url}\n`,
      'operations  1, with 0 schemas\n',
      'security    API key (header X-Key)\n',
      'servers     https://api.example.com/\n',
      'Written: sdk.config.json.\n',
      '  npx optimum-sdkgen generate --build\n',
    ])
      expect(printed).toContain(want);
  });

  it('takes everything from flags', async () => {
    const { code } = await init([
      `${server.url}/swagger`,
      ...[
        '--document',
        'Second',
        '--env',
        'staging',
        '--base-url',
        'https://staging.example.com/api/',
      ],
      ...['--client-name', 'Stuff', '--package-name', '@me/stuff', '--nightly', 'gitlab'],
    ]);
    expect(code).toBe(ExitCode.Done);
    expect(configIn(work)).toMatchObject({
      env: 'staging',
      environments: {
        staging: {
          documentation: `${server.url}/swagger`,
          baseUrl: 'https://staging.example.com/api/',
        },
      },
      document: 'Second',
      clientName: 'Stuff',
      packageName: '@me/stuff',
    });
    expect(existsSync(join(work, '.gitlab', 'sdk-nightly.yml'))).toBe(true);
  });

  it('asks for what is not given, and again for what cannot be', async () => {
    const answers = [
      `${server.url}/swagger`,
      'Second',
      'No Name',
      'staging',
      '',
      '',
      '',
      'svn',
      'github',
    ];
    const { code, printed, questions } = await init([], { answers });
    expect(code).toBe(ExitCode.Done);
    expect(questions).toEqual([
      'URL of the documentation page or of the document, or a file',
      'Which one',
      'Name of the environment',
      'A small letter, then small letters, digits and hyphens',
      'Base URL of the API',
      'Client class',
      'Package',
      'Nightly workflow: github, gitlab or none',
      'Nightly workflow: github, gitlab or none',
    ]);
    expect(printed).toContain('The page has 2 documents:\n  First\n  Second\n');
    expect(printed).toContain('Things 2\n');
    expect(configIn(work)).toMatchObject({
      environments: { staging: { baseUrl: `${server.url}/` } },
      document: 'Second',
    });
    expect(configIn(work)).not.toHaveProperty('clientName');
    expect(existsSync(join(work, '.github', 'workflows', 'sdk-nightly.yml'))).toBe(true);
  });

  it('writes the path of a file as seen from the configuration', async () => {
    mkdirSync(join(work, 'api'));
    writeFileSync(join(work, 'api', 'things.json'), documentOf('1'));
    await init(['api/things.json']);
    expect(configIn(work)).toMatchObject({
      environments: { production: { documentation: 'api/things.json' } },
    });
  });

  it.each<[title: string, words: readonly string[], code: number, want: string]>([
    ['no document', [], ExitCode.Usage, 'Give its URL or file: npx optimum-sdkgen init'],
    ['a file that is missing', ['no.json'], ExitCode.Usage, 'There is no file'],
    ['a URL without a document', ['SERVER/nothing'], ExitCode.Download, 'error: '],
    ['a name of no environment', ['SERVER/v1.json', '--env', 'No'], ExitCode.Usage, "--env 'No'"],
    [
      'a base URL without TLS',
      ['SERVER/v1.json', '--base-url', 'http://api.example.com'],
      ExitCode.Usage,
      '--base-url',
    ],
    [
      'a host that only begins like this machine',
      ['SERVER/v1.json', '--base-url', 'http://localhost.example.com'],
      ExitCode.Usage,
      '--base-url',
    ],
  ])('writes nothing for %s', async (_, words, code, want) => {
    const result = await init(words.map((word) => word.replace('SERVER', server.url)));
    expect(result).toMatchObject({ code, printed: expect.stringContaining(want) as unknown });
    expect(readdirSync(work)).toEqual([]);
  });

  it('writes nothing when it is interrupted', async () => {
    const answers = ['staging', new InterruptedError('SIGINT')];
    const { code, printed } = await init([`${server.url}/v1.json`], { answers });
    expect(code).toBe(ExitCode.Interrupted);
    expect(printed).toContain('Interrupted. Nothing was changed.');
    expect(readdirSync(work)).toEqual([]);
  });

  it('replaces files only by --force', async () => {
    const url = `${server.url}/api.json`;
    writeFileSync(join(work, 'sdk.config.json'), 'mine');
    expect(await init([url])).toMatchObject({ code: ExitCode.Usage });
    expect(readFileSync(join(work, 'sdk.config.json'), 'utf8')).toBe('mine');
    expect(await init([url, '--force'])).toMatchObject({ code: ExitCode.Done });
    expect(configIn(work)).toMatchObject({ env: 'production' });
  });
});

describe('the workflows', () => {
  it.each([
    ['github', '.github/workflows/sdk-nightly.yml', '.github/workflows/sdk-publish.yml'],
    ['gitlab', '.gitlab/sdk-nightly.yml', '.gitlab/sdk-publish.yml'],
  ])('for %s are written as asked', async (forge, nightly, publish) => {
    const words = [`${server.url}/api.json`, '--env', 'staging', '--nightly', forge];
    await init(words);
    expect(existsSync(join(work, nightly))).toBe(true);
    expect(existsSync(join(work, publish))).toBe(false);
    const { printed } = await init([...words, '--publish', '--force']);
    expect(readFileSync(join(work, publish), 'utf8')).toContain('npx --no optimum-sdkgen publish');
    expect(printed.includes('include: { local: .gitlab/sdk-publish.yml }')).toBe(
      forge === 'gitlab',
    );
  });

  it('of a folder go to the root of the repository, and use the lock file of the workspace', async () => {
    mkdirSync(join(work, '.git'));
    writeFileSync(join(work, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(join(work, 'package-lock.json'), '{}');
    const cwd = join(work, 'packages', 'my sdk');
    mkdirSync(cwd, { recursive: true });
    await init([`${server.url}/api.json`, '--nightly', 'github'], { cwd });
    const path = join(work, '.github', 'workflows', 'sdk-nightly-packages-my-sdk.yml');
    const text = readFileSync(path, 'utf8');
    expect(parse(text)).toMatchObject({
      name: 'sdk-nightly-packages-my-sdk',
      defaults: { run: { 'working-directory': 'packages/my sdk' } },
    });
    expect(text).toContain('cache-dependency-path: "package-lock.json"');
    expect(text).toContain('run: npm ci --ignore-scripts');
  });

  it('of a project without a lock file install what package.json says, without a cache', async () => {
    await init([`${server.url}/api.json`, '--nightly', 'github']);
    const text = readFileSync(join(work, '.github', 'workflows', 'sdk-nightly.yml'), 'utf8');
    expect(text).toContain('run: npm install --ignore-scripts');
    expect(text).not.toContain('cache: npm');
  });

  it('are refused where they could not be right', async () => {
    const cwd = join(work, 'a {folder}');
    mkdirSync(cwd);
    mkdirSync(join(work, '.git'));
    writeFileSync(join(work, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    const url = `${server.url}/api.json`;
    expect(await init([url, '--nightly', 'github'], { cwd })).toMatchObject({
      code: ExitCode.Usage,
      printed: expect.stringContaining("for the folder 'a {folder}'") as unknown,
    });
    expect(await init([url, '--publish'])).toMatchObject({
      code: ExitCode.Usage,
      printed: expect.stringContaining('--publish needs --nightly') as unknown,
    });
  });
});
