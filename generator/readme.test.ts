import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { compile as compileJsonPath } from 'json-p3';
import { parse as parseYaml } from 'yaml';
import { RULES } from './diagnostics.js';
import { FIELDS, OBJECT_NAMES, type ObjectKind } from './document/fields.js';
import { ExitCode } from './errors.js';
import { OPENTELEMETRY_API, readOpenTelemetryTypes } from './util/testing/opentelemetry-api.js';
import { ts, TypeChecker } from './util/typescript.js';

/** Whatever the documents show can be run: commands, options, settings, code, paths and links. */

const ROOT = join(__dirname, '..');
const SANDBOX = '@optimum-automotive/sdk-sandbox';
const COMMANDS = [
  ...[
    'init',
    'generate',
    'check',
    'diff',
    'impact',
    'nightly',
    'history',
    'propose',
    'publish',
    'environments',
    'sandbox',
    'conform',
    'mcp',
  ],
];

interface Block {
  readonly language: string;
  readonly line: number;
  readonly text: string;
}

interface Page {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The lines outside of blocks. */
  readonly prose: readonly string[];
  /** What is written in `backticks` outside of blocks. */
  readonly spans: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  '.github/pull_request_template.md',
  'fixtures/cases/README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .sort(),
].map(readPage);

const options = new Map(COMMANDS.map((command) => [command, optionsOf(command)]));
const makefile = read('Makefile');
const targets = new Set([...makefile.matchAll(/^([a-z]+):/gm)].map(([, target = '']) => target));
const scripts = ['package.json', 'output/sandbox/package.json'].flatMap((path) =>
  Object.keys((JSON.parse(read(path)) as { scripts: object }).scripts),
);

