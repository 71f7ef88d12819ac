import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOCUMENTS } from './documents.mjs';
import { measureImport } from './import-cost.mjs';
import { checkTargets, compareSpeed, getError, VARIANTS } from './measurements.mjs';
import { createOutputFolder, measureRun } from './one-run.mjs';
import {
  countLines,
  linkModules,
  measureCall,
  measureClient,
  measureImporting,
  typeCheck,
} from './output-cost.mjs';
import { work } from './packages.mjs';
import { plotSpeed } from './plot.mjs';
import { formatPage, formatTargets, formatTitle, writeResults as writePage } from './results.mjs';
import { findNewerNode, OURS, TOOLS } from './tools.mjs';

/**
 * Compares this generator with others on the same documents, in one run, and writes RESULTS.md and results.svg. Ends with 1 when
 * a target is missed, or when ours could not be measured; a peer that fails is reported in the results.
 *
 * Usage: side-by-side.mjs [rounds] [document ...]; three rounds and all documents by default. With chosen documents nothing is
 * written: the results are only printed.
 */

const PRETTIER = createRequire(new URL('../../../package.json', import.meta.url)).resolve(
  'prettier/bin/prettier.cjs',
);

const log = (text) => process.stderr.write(`${text}\n`);

function parseRounds(argument) {
  const rounds = Number(argument || 3);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new Error(`The number of rounds must be an integer above 0, not "${argument}"`);
}

function selectDocuments(names) {
  for (const name of names)
    if (!DOCUMENTS.some((document) => document.name === name))
      throw new Error(`There is no document "${name}"`);
  return DOCUMENTS.filter(({ name }) => names.length === 0 || names.includes(name));
}

/**
 * Adds the Node that runs the tool: this one, or the newest one present if the tool declares a Node (`engines`) and fails on this
 * one. The trial, on the smallest document, also loads the programs into the system's file cache.
 */
async function addNode(tool) {
  const current = { ...tool, node: process.execPath, nodeVersion: process.version };
  const tryOut = async ({ node, getArguments }) => {
    const out = createOutputFolder();
    const { error } = await measureRun(node, getArguments(DOCUMENTS[0].path, out), out);
    rmSync(out, { recursive: true, force: true });
    return error;
  };
  const error = await tryOut(current);
  if (error === undefined) return current;
  const newer = tool.engine === undefined ? undefined : findNewerNode();
  if (newer === undefined) return current;
  log(`${tool.name} fails on Node ${process.version} (${error}); trying Node ${newer.version}`);
  const other = { ...tool, node: newer.program, nodeVersion: newer.version };
  return (await tryOut(other)) === undefined ? other : current;
}

/** The list starting at another item in each round, so that the order favours none. */
const rotate = (list, round) => list.map((_, at) => list[(at + round) % list.length]);

/** @returns The document with another type for one property of one schema: the first that is a plain string. */
function changeOneProperty(text) {
  const document = JSON.parse(text);
  for (const { properties = {} } of Object.values(document.components.schemas))
    for (const property of Object.values(properties))
      if (property.type === 'string' && !property.enum && !property.format) {
        property.type = 'boolean';
        return JSON.stringify(document);
      }
  throw new Error('No schema has a property that is a plain string');
}

/** Measures ours in an empty folder, again into the same folder, and with a document of which one schema changed. */
async function* measureOurs({ node, getArguments }, document, out) {
  const text = readFileSync(document.path, 'utf8');
  const path = join(mkdtempSync(join(work, 'document-')), 'document.json');
  writeFileSync(path, text);
  const folder = createOutputFolder();
  const measure = () => measureRun(node, getArguments(path, folder), folder);
  yield [OURS, await measure()];
  cpSync(folder, out, { recursive: true });
  yield [OURS + VARIANTS.unchanged, await measure()];
  writeFileSync(path, changeOneProperty(text));
  yield [OURS + VARIANTS.oneSchema, await measure()];
  rmSync(folder, { recursive: true, force: true });
}

/** Measures a peer, and the peer together with prettier, each a process of its own. */
async function* measurePeer({ name, node, getArguments }, document, out) {
  const plain = await measureRun(node, getArguments(document.path, out), out);
  yield [name, plain];
  if (plain.error !== undefined) {
    yield [name + VARIANTS.formatted, plain];
    return;
  }
  const folder = createOutputFolder();
  cpSync(out, folder, { recursive: true });
  const args = [PRETTIER, '--write', '--no-config', '--log-level', 'warn', `${folder}/**/*.ts`];
  const { error, seconds, bytes } = await measureRun(process.execPath, args, folder);
  rmSync(folder, { recursive: true, force: true });
  yield [
    name + VARIANTS.formatted,
    error === undefined
      ? { seconds: plain.seconds + seconds, bytes: bytes && Math.max(plain.bytes, bytes) }
      : { error },
  ];
}

