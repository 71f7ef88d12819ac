import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { IMPORTS } from './import-cost.mjs';
import { compareSpeed, getError, getMedian, getRatio, VARIANTS } from './measurements.mjs';
import { CAN_MEASURE_MEMORY } from './one-run.mjs';
import { TYPESCRIPT } from './output-cost.mjs';
import { OURS } from './tools.mjs';

/** Formats the results of one run as Markdown. */

const NONE = '–';
export const number = (value, digits = 0) =>
  value === undefined
    ? NONE
    : value.toLocaleString('en-US', {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
const megabytes = (bytes) => (bytes === undefined ? NONE : number(bytes / 1e6));
const ratio = (value) => (value === undefined ? NONE : `${number(value, 2)}×`);
const formatError = (error) => `failed: ${error.replaceAll('|', '\\|').replaceAll('`', "'")}`;
export const formatName = (name) => (name.startsWith(OURS) ? `**${name}**` : name);

/** A table with all columns except the first aligned to the right. */
export function table(head, rows, right = true) {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((row) => row[at].length)));
  const isRight = (at) => right && at > 0;
  const line = (row) =>
    `| ${row.map((cell, at) => (isRight(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`;
  const rule = widths.map((width, at) =>
    isRight(at) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

export function describeMachine() {
  const [{ model }, ...others] = cpus();
  const memory = `${number(totalmem() / 2 ** 30)} GiB`;
  return `${model}, ${others.length + 1} cores, ${memory} of memory, ${type()} ${release()}, Node ${process.version}`;
}

const formatTools = (tools) =>
  table(
    ['tool', 'version', 'ran on Node', 'writes'],
    tools.map(({ name, version, nodeVersion, writes }) => [
      formatName(name),
      version,
      nodeVersion,
      writes,
    ]),
    false,
  );

/** The document's name and size. */
export const formatTitle = ({ name, bytes }) =>
  `${name}, ${bytes < 1e6 ? `${number(bytes / 1e3)} kB` : `${number(bytes / 1e6, 1)} MB`}`;

/** Ours with and without changes, and each peer as it is and with its output formatted. */
const listVariants = (tools) =>
  tools.flatMap(({ name }) =>
    name === OURS
      ? [name, name + VARIANTS.unchanged, name + VARIANTS.oneSchema]
      : [name, name + VARIANTS.formatted],
  );

const formatSpeed = (measurements, document, tools) =>
  table(
    ['tool', 'wall s', 'times ours', 'peak MB', 'times ours'],
    compareSpeed(measurements, document.name, listVariants(tools)).map(({ name, error, ...row }) =>
      error === undefined
        ? [
            formatName(name),
            number(row.seconds, 2),
            ratio(row.times),
            megabytes(row.bytes),
            ratio(row.timesMemory),
          ]
        : [formatName(name), formatError(error), NONE, NONE, NONE],
    ),
  );

/** The targets with what was measured. */
export const formatTargets = (targets) =>
  table(
    ['target', 'document', 'below', 'measured', 'met'],
    targets.map(({ document, target, value, limit, unit, isMet }) => [
      target,
      document,
      `${limit} ${unit}`,
      value === undefined ? NONE : `${number(value, 2)} ${unit}`,
      isMet ? 'yes' : '**no**',
    ]),
  );

/** A cell with a result, its error, or nothing. */
const formatResult = (result, format) => {
  if (result === undefined) return NONE;
  return result.error === undefined ? format(result) : formatError(result.error);
};

/** Of one tool: the size of its output, the compiler's time, and the bytes of a call. */
function createOutputRow(results, document, { name }) {
  const output = results.outputs.find((one) => one.document === document.name && one.tool === name);
  if (output === undefined) return [formatName(name), NONE, NONE, NONE, NONE, NONE, NONE];
  const source = [results.compilations, document.name, name];
  const error = getError(...source);
  const errors = number(getMedian(...source, 'errors'));
  const unchecked = results.compilations.some(
    (one) => one.document === document.name && one.tool === name && one.unchecked,
  );
  return [
    formatName(name),
    number(output.files),
    number(output.lines),
    error === undefined ? number(getMedian(...source, 'seconds'), 2) : formatError(error),
    unchecked ? NONE : ratio(getRatio(...source, OURS, 'seconds')),
    unchecked ? `${errors} syntax errors` : errors,
    formatResult(output.call, ({ bytes }) => number(bytes)),
  ];
}

function formatOutputs(results, document) {
  const client = results.clients.find((one) => one.document === document.name);
  const head = [
    'tool',
    'files',
    'lines',
    'tsc CPU s',
    'times ours',
    'tsc errors',
    `bytes of ${document.operation}`,
  ];
  const clientRow = [
    'ours, as a client',
    NONE,
    NONE,
    NONE,
    NONE,
    NONE,
    formatResult(client, ({ bytes }) => number(bytes)),
  ];
  const [ours, ...peers] = results.tools.map((tool) => createOutputRow(results, document, tool));
  return table(head, [ours, clientRow, ...peers]);
}

function formatImporting({ importing, documents, tools }) {
  const document = documents.at(-1).name;
  const rows = tools.map(({ name }) => {
    const source = [importing, document, name];
    const error = getError(...source);
    if (error !== undefined) return [formatName(name), formatError(error), NONE];
    return [
      formatName(name),
      number(getMedian(...source, 'seconds'), 2),
      ratio(getRatio(...source, OURS, 'seconds')),
    ];
  });
  return table(['tool', 'tsc CPU s', 'times ours'], rows);
}

const formatImports = (imports) =>
  table(
    ['tool', 'ms'],
    imports.map(({ tool, ...result }) => [
      formatName(tool),
      formatResult(result, ({ milliseconds }) => number(milliseconds, 1)),
    ]),
  );

/** The heading of the last section, which `calls.mjs` writes. */
export const CALLS_TITLE = '## Calls at run time';

const RESULTS = new URL('RESULTS.md', import.meta.url);

/** Writes the page and keeps the section of the calls, or writes that section and keeps the page. */
export function writeResults({ page, calls }) {
  const [oldPage, oldCalls = ''] = readFileSync(RESULTS, 'utf8').split(`\n${CALLS_TITLE}\n`);
  const section = calls ?? `${CALLS_TITLE}\n${oldCalls}`;
  writeFileSync(RESULTS, `${(page ?? oldPage).trimEnd()}\n\n${section.trimEnd()}\n`);
}

/**
 * @param results What `side-by-side.mjs` gathers: `rounds`, `tools`, `documents`, and the readings by kind.
 * @returns The page.
 */
export function formatPage(results) {
  const { rounds, tools, documents, speeds, targets } = results;
  const memory = CAN_MEASURE_MEMORY
    ? 'Peak MB is the maximum resident memory of the process and its descendants, measured every 50 ms.'
    : 'Memory was not measured: this system has no /proc.';
  return `# Comparison with other generators

Written by \`make bench\` (\`side-by-side.mjs\`) from the measurements of one run with ${rounds} ${rounds === 1 ? 'round' : 'rounds'} on
${describeMachine()}.

${formatTools(tools)}

![Wall seconds of a generation, by document and tool](results.svg)

## Time and memory of a generation

Each run is a process of its own that writes into an empty folder. In each round, every tool runs on a document before the next
document. Values are medians. "Times ours" is the median of the ratios within each round, whose runs were shortly after each other:
above 1, the tool needed more than ours. ${memory}

Ours is also run again into the same folder: with nothing changed, and with one property of one schema changed. The output of each
peer is also formatted by prettier, in a second process whose time is added; the memory is that of the larger process.

${documents.map((document) => `### ${formatTitle(document)}\n\n${formatSpeed(speeds, document, tools)}`).join('\n\n')}

## Targets

Ratios are medians of the ratios within each round. A peer that fails on a document is not compared there.

${formatTargets(targets)}

## Size and type-checking of the output

Files and lines are those of TypeScript. \`tsc\` ${TYPESCRIPT} checks them with \`--noEmit --strict --skipLibCheck\`; its CPU seconds, user and
system, are medians of ${rounds}, and include the ${number(results.emptyCompilation, 2)} s that it needs for an empty file. Where all errors are syntax errors it
checks no types, and its time is not compared. The bytes of a call are those of a program with this one call, bundled and minified
by esbuild, and gzipped. "Ours, as a client" is our client for that operation, with the authentication, retries, rate limit and
errors that our functions do not contain.

${documents.map((document) => `### ${document.name}\n\n${formatOutputs(results, document)}`).join('\n\n')}

### Compiling a program that imports ${documents.at(-1).name}

An output is compiled once to declarations (\`.d.ts\`). For a program that imports it, the compiler reads these and, with
\`--skipLibCheck\`, does not check them. CPU seconds for a program that does nothing else, medians of ${rounds}.

${formatImporting(results)}

## Importing the client at run time

The sandbox's package, each file compiled to CommonJS by tsc: wall milliseconds of the import, in a process that does nothing else,
medians of ${IMPORTS}.

${formatImports(results.imports)}
`;
}
