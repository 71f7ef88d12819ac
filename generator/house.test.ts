import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The rooms of the house and what each may import, read off the imports. docs/architecture.md tells what each is for. */

const ROOT = __dirname;

/** Small helpers without knowledge of the product, and what every room may report with. */
const BASE = ['util', 'errors.ts', 'diagnostics.ts'];

/** What a room, or a file at the root, may import beside itself, libraries and {@link BASE}. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'cli.ts': ['commands'],
  'index.ts': ['config', 'diff', 'model', 'naming', 'pipeline'],
  'errors.ts': [],
  'diagnostics.ts': [],
  'program.ts': [],
  'vendor.ts': ['model', 'sandbox'],
  commands: [
    'config',
    'conform',
    'diff',
    'forge',
    'impact',
    'nightly',
    'pipeline',
    'program.ts',
    'sandbox',
    'source',
  ],
  caller: ['emit', 'model', 'naming'],
  conform: ['caller', 'document', 'model', 'naming'],
  forge: ['program.ts', 'source'],
  mcp: ['caller', 'model', 'naming', 'program.ts'],
  nightly: [
    'config',
    'conform',
    'diff',
    'document',
    'model',
    'pipeline',
    'program.ts',
    'source',
    'write',
  ],
  pipeline: [
    'caller',
    'config',
    'conform',
    'diff',
    'document',
    'emit',
    'impact',
    'interpret',
    'mcp',
    'model',
    'naming',
    'program.ts',
    'sandbox',
    'source',
    'write',
  ],
  config: ['interpret', 'model', 'naming', 'program.ts', 'vendor.ts'],
  source: ['program.ts', 'vendor.ts'],
  document: [],
  interpret: ['document', 'model'],
  model: [],
  naming: ['model'],
  emit: ['model', 'naming'],
  write: ['emit'],
  diff: ['document', 'emit', 'model', 'naming', 'write'],
  impact: ['diff', 'model', 'naming', 'program.ts'],
  sandbox: ['document', 'model'],
  util: [],
  checks: [
    'config',
    'conform',
    'diff',
    'document',
    'emit',
    'impact',
    'interpret',
    'model',
    'naming',
    'pipeline',
    'vendor.ts',
    'write',
  ],
};

/** A room is entered by its index, or by one of these: data that passes between rooms, or a room without an index. */
const ENTRIES = [
  /\/index\.ts$/,
  /^(?:model|util|pipeline)\//,
  /^document\/(?:openapi|overlay)\.ts$/,
  /^naming\/names\.ts$/,
  /^diff\/(?:acknowledgements|drift)\.ts$/,
  /^commands\/(?:ask|terminal)\.ts$/,
  /^sandbox\/defaults\.ts$/,
];

/** Where raw OpenAPI is read: two rooms, the doors of two more, and what passes documents on unread. */
const READ_OPENAPI = [
  /^(?:document|interpret|pipeline|checks)\//,
  /^(?:conform|diff|sandbox)\/raw-openapi\.ts$/,
  /^nightly\//,
];

/** The only places where bytes enter or leave. */
const TOUCH_DISK_OR_NETWORK = [
  /^(?:caller|source|write|sandbox|config|checks)\//,
  /^document\/overlay\.ts$/,
  /^nightly\/reports\.ts$/,
  /^forge\/repository\.ts$/,
  /^mcp\/http\.ts$/,
  /^pipeline\/program-hash\.ts$/,
  /^emit\/templates\.ts$/,
  /^diff\/acknowledgements\.ts$/,
  /^util\/render-page\.ts$/,
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = productFiles();
const imports = files.flatMap(importsOf);
const localImports = imports.filter(({ to }) => !/^(?:node|npm):/.test(to));

describe('the house', () => {
  it('has the rooms and the root files of the table, and no others', () => {
    expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it.each(Object.keys(MAY_IMPORT))('%s imports only what it may', (room) => {
    const allowed = [room, ...BASE, ...(MAY_IMPORT[room] ?? [])];
    const others = localImports
      .filter(({ from }) => roomOf(from) === room)
      .filter(({ to }) => !allowed.includes(roomOf(to)));
    expect(others.map(described)).toEqual([]);
  });

  it('enters a room by its index, or takes its data', () => {
    const others = localImports
      .filter(({ from, to }) => to.includes('/') && roomOf(from) !== roomOf(to))
      .filter(({ to }) => !ENTRIES.some((entry) => entry.test(to)));
    expect(others.map(described)).toEqual([]);
  });

  it('reads raw OpenAPI in document/ and interpret/, and through one door elsewhere', () => {
    const others = localImports
      .filter(({ to }) => to === 'document/openapi.ts' || to === 'document/index.ts')
      .filter(({ from }) => !READ_OPENAPI.some((place) => place.test(from)));
    expect(others.map(described)).toEqual([]);
  });

  it('touches disk and network at the edges alone', () => {
    const inside = files.filter((file) => !TOUCH_DISK_OR_NETWORK.some((place) => place.test(file)));
    const touching = imports
      .filter(({ from }) => inside.includes(from))
      .filter(({ to }) => /^node:(?:fs|http|https|net|dns)(?:\/|$)/.test(to));
    const fetching = inside.filter((file) =>
      /(?<![.\w])fetch\(/.test(withoutStrings(textOf(file))),
    );
    expect([...touching.map(described), ...fetching]).toEqual([]);
  });

  it('calls APIs with the runtime of packages in caller/ alone', () => {
    const others = imports
      .filter(({ to }) => to.startsWith('npm:#runtime/'))
      .filter(({ from }) => roomOf(from) !== 'caller');
    expect(others.map(described)).toEqual([]);
  });
});

describe('the paths and imports of a package', () => {
  it('are the same on every system, because nothing that makes them knows the separator of one', () => {
    const using = imports
      .filter(({ from }) => /^(?:document|interpret|model|naming|emit)\//.test(from))
      .filter(({ to }) => to === 'node:path');
    // They read files: the templates, and documents that include others.
    expect(using.map(({ from }) => from)).toEqual([
      'document/bundle.ts',
      'document/document-url.ts',
      'emit/templates.ts',
    ]);
  });
});

function described({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

/** The folder at the top, or the file itself when it is at the root. */
function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** Every TypeScript file but tests and what only tests use. */
function productFiles(): readonly string[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => !/(?:^|\/)(?:testing|journeys|node_modules)\//.test(path))
    .sort();
}

function importsOf(file: string): readonly Import[] {
  const specifiers = [
    ...textOf(file).matchAll(
      /^(?:import|export|\}).*from '([^']+)'|\b(?:import|require)\('([^']+)'\)/gm,
    ),
  ];
  return specifiers.map(([, early, late = early ?? '']) => ({
    from: file,
    to: targetOf(file, late),
  }));
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  if (!specifier.startsWith('.')) return `npm:${specifier}`;
  return relative(ROOT, resolve(ROOT, dirname(file), specifier))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function withoutStrings(text: string): string {
  return text.replace(/'[^'\n]*'|`[^`]*`|\/\/.*|\/\*[\s\S]*?\*\//g, '');
}