describe('the documents', () => {
  it('are found', () => {
    expect(pages.length).toBeGreaterThan(20);
    expect(blocksIn('ts').length).toBeGreaterThan(10);
    expect(pages.flatMap(commandsOf).length).toBeGreaterThan(50);
  });

  it('name commands, targets, variables and options that exist', () => {
    expect(faultsOf(commandsOf, commandFault)).toEqual([]);
  });

  it('name options that exist', () => {
    const known = new Set([...[...options.values()].flatMap((names) => [...names]), '--help']);
    const named = ({ spans }: Page) =>
      spans.filter((span) => span.startsWith('--')).flatMap(optionsIn);
    expect(faultsOf(named, (option) => (known.has(option) ? undefined : 'no option'))).toEqual([]);
  });

  it('name files and folders that exist', () => {
    const named = ({ spans }: Page) =>
      spans.filter((span) =>
        /^(?:generator|templates|fixtures|docs|output|\.ci|\.github)\/[^\s<*]*$/.test(span),
      );
    // What a run with access to the network, or of somebody else's document, leaves there.
    const isMade = (path: string) => /^(?:fixtures|output)\/(?:preprod|prod|example)/.test(path);
    const fault = (path: string) =>
      isMade(path) || existsSync(join(ROOT, path)) ? undefined : 'no file';
    expect(faultsOf(named, fault)).toEqual([]);
  });

  it('link to pages and headings that exist', () => {
    const links = ({ prose }: Page) =>
      [
        ...prose
          .join('\n')
          .replace(/`[^`\n]*`/g, '``')
          .matchAll(/\]\(([^)\s]+)\)/g),
      ]
        .map(([, target = '']) => target)
        .filter((target) => !/^https?:/.test(target));
    expect(faultsOf(links, linkFault)).toEqual([]);
  });

  it('show TypeScript that compiles', () => {
    expect(typeErrors(blocksIn('ts'))).toEqual([]);
  });

  it('show configurations that are valid', () => {
    const validate = validator('sdk.config.schema.json');
    const faults = blocksIn('json').flatMap(([page, block]) => {
      const errors = validate(JSON.parse(block.text));
      return errors === undefined ? [] : [`${page.path}:${block.line}: ${errors}`];
    });
    expect(faults).toEqual([]);
  });

  it('show overlays and acknowledged changes that are valid', () => {
    const validate = validator('diff.acknowledged.schema.json');
    const faults = blocksIn('yaml').flatMap(([page, block]) => {
      const value = parseYaml(block.text) as { readonly actions?: readonly { target: string }[] };
      for (const { target } of value.actions ?? []) compileJsonPath(target);
      const errors = value.actions === undefined ? validate(value) : undefined;
      return errors === undefined ? [] : [`${page.path}:${block.line}: ${errors}`];
    });
    expect(faults).toEqual([]);
  });
});

describe('the page', () => {
  it('docs/diagnostics.md is made from the rules and the fields; `UPDATE_GOLDEN=1` writes it', () => {
    const rules = Object.entries(RULES).map(
      ([code, { severity, hint }]) => `| \`${code}\` | ${severity} | ${hint} |`,
    );
    const want = [
      [
        'diagnostics',
        '| code | severity | what happens, or what to do |',
        '|---|---|---|',
        ...rules,
      ],
      [
        'fields',
        '| field | of | severity | what the SDK does |',
        '|---|---|---|---|',
        ...fieldRows(),
      ],
    ].reduce((text, [name = '', ...table]) => {
      const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
      const before = text.slice(0, text.indexOf(open) + open.length);
      return `${before}${table.join('\n')}\n${text.slice(text.indexOf(close))}`;
    }, read('docs/diagnostics.md'));
    if (process.env['UPDATE_GOLDEN'] === '1')
      writeFileSync(join(ROOT, 'docs/diagnostics.md'), want);
    expect(read('docs/diagnostics.md')).toBe(want);
  });

  it.each<[path: string, what: string, want: () => readonly string[], column?: number]>([
    ['exit-codes.md', 'every exit code', () => Object.values(ExitCode).map(String)],
    ['dependencies.md', 'every dependency', dependencies],
    ['configuration.md', 'every setting', settings],
    ['sandbox.md', 'every option of the command', () => [...(options.get('sandbox') ?? [])]],
    ['conform.md', 'every option of the command', () => [...(options.get('conform') ?? [])]],
    ['agents.md', 'every option of the command', () => [...(options.get('mcp') ?? [])]],
    ['nightly.md', 'every option of the command', () => [...(options.get('nightly') ?? [])]],
    ['publishing.md', 'every option of the command', () => [...(options.get('publish') ?? [])]],
    ['architecture.md', 'every folder of the program', folders],
    ['decisions/README.md', 'every decision', decisions],
  ])('docs/%s has %s in its tables', (path, _what, want) => {
    const { prose } = readPage(`docs/${path}`);
    const cells = prose
      .filter((line) => line.startsWith('|'))
      .flatMap((line) => (line.split('|')[1] ?? '').split(','))
      .map((cell) => cell.replace(/^\s*`?|`?\s*$/g, '').replace(/^\[.*\]\((.*)\)$/, '$1'));
    expect(want().filter((entry) => !cells.includes(entry))).toEqual([]);
  });

  it('docs/dependencies.md has no other one', () => {
    const { prose } = readPage('docs/dependencies.md');
    const listed = prose
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)])
      .map(([, name = '']) => name);
    expect(listed.sort()).toEqual([...dependencies()].sort());
  });

  it('README.md has at most 150 lines', () => {
    expect(read('README.md').split('\n').length - 1).toBeLessThanOrEqual(150);
  });
});

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function readPage(path: string): Page {
  const text = read(path);
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open:
    | { readonly fence: string; readonly language: string; readonly line: number; lines: string[] }
    | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const [, fence = '', language = ''] = /^\s*(```+)(\w*)/.exec(line) ?? [];
    if (open === undefined && fence !== '') open = { fence, language, line: index + 2, lines: [] };
    else if (open !== undefined && line.trim() === open.fence) {
      blocks.push({ language: open.language, line: open.line, text: open.lines.join('\n') });
      open = undefined;
    } else if (open !== undefined) open.lines.push(line);
    else prose.push(line);
  }
  const spans = [...prose.join('\n').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return { path, text, blocks, prose, spans, anchors: anchorsOf(prose) };
}

/** As GitHub makes them: lower case, without punctuation, numbered where a heading is repeated. */
function anchorsOf(prose: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const line of prose) {
    const heading = /^#{1,6} (.*)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function blocksIn(language: string): readonly (readonly [Page, Block])[] {
  return pages.flatMap((page) =>
    page.blocks
      .filter((block) => block.language === language)
      .map((block) => [page, block] as const),
  );
}

function faultsOf(
  what: (page: Page) => readonly string[],
  fault: (entry: string, page: Page) => string | undefined,
): readonly string[] {
  return pages.flatMap((page) =>
    what(page).flatMap((entry) => {
      const found = fault(entry, page);
      return found === undefined ? [] : [`${page.path}: ${entry}: ${found}`];
    }),
  );
}

/** Of blocks and of spans: each as it is typed, without comments. */
function commandsOf({ blocks, spans }: Page): readonly string[] {
  const lines = blocks
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.replace(/\\\n/g, ' ').split('\n'))
    .flatMap((line) => line.replace(/(^|\s)#.*/, '').split('&&'));
  const inline = spans
    .filter((span) => /^(?:make|optimum-sdkgen|npx|npm|node|UPDATE_GOLDEN=1) ./.test(span))
    .concat(
      spans
        .filter((span) => COMMANDS.includes(span.split(' ')[0] ?? '') && span.includes('--'))
        .map((span) => `optimum-sdkgen ${span}`),
    );
  return [...lines, ...inline].map((line) => line.trim()).filter((line) => line !== '');
}

function commandFault(line: string): string | undefined {
  const [program = '', ...words] = wordsOf(line).filter((word) => !/^[A-Z_]+=1$/.test(word));
  switch (program) {
    case 'make':
      return makeFault(words);
    case 'optimum-sdkgen':
      return programFault(words);
    case 'node':
      return words[0] === 'dist/cli.js'
        ? programFault(words.slice(1))
        : firstFault(words, /^--version$/);
    case 'npx':
      return npxFault(words);
    case 'npm': {
      const [verb = '', script = ''] = words.filter((word) => !word.startsWith('-'));
      if (verb === 'run') return scripts.includes(script) ? undefined : `no script ${script}`;
      return firstFault([verb], /^(?:install|ci|login|pack|sbom|test|version)$/);
    }
    case 'curl':
    case 'cd':
      return undefined;
    default:
      return `unknown program ${program}`;
  }
}

function makeFault(words: readonly string[]): string | undefined {
  const named = words.filter((word) => !word.includes('='));
  const unknown = named.find((target) => !targets.has(target));
  if (unknown !== undefined) return `no target ${unknown}`;
  for (const word of words.filter((one) => one.includes('='))) {
    const name = word.slice(0, word.indexOf('='));
    // FORGE and the like are used as $(FORGE); INPUT and the like decide by `ifdef` as well.
    if (
      !makefile.includes(`$(${name})`) &&
      !makefile.includes(`ifdef ${name}`) &&
      !makefile.includes(`$(or $(${name})`)
    )
      return `make does not read ${name}`;
    if (name !== 'ARGS') continue;
    const fault = programFault([named[0] ?? '', ...wordsOf(word.slice(name.length + 1))]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function programFault([command = '', ...words]: readonly string[]): string | undefined {
  if (command === '') return undefined;
  if (command.startsWith('-')) return firstFault([command], /^--(?:help|version)$/);
  const known = options.get(command);
  if (known === undefined) return `no command ${command}`;
  const unknown = optionsIn(words.join(' ')).find((option) => !known.has(option));
  return unknown === undefined ? undefined : `${command} has no option ${unknown}`;
}

function npxFault(given: readonly string[]): string | undefined {
  // `-p <package>` says what to install.
  const packages = given.lastIndexOf('-p');
  const [tool = '', ...words] = packages < 0 ? given : given.slice(packages + 2);
  if (tool === 'optimum-sdkgen') return programFault(words);
  // The program of a generated package.
  if (packages >= 0 && tool.endsWith('-mcp')) return programFault(['mcp', ...words]);
  if (!existsSync(join(ROOT, 'node_modules', '.bin', tool))) return `no tool ${tool}`;
  const paths = words.filter((word, index) => word.includes('/') && words[index - 1] !== '-t');
  // Jest takes the start of a path.
  const isThere = (path: string) =>
    existsSync(join(ROOT, path)) ||
    (existsSync(join(ROOT, dirname(path))) &&
      readdirSync(join(ROOT, dirname(path))).some((name) => name.startsWith(posix.basename(path))));
  return paths.find((path) => !isThere(path));
}

function firstFault([word = '']: readonly string[], known: RegExp): string | undefined {
  return known.test(word) ? undefined : `unknown ${word}`;
}

/** As a shell reads them: quotes hold words together. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|<[^>]*>|[^\s"'<])+/g) ?? [];
  return words.map((word) => word.replace(/^([A-Z]+=)?(["'])(.*)\2$/, '$1$3'));
}

function optionsIn(text: string): readonly string[] {
  return text.match(/(?<![\w-])--[a-z][a-z0-9-]*/g) ?? [];
}

function optionsOf(command: string): ReadonlySet<string> {
  const help = execFileSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), command, '--help'], {
    encoding: 'utf8',
  });
  const listed = [...help.matchAll(/^ +(?:-\w, )?(--[a-z0-9-]+)/gm)].map(([, name = '']) => name);
  return new Set(listed.filter((name) => name !== '--help' && name !== '--version'));
}

function linkFault(target: string, { path }: Page): string | undefined {
  const [file = '', anchor] = target.split('#');
  const to = file === '' ? path : posix.join(posix.dirname(path), file);
  if (!existsSync(join(ROOT, to))) return 'no file';
  if (anchor === undefined) return undefined;
  return readPage(to).anchors.has(anchor) ? undefined : 'no heading';
}

function validator(schema: string): (value: unknown) => string | undefined {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
  const validate = ajv.compile(JSON.parse(read(schema)) as object);
  return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors));
}

function dependencies(): readonly string[] {
  const { dependencies: needed, devDependencies } = JSON.parse(read('package.json')) as Readonly<
    Record<string, object>
  >;
  return [...Object.keys(needed ?? {}), ...Object.keys(devDependencies ?? {})];
}

function settings(): readonly string[] {
  const { properties } = JSON.parse(read('sdk.config.schema.json')) as {
    readonly properties: Readonly<Record<string, { readonly properties?: object }>>;
  };
  const switches = Object.keys(properties['output']?.properties ?? {});
  return [...Object.keys(properties).filter((name) => name !== '$schema'), ...switches].map(
    (name) => name,
  );
}

function folders(): readonly string[] {
  return readdirSync(join(ROOT, 'generator'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map(({ name }) => `${name}/`);
}

function decisions(): readonly string[] {
  return readdirSync(join(ROOT, 'docs', 'decisions')).filter((name) => name !== 'README.md');
}

/**
 * What blocks use of other places: the sandbox's client, and what examples need of jest, Redis and BullMQ. `make processes`
 * compiles the blocks with the last two again, with their own types.
 */
const GLOBALS = `declare const client: import('${SANDBOX}').OptimumClient;
declare module '@jest/globals' {
  export const afterAll: (run: () => unknown) => void;
  export const beforeAll: (run: () => unknown) => void;
  export const test: (name: string, run: () => unknown) => void;
  export const expect: (value: unknown) => { toHaveLength(length: number): void };
}
declare module 'redis' {
  interface Client {
    eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  }
  export const createClient: (options: { url: string }) => { connect(): Promise<Client> };
}
declare module 'bullmq' {
  interface Options { readonly connection: { readonly host: string; readonly port: number } }
  interface Limited extends Options {
    readonly concurrency: number;
    readonly limiter: { readonly max: number; readonly duration: number };
  }
  export class Queue<T> {
    constructor(name: string, options: Options);
    add(name: string, data: T): Promise<unknown>;
    rateLimit(ms: number): Promise<void>;
  }
  export class Worker<T> {
    static RateLimitError(): Error;
    constructor(name: string, run: (job: { readonly data: T }) => unknown, options: Limited);
  }
}
`;

/** Each block is a module of its own; `client` is the sandbox's, unless the block has one. */
function typeErrors(blocks: readonly (readonly [Page, Block])[]): readonly string[] {
  const roots = new Map(
    blocks.map(([page, { line, text }]) => [
      join(ROOT, `${page.path}-${line}.ts`),
      `${text}\nexport {};\n`,
    ]),
  );
  const globals = join(ROOT, 'documents.d.ts');
  const files = new Map<string, string | (() => string)>([
    ...roots,
    [globals, GLOBALS],
    // What the documentation tells the reader to copy beside a program.
    [
      join(ROOT, 'docs', 'redis-rate-limit-store.ts'),
      () => readFileSync(join(ROOT, 'fixtures/examples/redis-rate-limit-store.ts'), 'utf8'),
    ],
    ...textsUnder('output/sandbox/src'),
    ...textsUnder('dist'),
    ...textsUnder('node_modules/undici/types'),
    ...textsUnder('node_modules/jose/dist/types'),
    ...readOpenTelemetryTypes(),
  ]);
  const checker = new TypeChecker({
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'].map((name) => `lib.${name}.d.ts`),
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    paths: {
      [SANDBOX]: [join(ROOT, 'output/sandbox/src/index.ts')],
      [`${SANDBOX}/functions`]: [join(ROOT, 'output/sandbox/src/functions/index.ts')],
      [`${SANDBOX}/conformance`]: [join(ROOT, 'output/sandbox/src/conformance/index.ts')],
      [`${SANDBOX}/file-rate-limit-store`]: [
        join(ROOT, 'output/sandbox/src/runtime/core/file-rate-limit-store.ts'),
      ],
      [`${SANDBOX}/file-token-store`]: [
        join(ROOT, 'output/sandbox/src/runtime/core/file-token-store.ts'),
      ],
      [`${SANDBOX}/opentelemetry`]: [
        join(ROOT, 'output/sandbox/src/runtime/core/opentelemetry.ts'),
      ],
      '@opentelemetry/api': [OPENTELEMETRY_API],
      'optimum-sdk-generator': [join(ROOT, 'dist/index.d.ts')],
      undici: [join(ROOT, 'node_modules/undici/types/index.d.ts')],
      jose: [join(ROOT, 'node_modules/jose/dist/types/index.d.ts')],
    },
  });
  return checker
    .check(files, [globals, ...roots.keys()])
    .map(({ path, message }) => `${path && relative(ROOT, path)}: ${message}`);
}

function textsUnder(folder: string): readonly (readonly [string, () => string])[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(ROOT, folder, path))
    .map((path) => [path, () => readFileSync(path, 'utf8')]);
}

/** The fields that no code comes of, those with the same objects and effect in one row; warnings first. */
function fieldRows(): readonly string[] {
  const fields = Object.entries(FIELDS).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, field]) => ({ name, field, kind: kind as ObjectKind })),
  );
  const told = fields
    .filter(({ field }) => field.use === 'unsupported' || field.use === 'unused')
    // Parameters of Swagger 2.0 have a schema's keywords.
    .filter(({ name, field, kind }) => kind === 'schema' || FIELDS.schema[name] !== field);
  const objectsOf = new Map<string, Set<string>>();
  for (const { name, field, kind } of told) {
    const key = [field.use === 'unused' ? 'info' : 'warning', field.effect, name].join('|');
    objectsOf.set(key, (objectsOf.get(key) ?? new Set()).add(OBJECT_NAMES[kind]));
  }
  const rows = new Map<string, string[]>();
  for (const [key, objects] of objectsOf) {
    const [severity = '', effect = '', name = ''] = key.split('|');
    const row = [severity, effect, [...objects].join(', ')].join('|');
    rows.set(row, [...(rows.get(row) ?? []), `\`${name}\``]);
  }
  return [...rows]
    .map(([row, names]) => {
      const [severity = '', effect = '', objects = ''] = row.split('|');
      return `| ${names.join(', ')} | ${objects} | ${severity} | ${effect} |`;
    })
    .sort((a, b) => Number(a.includes('| info |')) - Number(b.includes('| info |')));
}
