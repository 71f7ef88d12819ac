import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is published to npm, and the scripts that `npm run` has on every system. */

const ROOT = join(__dirname, '..');

interface PackageJson {
  readonly private?: boolean;
  readonly scripts: Readonly<Record<string, string>>;
}
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const packageJson = JSON.parse(read('package.json')) as PackageJson;

describe('the tarball', () => {
  // Some users have no home to keep npm's cache in.
  const cache = mkdtempSync(join(tmpdir(), 'sdkgen-npm-'));
  afterAll(() => rmSync(cache, { recursive: true, force: true }));
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
  const [packed] = JSON.parse(
    execFileSync('npm', words, {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, npm_config_cache: cache },
      shell: process.platform === 'win32',
    }),
  ) as [{ readonly files: readonly { readonly path: string }[] }];
  const paths = packed.files.map(({ path }) => path);

  it('has only what the program reads, in these folders', () => {
    const places = [
      ...[/^dist\/[\w/.-]+\.js$/, /^dist\/[\w/.-]+\.d\.ts$/, /^dist\/swagger-ui\/[\w.-]+$/],
      ...[
        /^templates\/(?:workflows\/)?[\w.-]+\.hbs$/,
        /^templates\/report\/(?:report\.(?:css|js|html\.hbs)|(?:conform|history|impact)\.html\.hbs|parts\.hbs)$/,
      ],
      /^templates\/runtime\/(?:core|internal(?:\/[a-z]+)?)\/[\w-]+\.ts$/,
      /^templates\/workflows\/(?:github|gitlab)(?:-impact)?\.yml\.hbs$/,
      ...[/^fixtures\/sandbox\/swagger\.json$/, /^fixtures\/examples\/[\w-]+\.ts$/],
      /^(?:README\.md|LICENSE|package\.json|[\w.]+\.schema\.json)$/,
    ];
    expect(paths.filter((path) => !places.some((place) => place.test(path)))).toEqual([]);
    for (const place of places) expect(paths).toContainEqual(expect.stringMatching(place));
  });

  it('has no tests', () => {
    expect(paths.filter((path) => /test|checks/.test(path))).toEqual([]);
  });

  it('has the page of the sandbox with its licenses', () => {
    const names = ['LICENSE', 'NOTICE', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt'];
    expect(paths).toEqual(
      expect.arrayContaining(names.map((name) => `dist/swagger-ui/${name}`)) as unknown,
    );
  });

  it('has the declarations that those of the library import, and no others', () => {
    const declarations = paths.filter((path) => path.endsWith('.d.ts'));
    const imported = declarations.flatMap((path) =>
      [...read(path).matchAll(/(?:from |import\()["'](\.[^"']*)\.js["']/g)].map(
        ([, specifier = '']) => join(path, '..', `${specifier}.d.ts`).replaceAll('\\', '/'),
      ),
    );
    expect([...new Set(['dist/index.d.ts', ...imported])].sort()).toEqual(declarations.sort());
  });

  it('may be published', () => {
    expect(packageJson.private).toBeUndefined();
  });
});

/** Commands that npm finds on every system, joined by `&&`, which `sh` and `cmd` read alike. */
const PROGRAMS = /^(?:node|npm|tsc|jest|eslint|prettier) /;

function portabilityProblem(script: string): string | undefined {
  const outside = script.replace(/"[^"%!`$]*"/g, '""');
  const special = /[^\w\s"&/.:=,@-]/.exec(outside);
  if (special !== null) return `${special[0]} is read otherwise by another shell`;
  const command = outside.split(' && ').find((each) => !PROGRAMS.test(`${each} `));
  return command === undefined ? undefined : `${command} is no program of npm's`;
}

describe('portabilityProblem', () => {
  it.each([
    ['node a.mjs && tsc -p b.json', undefined],
    ['node -e "f(\'x\', {})"', undefined],
    ["node -e 'f()'", "'"],
    ['node $HOME/a.mjs', '$'],
    ['node -p "%PATH%"', '%'],
    ['rm -rf dist', 'rm -rf dist'],
    ['NODE_ENV=test jest', 'NODE_ENV=test jest'],
    ['node a.mjs; node b.mjs', ';'],
    ['node a.mjs > b.txt', '>'],
  ])('%s: %s', (script, problem) => {
    const found = portabilityProblem(script);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(problem);
  });
});

describe.each(['package.json', 'output/sandbox/package.json'])('the scripts of %s', (path) => {
  const { scripts } = JSON.parse(read(path)) as PackageJson;

  it.each(Object.entries(scripts))('%s runs in every shell: %s', (_name, script) => {
    expect(portabilityProblem(script)).toBeUndefined();
  });
});

describe('npm run', () => {
  /** Those for one system, or which install tools of their own. */
  const MAKE_ALONE = [
    ...['help', 'propose', 'audit', 'browser', 'hostile', 'kills', 'long', 'newer', 'runtimes'],
    ...['corpus', 'directory', 'fidelity', 'upgrade', 'oasdiff', 'lies', 'conformance', 'fuzz'],
    ...['bench', 'bundlers', 'consumers', 'forges', 'processes', 'stranger'],
  ];

  it('has a script for each other target of make', () => {
    const targets = [...read('Makefile').matchAll(/^([a-z]+):.*## /gm)].map(
      ([, name = '']) => name,
    );
    const others = targets.filter((name) => !MAKE_ALONE.includes(name));
    expect(others.length).toBeGreaterThan(8);
    expect(others.filter((name) => !(name in packageJson.scripts))).toEqual([]);
  });
});
