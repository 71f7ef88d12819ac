import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOCUMENTS } from './documents.mjs';
import { importCost } from './import-cost.mjs';
import { newerNode } from './newer-node.mjs';
import { oneRun } from './one-run.mjs';
import { callCost, clientCost, compiled, imported, linkModules, sizeOf } from './output-cost.mjs';
import { work } from './packages.mjs';
import { plotOf } from './plot.mjs';
import { errorOf, speedOf } from './readings.mjs';
import { pageOf, titleOf } from './results.mjs';
import { OURS, TOOLS } from './tools.mjs';

/**
 * Measures this generator beside others on the same documents, in one run, and writes RESULTS.md and results.svg.
 * Ends with 1 when ours could not be measured; a peer that fails is told in the results.
 *
 * Usage: side-by-side.mjs [rounds]; three when left out.
 */

const told = (text) => process.stderr.write(`${text}\n`);

function roundsAsked(word = '3') {
  const rounds = Number(word);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new Error(`Rounds are a whole number above 0, not "${word}"`);
}

/**
 * The tool with the Node that runs it: this one, or the newest there is when the tool declares a Node (`engines`) and
 * fails on this one. The trial, on the smallest document, also brings the programs into the system's cache of files.
 */
async function withNode(tool) {
  const here = { ...tool, node: process.execPath, nodeVersion: process.version };
  const trial = async (candidate) => {
    const { out, error } = await oneRun(candidate, DOCUMENTS[0].path);
    rmSync(out, { recursive: true, force: true });
    return error;
  };
  const error = await trial(here);
  if (error === undefined) return here;
  const newer = tool.engine === undefined ? undefined : newerNode();
  if (newer === undefined) return here;
  told(`${tool.name} fails on Node ${process.version} (${error}); Node ${newer.version} is tried`);
  const there = { ...tool, node: newer.program, nodeVersion: newer.version };
  return (await trial(there)) === undefined ? there : here;
}

/** One turn of each in every round; whoever begins is another each time, so that no place favours one. */
const turned = (list, round) => list.map((_, at) => list[(at + round) % list.length]);

/** Every tool on every document, round by round. @returns Readings; `folders` are the outputs of the last round. */
async function generations(tools, rounds) {
  const readings = [];
  const folders = new Map();
  for (let round = 0; round < rounds; round += 1)
    for (const document of DOCUMENTS)
      for (const tool of turned(tools, round)) {
        const { out, ...values } = await oneRun(tool, document.path);
        const what = values.error ?? `${values.seconds.toFixed(2)} s`;
        told(`round ${round + 1} of ${rounds}, ${document.name}, ${tool.name}: ${what}`);
        readings.push({ round, document: document.name, tool: tool.name, ...values });
        const last = round === rounds - 1 && values.error === undefined;
        if (last) folders.set(`${document.name} ${tool.name}`, { document, tool, folder: out });
        else rmSync(out, { recursive: true, force: true });
      }
  return { readings, outputs: [...folders.values()] };
}

/** The compiler on every output, round by round. @param how `compiled`, or `imported`. */
function compilations(outputs, rounds, how) {
  const readings = [];
  for (let round = 0; round < rounds; round += 1)
    for (const { document, tool, folder } of turned(outputs, round)) {
      const values = how(folder, tool.entry);
      const what = values.error ?? `${values.seconds.toFixed(2)} s of CPU, ${values.errors} errors`;
      told(
        `round ${round + 1} of ${rounds}, tsc, ${how.name}, ${document.name}, ${tool.name}: ${what}`,
      );
      readings.push({ round, document: document.name, tool: tool.name, ...values });
    }
  return readings;
}

/** The compiler's time on a file without a word. */
function emptyCompilation() {
  const folder = join(work, 'empty');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'empty.ts'), 'export {};\n');
  return compiled(folder).seconds;
}

const largestOf = (outputs) =>
  outputs.filter(({ document }) => document.name === DOCUMENTS.at(-1).name);

async function outputCosts(outputs) {
  const costs = [];
  for (const { document, tool, folder } of outputs) {
    const call = await callCost(tool, document, folder);
    costs.push({ document: document.name, tool: tool.name, ...sizeOf(folder), call });
  }
  return costs;
}

async function clientCosts() {
  const costs = [];
  for (const document of DOCUMENTS)
    costs.push({ document: document.name, ...(await clientCost(document)) });
  return costs;
}

const importCosts = (outputs) =>
  outputs
    .filter(({ document, tool }) => document.name === 'sandbox' && tool.call)
    .map(({ tool, folder }) => ({ tool: tool.name, ...importCost(folder, tool.entry) }));

async function measured(rounds) {
  const tools = [];
  for (const tool of TOOLS) tools.push(await withNode(tool));
  const { readings, outputs } = await generations(tools, rounds);
  linkModules();
  // The first run of the compiler finds nothing in the system's cache of files: that of the empty file, which is timed again.
  emptyCompilation();
  return {
    rounds,
    tools,
    documents: DOCUMENTS,
    speeds: readings,
    emptyCompilation: emptyCompilation(),
    compilations: compilations(outputs, rounds, compiled),
    importing: compilations(largestOf(outputs), rounds, imported),
    outputs: await outputCosts(outputs),
    clients: await clientCosts(),
    imports: importCosts(outputs),
  };
}

/** What of ours could not be measured, a line each. */
function failuresOfOurs({ speeds, compilations, importing, outputs, clients, imports }) {
  const ours = ({ tool }) => tool === OURS;
  const costs = [
    ...outputs.filter(ours).map(({ call }) => call),
    ...clients,
    ...imports.filter(ours),
  ];
  return [
    ...DOCUMENTS.flatMap(({ name }) => [speeds, compilations].map((of) => errorOf(of, name, OURS))),
    ...importing.filter(ours).map(({ error }) => error),
    ...costs.map(({ error }) => error),
  ].filter((error) => error !== undefined);
}

const written = (name, text) => writeFileSync(fileURLToPath(new URL(name, import.meta.url)), text);

try {
  const results = await measured(roundsAsked(process.argv[2]));
  const page = pageOf(results);
  const panelOf = (document) => ({
    title: titleOf(document),
    rows: speedOf(results.speeds, document.name, results.tools),
  });
  written('RESULTS.md', page);
  written('results.svg', plotOf(DOCUMENTS.map(panelOf)));
  console.log(page);
  const failures = failuresOfOurs(results);
  for (const failure of failures) told(`ours could not be measured: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
