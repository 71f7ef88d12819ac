// Runs jsdom-suite.cjs with jest-environment-jsdom, against the package as an application has it in node_modules.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const JEST = fileURLToPath(new URL('../../../node_modules/jest/bin/jest.js', import.meta.url));

/** @param folder Has `name` in its node_modules. @returns Results like those of the other runtimes. */
export async function runJsdom(folder, name) {
  const work = join(folder, 'jsdom');
  mkdirSync(work);
  copyFileSync(join(HERE, 'injected-fetch-suite.cjs'), join(work, 'injected-fetch-suite.cjs'));
  const suite = readFileSync(join(HERE, 'jsdom-suite.cjs'), 'utf8').replaceAll("'SDK", `'${name}`);
  writeFileSync(join(work, 'jsdom-suite.cjs'), suite);
  const config = {
    rootDir: work,
    testEnvironment: require.resolve('jest-environment-jsdom'),
    testMatch: ['**/jsdom-suite.cjs'],
    transform: {},
  };
  const outputFile = join(work, 'results.json');
  const words = ['--config', JSON.stringify(config), '--json', '--outputFile', outputFile];
  // It ends with 1 when a test fails; the results say which.
  const output = await run(process.execPath, [JEST, ...words], { cwd: work }).catch(
    (error) => error,
  );
  const [file] = JSON.parse(readFileSync(outputFile, 'utf8')).testResults;
  if (file.assertionResults.length === 0) throw new Error(`${file.message}\n${output.stderr}`);
  return file.assertionResults.map(({ title, status, failureMessages }) => ({
    runtime: 'jsdom',
    file: 'jsdom-suite.cjs',
    title,
    ...(status !== 'passed' && { failure: failureMessages.join('\n') || status }),
  }));
}
