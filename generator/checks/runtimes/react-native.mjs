// Bundles an application with Metro, as React Native does, and runs the bundle in Hermes, its engine, with the globals of React Native.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import Metro from 'metro';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const MODULES = join(HERE, 'node_modules');
const APP = ['react-native-app.cjs', 'react-native-globals.cjs', 'injected-fetch-suite.cjs'];
/** Programs for x64 only. The last release that can run a program by itself, and today's compiler. */
const HERMES = join(MODULES, 'hermes-engine-cli', 'linux64-bin', 'hermes');
const COMPILER = join(MODULES, 'hermes-compiler', 'hermesc', 'linux64-bin', 'hermesc');

async function bundle(work, folder, name) {
  for (const file of APP) {
    const text = readFileSync(join(HERE, file), 'utf8').replaceAll("'SDK", `'${name}`);
    writeFileSync(join(work, file.replace('.cjs', '.js')), text.replaceAll(".cjs'", ".js'"));
  }
  const preset = require.resolve('@react-native/babel-preset');
  writeFileSync(
    join(work, 'babel.config.js'),
    `module.exports = { presets: [${JSON.stringify(preset)}] };`,
  );
  writeFileSync(join(work, 'package.json'), '{ "private": true }');
  const config = await Metro.loadConfig(
    { cwd: work, config: undefined },
    {
      projectRoot: work,
      watchFolders: [work, join(folder, 'node_modules'), MODULES],
      maxWorkers: 1,
      cacheStores: [],
      reporter: { update: () => undefined },
      resolver: {
        useWatchman: false,
        nodeModulesPaths: [join(folder, 'node_modules'), MODULES],
        // As React Native sets it.
        unstable_conditionNames: ['react-native'],
      },
      transformer: {
        babelTransformerPath: require.resolve('metro-babel-transformer'),
      },
    },
  );
  const out = join(work, 'bundle.js');
  await Metro.runBuild(config, {
    entry: join(work, 'react-native-app.js'),
    out,
    dev: false,
    minify: false,
    platform: 'ios',
  });
  return out;
}

/** Runs the bundle in a context that has the language alone; where Hermes has no program, it is all there is. */
function runInNode(path) {
  return new Promise((resolve) => {
    const context = createContext({ setTimeout, print: resolve });
    runInContext(readFileSync(path, 'utf8'), context, { filename: path });
  });
}

async function runInHermes(path) {
  const { stdout } = await run(HERMES, ['-w', '-Xmicrotask-queue', path], { maxBuffer: 2 ** 26 });
  return stdout.trim();
}

/** @param folder Has `name` in its node_modules. @returns Results like those of the other runtimes. */
export async function runReactNative(folder, name) {
  const work = join(folder, 'react-native');
  mkdirSync(work);
  const path = await bundle(work, folder, name);
  const result = (runtime) => (one) => ({ runtime, file: 'react-native-app.cjs', ...one });
  const inNode = JSON.parse(await runInNode(path)).map(result('react-native'));
  if (process.platform !== 'linux' || process.arch !== 'x64') return inNode;
  const inHermes = JSON.parse(await runInHermes(path)).map(result('hermes'));
  const compiled = await run(COMPILER, ['-emit-binary', '-out', `${path}.hbc`, path]).then(
    () => undefined,
    (error) => error.stderr,
  );
  const title = 'is compiled by the Hermes of today';
  return [...inNode, ...inHermes, result('hermes')({ title, failure: compiled })];
}
