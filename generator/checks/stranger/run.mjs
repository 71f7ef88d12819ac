// `make stranger`: installs the packed generator into an empty folder, as somebody does who has an API, runs three commands and then
// what they print, word for word; runs the printed program as CommonJS, in a page of Vite and in a route of Next.js; and asks the
// stand-in's API as an assistant does, from its packed package.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tryAssistant } from './assistant.mjs';
import { openPage } from './page.mjs';
import { readNextCommand, readSteps, toCommonJs, toRoute } from './printed-steps.mjs';
import { run, startSandbox, startServer } from './processes.mjs';

const CHECKS = fileURLToPath(new URL('..', import.meta.url));
const ROOT = join(CHECKS, '..', '..');
const SPECS = join(ROOT, '..', 'shared', 'specs');
/** Where Vite and Next.js are found. */
const BUNDLERS = join(CHECKS, 'bundlers');
const APPLICATIONS = join(BUNDLERS, 'build', 'stranger');
const VITE = join(BUNDLERS, 'node_modules', 'vite', 'bin', 'vite.js');
const NEXT = join(BUNDLERS, 'node_modules', 'next', 'dist', 'bin', 'next');

const work = mkdtempSync(join(tmpdir(), 'sdkgen-stranger-'));

/** Parts of the paths of documents: `sandbox` is the stand-in. */
const wanted = process.argv.slice(2);

const DOCUMENTS = [
  join(ROOT, 'fixtures', 'sandbox', 'swagger.json'),
  ...['radarr-v3.json', 'hrm-31.json', 'billit-v2.json'].map((name) => join(SPECS, name)),
]
  .filter((path) => existsSync(path))
  .filter((path) => wanted.length === 0 || wanted.some((name) => path.includes(name)));

function write(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function packGenerator() {
  await run(ROOT, `npm pack --ignore-scripts --pack-destination "${work}"`);
  return join(
    work,
    readdirSync(work).find((name) => name.endsWith('.tgz')),
  );
}

/** From nothing to an answer. @returns the folder, what was printed, and the seconds it took. */
async function beStranger(name, document, tarball) {
  const folder = join(work, name);
  mkdirSync(folder);
  copyFileSync(document, join(folder, `${name}.json`));
  const start = performance.now();
  await run(folder, `npm install --save-dev "${tarball}"`);
  const initiated = await run(folder, `npx optimum-sdkgen init ${name}.json --yes`);
  const generated = await run(folder, readNextCommand(initiated));
  const steps = readSteps(generated);
  await run(folder, steps.install);
  write(folder, { 'try.mjs': steps.program.join('\n') });
  const sandbox = await startSandbox(folder, steps.sandbox);
  try {
    const answer = await run(folder, steps.run);
    if (answer.trim() === '') throw new Error(`${name}: ${steps.run} printed nothing.`);
    const seconds = (performance.now() - start) / 1000;
    write(folder, { 'try.cjs': toCommonJs(steps.program) });
    const same = await run(folder, 'node try.cjs');
    if (same !== answer) throw new Error(`${name}: as CommonJS it printed ${same} for ${answer}`);
    await tryPage(name, folder, steps);
    return { name, folder, steps, seconds };
  } finally {
    await sandbox.stop();
  }
}

/** A folder of an application, with the generated package as its dependency. */
async function createApplication(name, packages) {
  const folder = join(APPLICATIONS, name);
  write(folder, { 'package.json': '{ "private": true }\n' });
  await run(
    folder,
    `npm install --install-links --offline ${packages.map((path) => `"${path}"`).join(' ')}`,
  );
  return folder;
}

/** `npm install ./output/production` names the package's folder. */
const packageFolder = ({ folder, steps }) =>
  join(folder, steps.install.replace(/^npm install /, '').replaceAll('"', ''));

/** The page calls the sandbox from another origin. */
async function tryPage(name, folder, steps) {
  const application = await createApplication(`vite-${name}`, [packageFolder({ folder, steps })]);
  write(application, {
    'index.html':
      '<!doctype html><title>Stranger</title><script type="module" src="/try.mjs"></script>\n',
    'try.mjs': steps.program.join('\n'),
  });
  await run(application, `node "${VITE}" build --logLevel warn`);
  const port = await freePort();
  const server = await startServer(
    application,
    `node "${VITE}" preview --port ${port} --strictPort`,
    `http://localhost:${port}/`,
  );
  try {
    await openPage(`http://localhost:${port}/`);
  } finally {
    await server.stop();
  }
}

/** One application with a route for each API, each called while its sandbox runs. */
async function tryRoutes(strangers) {
  const application = await createApplication('next', strangers.map(packageFolder));
  write(application, {
    'app/layout.jsx': 'export default ({ children }) => <html><body>{children}</body></html>;\n',
    'next.config.mjs':
      'export default { turbopack: { root: import.meta.dirname + "/../../.." } };\n',
    ...Object.fromEntries(
      strangers.map(({ name, steps }) => [`app/${name}/route.js`, toRoute(steps.program)]),
    ),
  });
  await run(application, `node "${NEXT}" build`);
  const port = await freePort();
  const server = await startServer(
    application,
    `node "${NEXT}" start -p ${port}`,
    `http://127.0.0.1:${port}/`,
  );
  try {
    for (const { name, folder, steps } of strangers) {
      const sandbox = await startSandbox(folder, steps.sandbox);
      try {
        const response = await fetch(`http://127.0.0.1:${port}/${name}`);
        const text = await response.text();
        if (response.status !== 200 || text === '')
          throw new Error(`${name}, route: ${response.status} ${text}`);
      } finally {
        await sandbox.stop();
      }
    }
  } finally {
    await server.stop();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

try {
  rmSync(APPLICATIONS, { recursive: true, force: true });
  const tarball = await packGenerator();
  const strangers = [];
  for (const document of DOCUMENTS) {
    const name = document.includes('fixtures') ? 'stand-in' : /([^/\\]+)\.json$/.exec(document)[1];
    const stranger = await beStranger(name, document, tarball);
    strangers.push(stranger);
    console.log(
      `${name.padEnd(12)} ${stranger.seconds.toFixed(1).padStart(6)} s from npm install to the first answer; ES modules, CommonJS, page of Vite`,
    );
  }
  const standIn = strangers.find(({ name }) => name === 'stand-in');
  if (standIn) {
    const seconds = await tryAssistant(standIn, tarball);
    console.log(`assistant    ${seconds.toFixed(1).padStart(6)} s from npx to the first answer`);
  }
  await tryRoutes(strangers);
  console.log(`routes of Next.js: ${strangers.map(({ name }) => name).join(', ')}`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
  if (process.exitCode !== 1) rmSync(APPLICATIONS, { recursive: true, force: true });
}
