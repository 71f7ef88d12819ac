// `npm run build`: compiles the program into dist/, beside the runtime of packages, with which the program itself calls an
// API, and the files of Swagger UI that the sandbox serves.
// With --if-changed only if a source is newer than dist/.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
/** Written last, so that an interrupted build is repeated. */
const STAMP = join(DIST, '.built');
/** What the page loads, with the license. */
const SWAGGER_UI = [
  'LICENSE',
  'NOTICE',
  'favicon-16x16.png',
  'favicon-32x32.png',
  'index.css',
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'swagger-ui-standalone-preset.js',
  'swagger-ui-standalone-preset.js.LICENSE.txt',
  'swagger-ui.css',
];

if (!process.argv.includes('--if-changed') || isOutdated()) build();

function isOutdated() {
  if (!existsSync(STAMP)) return true;
  const built = statSync(STAMP).mtimeMs;
  const inputs = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) =>
    join(ROOT, name),
  );
  const sources = ['generator', 'templates/runtime']
    .flatMap((folder) => filesIn(join(ROOT, folder)))
    .filter((path) => path.endsWith('.ts'));
  return [...inputs, ...sources].some((path) => statSync(path).mtimeMs > built);
}

function build() {
  rmSync(DIST, { recursive: true, force: true });
  // The program imports the declarations of the runtime.
  compile('templates/runtime/tsconfig.program.json');
  compile('tsconfig.build.json');
  const ui = dirname(require.resolve('swagger-ui-dist/package.json'));
  for (const name of SWAGGER_UI) cpSync(join(ui, name), join(DIST, 'swagger-ui', name));
  removeUnusedDeclarations();
  writeFileSync(STAMP, '');
}

function compile(project) {
  const compiler = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', project], { cwd: ROOT, stdio: 'inherit' });
}

/** Only the declarations that the library's own refer to are of use to its users; those of the runtime, to the next build. */
function removeUnusedDeclarations() {
  const used = new Set([join(DIST, 'index.d.ts')]);
  for (const path of used)
    for (const [, specifier] of readFileSync(path, 'utf8').matchAll(
      /(?:from |import\()["'](\.[^"']*)\.js["']/g,
    ))
      used.add(resolve(dirname(path), `${specifier}.d.ts`));
  const runtime = join(DIST, 'runtime') + sep;
  for (const path of filesIn(DIST))
    if (path.endsWith('.d.ts') && !used.has(path) && !path.startsWith(runtime)) rmSync(path);
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return entry.name === 'node_modules' || path === join(ROOT, 'generator', 'checks')
      ? []
      : filesIn(path);
  });
}