/** Runs every tool on every document, round by round. @returns Measurements, and the outputs of the last round. */
async function measureGenerations(tools, documents, rounds) {
  const measurements = [];
  const outputs = [];
  for (let round = 0; round < rounds; round += 1)
    for (const document of documents)
      for (const tool of rotate(tools, round)) {
        const out = createOutputFolder();
        const measure = tool.name === OURS ? measureOurs : measurePeer;
        let isComplete = true;
        for await (const [name, values] of measure(tool, document, out)) {
          const what = values.error ?? `${values.seconds.toFixed(2)} s`;
          log(`round ${round + 1} of ${rounds}, ${document.name}, ${name}: ${what}`);
          measurements.push({ round, document: document.name, tool: name, ...values });
          if (name === tool.name && values.error !== undefined) isComplete = false;
        }
        if (round === rounds - 1 && isComplete) outputs.push({ document, tool, folder: out });
        else rmSync(out, { recursive: true, force: true });
      }
  return { measurements, outputs };
}

/** Compiles every output, round by round. @param compile `typeCheck` or `measureImporting`. */
function measureCompilations(outputs, rounds, compile) {
  const measurements = [];
  for (let round = 0; round < rounds; round += 1)
    for (const { document, tool, folder } of rotate(outputs, round)) {
      const values = compile(folder, tool.entry);
      const what = values.error ?? `${values.seconds.toFixed(2)} s of CPU, ${values.errors} errors`;
      log(
        `round ${round + 1} of ${rounds}, tsc, ${compile.name}, ${document.name}, ${tool.name}: ${what}`,
      );
      measurements.push({ round, document: document.name, tool: tool.name, ...values });
    }
  return measurements;
}

/** The compiler's time on an empty module. */
function measureEmptyCompilation() {
  const folder = join(work, 'empty');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'empty.ts'), 'export {};\n');
  return typeCheck(folder).seconds;
}

async function measureOutputs(outputs) {
  const costs = [];
  for (const { document, tool, folder } of outputs) {
    const call = await measureCall(tool, document, folder);
    costs.push({ document: document.name, tool: tool.name, ...countLines(folder), call });
  }
  return costs;
}

async function measureClients(documents) {
  const costs = [];
  for (const document of documents)
    costs.push({ document: document.name, ...(await measureClient(document)) });
  return costs;
}

const measureImports = (outputs) =>
  outputs
    .filter(({ document, tool }) => document.name === 'sandbox' && tool.call)
    .map(({ tool, folder }) => ({ tool: tool.name, ...measureImport(folder, tool.entry) }));

async function measureAll(documents, rounds) {
  const tools = [];
  for (const tool of TOOLS) tools.push(await addNode(tool));
  const { measurements, outputs } = await measureGenerations(tools, documents, rounds);
  linkModules();
  // The first run of the compiler loads it into the system's file cache, so it does not count.
  measureEmptyCompilation();
  const largest = outputs.filter(({ document }) => document === documents.at(-1));
  return {
    rounds,
    tools,
    documents,
    speeds: measurements,
    targets: checkTargets(measurements, documents, tools),
    emptyCompilation: measureEmptyCompilation(),
    compilations: measureCompilations(outputs, rounds, typeCheck),
    importing: measureCompilations(largest, rounds, measureImporting),
    outputs: await measureOutputs(outputs),
    clients: await measureClients(documents),
    imports: measureImports(outputs),
  };
}

/** What of ours could not be measured, as lines. */
function listOwnErrors(results) {
  const { documents, speeds, compilations, importing, outputs, clients, imports } = results;
  const isOurs = ({ tool }) => tool === OURS;
  const costs = [
    ...outputs.filter(isOurs).map(({ call }) => call),
    ...clients,
    ...imports.filter(isOurs),
  ];
  const names = [OURS, OURS + VARIANTS.unchanged, OURS + VARIANTS.oneSchema];
  return [
    ...documents.flatMap(({ name }) => [
      ...names.map((tool) => getError(speeds, name, tool)),
      getError(compilations, name, OURS),
    ]),
    ...importing.filter(isOurs).map(({ error }) => error),
    ...costs.map(({ error }) => error),
  ].filter((error) => error !== undefined);
}

function writeResults(results, page) {
  const createPanel = (document) => ({
    title: formatTitle(document),
    rows: compareSpeed(
      results.speeds,
      document.name,
      results.tools.map(({ name }) => name),
    ),
  });
  writePage({ page });
  const svg = fileURLToPath(new URL('results.svg', import.meta.url));
  writeFileSync(svg, plotSpeed(results.documents.map(createPanel)));
}

try {
  const [rounds, ...names] = process.argv.slice(2);
  const results = await measureAll(selectDocuments(names), parseRounds(rounds));
  const page = formatPage(results);
  if (names.length === 0) writeResults(results, page);
  console.log(page);
  const errors = listOwnErrors(results);
  for (const error of errors) log(`ours could not be measured: ${error}`);
  const missed = results.targets.filter(({ isMet }) => !isMet);
  if (missed.length > 0) log(`Missed targets:\n${formatTargets(missed)}`);
  if (errors.length + missed.length > 0) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
