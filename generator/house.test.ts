import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The house's rules (which room may know which), read off the imports. */

const ROOT = __dirname;

/** What passes between rooms is data, declared in these files; beside them a room is entered by its index alone. */
const SHARED_DATA = new Set(['document/openapi.ts', 'naming/names.ts', 'emit/types.ts']);

/** What a room may import, beside itself and libraries. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: ['order.ts'],
  source: ['errors.ts', 'hash.ts', 'order.ts', 'owner.ts'],
  document: ['errors.ts', 'diagnostics.ts', 'order.ts'],
  overlay: ['errors.ts', 'diagnostics.ts'],
  interpret: ['document', 'model', 'diagnostics.ts', 'errors.ts', 'order.ts'],
  filter: ['model', 'errors.ts', 'nearest.ts'],
  switches: ['model'],
  naming: ['model', 'errors.ts', 'nearest.ts', 'order.ts', 'same-file.ts'],
  emit: ['model', 'naming', 'switches', 'markdown.ts', 'order.ts', 'printable.ts'],
  diff: [
    'document',
    'model',
    'naming',
    'switches',
    'emit',
    'write',
    'errors.ts',
    'markdown.ts',
    'nearest.ts',
    'order.ts',
    'printable.ts',
    'terminal.ts',
  ],
  drift: ['diff', 'environments.ts'],
  write: ['emit', 'errors.ts', 'hash.ts', 'order.ts', 'owner.ts', 'same-file.ts'],
  // Requests are held to the document itself: the model has no bounds, patterns or formats to judge by.
  sandbox: ['document', 'model', 'environments.ts', 'errors.ts', 'order.ts'],
};

/** The only places where bytes enter or leave. */
const TOUCH_DISK_OR_NETWORK = [
  /^source\//,
  /^write\//,
  /^sandbox\//,
  /^overlay\/read\.ts$/,
  /^nightly\/(disk|program)\.ts$/,
  /^emit\/(runtime|templates)\.ts$/,
  /^config\//,
  /^diff\/acknowledgements\/read\.ts$/,
  /^diff\/report\/html\/template\.ts$/,
  /^corpus\//,
  /^truth\//,
  /^proof\/cli\.ts$/,
  /^fuzz\/(cli|worker)\.ts$/,
  /^judges\//,
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = sources(ROOT);
const imports = files.flatMap(importsOf);

describe('the house', () => {
  it('reads its own files', () => {
    expect(files).toContain('cli.ts');
    expect(imports.length).toBeGreaterThan(50);
  });

  it.each(Object.keys(MAY_IMPORT))('%s knows only what it may', (room) => {
    const strangers = local()
      .filter(({ from, to }) => roomOf(from) === room && roomOf(to) !== room)
      .filter(({ to }) => !(MAY_IMPORT[room] ?? []).includes(roomOf(to)))
      .map(told);
    expect(strangers).toEqual([]);
  });

  it('enters a room by its index, or takes its data', () => {
    const burglars = local()
      .filter(({ from, to }) => to.includes('/') && roomOf(from) !== roomOf(to))
      .filter(
        ({ to }) =>
          roomOf(to) !== 'model' &&
          roomOf(to) !== 'commands' &&
          !to.endsWith('/index.ts') &&
          !SHARED_DATA.has(to),
      )
      .map(told);
    expect(burglars).toEqual([]);
  });

  it('touches disk and network at the edges alone', () => {
    const touching = imports
      .filter(({ to }) => /^node:(fs|http|https|net|dns)(\/|$)/.test(to))
      .filter(({ from }) => !TOUCH_DISK_OR_NETWORK.some((place) => place.test(from)))
      .map(told);
    const fetching = files
      .filter((file) => !TOUCH_DISK_OR_NETWORK.some((place) => place.test(file)))
      .filter((file) =>
        /(?<![.\w])fetch\(/.test(withoutStrings(readFileSync(join(ROOT, file), 'utf8'))),
      );
    expect([...touching, ...fetching]).toEqual([]);
  });
});

function local(): readonly Import[] {
  return imports.filter(({ to }) => !to.startsWith('node:') && !to.startsWith('npm:'));
}

function told({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

/** The folder at the top, or the file itself when it stands there. */
function roomOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) =>
        path.endsWith('.ts') &&
        !path.endsWith('.test.ts') &&
        !/(^|\/)(testing|journeys|bench|node_modules)\//.test(path),
    )
    .sort();
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => ({ from: file, to: targetOf(file, specifier) }));
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  if (!specifier.startsWith('.')) return `npm:${specifier}`;
  return relative(ROOT, resolve(ROOT, dirname(file), specifier))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}

function withoutStrings(text: string): string {
  return text.replace(/'[^'\n]*'|`[^`]*`|\/\/.*|\/\*[\s\S]*?\*\//g, '');
}
