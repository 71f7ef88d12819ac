import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is installed with the generator, and with a package that it made. */

const ROOT = join(__dirname, '..');

interface LockEntry {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

function read(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Record<string, unknown>;
}

function entriesOf(lock: string): readonly (readonly [string, LockEntry])[] {
  const packages = read(lock)['packages'] as Readonly<Record<string, LockEntry>>;
  return Object.entries(packages).filter(([path]) => path !== '');
}

function pathsOf(lock: string, wanted: (entry: LockEntry) => boolean): readonly string[] {
  return entriesOf(lock).flatMap(([path, entry]) => (wanted(entry) ? [path] : []));
}

describe.each([
  'package-lock.json',
  'generator/checks/bench/package-lock.json',
  'generator/checks/bundlers/package-lock.json',
  'generator/checks/consumers/package-lock.json',
  'generator/checks/corpus/package-lock.json',
  'generator/checks/conformance/package-lock.json',
  'generator/checks/processes/package-lock.json',
  'generator/checks/registry/package-lock.json',
  'generator/checks/runtimes/package-lock.json',
])('%s', (lock) => {
  it('knows the bytes of every package, those of other systems too', () => {
    expect(entriesOf(lock).length).toBeGreaterThan(8);
    expect(pathsOf(lock, ({ integrity = '' }) => !/^sha512-.{86}==/.test(integrity))).toEqual([]);
  });

  it('takes packages from the registry alone', () => {
    const isElsewhere = ({ resolved }: LockEntry) =>
      resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/');
    expect(pathsOf(lock, isElsewhere)).toEqual([]);
  });
});

describe('the generator', () => {
  it('needs no package at run time that runs something when it is installed', () => {
    const isRisky = ({ dev = false, hasInstallScript = false }: LockEntry) =>
      !dev && hasInstallScript;
    expect(pathsOf('package-lock.json', isRisky)).toEqual([]);
  });

  it('replaces no package that its users install, because npm reads the overrides of the user alone', () => {
    const { overrides } = read('package.json') as { readonly overrides: object };
    const replaced = Object.keys(overrides);
    const isOurs = ([path, { dev = false }]: readonly [string, LockEntry]) =>
      !dev && replaced.some((name) => path.endsWith(`node_modules/${name}`));
    expect(replaced).not.toEqual([]);
    expect(entriesOf('package-lock.json').filter(isOurs)).toEqual([]);
  });

  it.each(['dependencies', 'devDependencies'])('names its %s to the last digit', (kind) => {
    const versions = Object.entries(read('package.json')[kind] as Record<string, string>);
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it.each([
    'Makefile',
    '.ci/run',
    '.github/workflows/nightly.yml',
    '.github/workflows/ci.yml',
    '.github/workflows/publish.yml',
    '.github/workflows/release.yml',
  ])('is installed without running anything by %s', (file) => {
    const installs = readFileSync(join(ROOT, file), 'utf8').match(/\bnpm (?:ci|install|i)\b.*/g);
    const running = (installs ?? []).filter((line) => !line.includes('--ignore-scripts'));
    expect(running).toEqual([]);
  });
});

describe('a generated package', () => {
  const manifest = read('output/sandbox/package.json');

  it('depends on nothing, but for peers that are optional', () => {
    const kinds = ['dependencies', 'optionalDependencies', 'bundleDependencies'];
    expect(kinds.filter((kind) => kind in manifest)).toEqual([]);
    const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest as {
      readonly peerDependencies?: Readonly<Record<string, string>>;
      readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
    };
    const peers = Object.keys(peerDependencies);
    expect(peers.filter((name) => !peerDependenciesMeta[name]?.optional)).toEqual([]);
  });

  it('runs nothing when it is installed', () => {
    const lifecycle = [
      'preinstall',
      'install',
      'postinstall',
      'prepublish',
      'preprepare',
      'prepare',
    ];
    const scripts = Object.keys(manifest['scripts'] ?? {});
    expect(scripts.filter((name) => lifecycle.includes(name))).toEqual([]);
  });
});
