import { cpus, release, totalmem, type } from 'node:os';
import { IMPORTS } from './import-cost.mjs';
import { TYPESCRIPT } from './output-cost.mjs';
import { SEES_MEMORY } from './process-tree.mjs';
import { errorOf, medianOf, ratioToOurs, speedOf } from './readings.mjs';
import { OURS } from './tools.mjs';

/** The results as Markdown: nothing but what this run has measured. */

const NONE = '–';
const number = (value, digits = 0) =>
  value === undefined
    ? NONE
    : value.toLocaleString('en-US', {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
const megabytes = (bytes) => (bytes === undefined ? NONE : number(bytes / 1e6));
const ratio = (value) => (value === undefined ? NONE : `${number(value, 2)}×`);
const failed = (error) => `failed: ${error.replaceAll('|', '\\|').replaceAll('`', "'")}`;
const shown = (name) => (name === OURS ? '**ours**' : name);

/** A table whose columns are as wide as their cells; all but the first stand to the right. */
function table(head, rows, right = true) {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((row) => row[at].length)));
  const toRight = (at) => right && at > 0;
  const line = (row) =>
    `| ${row.map((cell, at) => (toRight(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`;
  const rule = widths.map((width, at) =>
    toRight(at) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

function machine() {
  const [{ model }, ...others] = cpus();
  const memory = `${number(totalmem() / 2 ** 30)} GiB`;
  return `${model}, ${others.length + 1} cores, ${memory} of memory, ${type()} ${release()}, Node ${process.version}`;
}

const toolsTable = (tools) =>
  table(
    ['tool', 'version', 'ran on Node', 'writes'],
    tools.map(({ name, version, nodeVersion, writes }) => [
      shown(name),
      version,
      nodeVersion,
      writes,
    ]),
    false,
  );

/** The document's name with its size. */
export const titleOf = ({ name, bytes }) =>
  `${name}, ${bytes < 1e6 ? `${number(bytes / 1e3)} kB` : `${number(bytes / 1e6, 1)} MB`}`;

const speedTable = (readings, document, tools) =>
  table(
    ['tool', 'wall s', 'times ours', 'peak MB', 'times ours'],
    speedOf(readings, document.name, tools).map(({ name, error, ...of }) =>
      error === undefined
        ? [
            shown(name),
            number(of.seconds, 2),
            ratio(of.times),
            megabytes(of.bytes),
            ratio(of.timesMemory),
          ]
        : [shown(name), failed(error), NONE, NONE, NONE],
    ),
  );

/** A cell of what may have failed, or is not there. */
const cost = (of, show) => {
  if (of === undefined) return NONE;
  return of.error === undefined ? show(of) : failed(of.error);
};

/** Of one tool: what it wrote, the compiler's time on it, and a call's bytes. */
function outputRow(results, document, { name }) {
  const output = results.outputs.find((of) => of.document === document.name && of.tool === name);
  if (output === undefined) return [shown(name), NONE, NONE, NONE, NONE, NONE, NONE];
  const of = [results.compilations, document.name, name];
  const error = errorOf(...of);
  const errors = number(medianOf(...of, 'errors'));
  const unchecked = results.compilations.some(
    (reading) => reading.document === document.name && reading.tool === name && reading.unchecked,
  );
  return [
    shown(name),
    number(output.files),
    number(output.lines),
    error === undefined ? number(medianOf(...of, 'seconds'), 2) : failed(error),
    unchecked ? NONE : ratio(ratioToOurs(...of, 'seconds')),
    unchecked ? `${errors} of syntax` : errors,
    cost(output.call, ({ bytes }) => number(bytes)),
  ];
}

function outputTable(results, document) {
  const client = results.clients.find((of) => of.document === document.name);
  const head = [
    'tool',
    'files',
    'lines',
    'tsc CPU s',
    'times ours',
    'tsc errors',
    `bytes of ${document.operation}`,
  ];
  const ofClient = [
    'ours, as a client',
    NONE,
    NONE,
    NONE,
    NONE,
    NONE,
    cost(client, ({ bytes }) => number(bytes)),
  ];
  const [ours, ...peers] = results.tools.map((tool) => outputRow(results, document, tool));
  return table(head, [ours, ofClient, ...peers]);
}

function importingTable({ importing, documents, tools }) {
  const document = documents.at(-1).name;
  const rows = tools.map(({ name }) => {
    const of = [importing, document, name];
    const error = errorOf(...of);
    if (error !== undefined) return [shown(name), failed(error), NONE];
    return [
      shown(name),
      number(medianOf(...of, 'seconds'), 2),
      ratio(ratioToOurs(...of, 'seconds')),
    ];
  });
  return table(['tool', 'tsc CPU s', 'times ours'], rows);
}

const importTable = (imports) =>
  table(
    ['tool', 'ms'],
    imports.map(({ tool, ...of }) => [
      shown(tool),
      cost(of, ({ milliseconds }) => number(milliseconds, 1)),
    ]),
  );

/**
 * @param results What `side-by-side.mjs` gathers: `rounds`, `tools`, `documents`, and the readings by kind.
 * @returns The page.
 */
export function pageOf(results) {
  const { rounds, tools, documents, speeds } = results;
  const memory = SEES_MEMORY
    ? 'Peak MB is the most resident memory of the process and its descendants together, looked at every 50 ms.'
    : 'Memory was not measured: this system has no /proc.';
  return `# Side by side

Written by \`make bench\` (\`side-by-side.mjs\`), from what it measured in one run of ${rounds} ${rounds === 1 ? 'round' : 'rounds'} on
${machine()}.

${toolsTable(tools)}

![Wall seconds of a generation, by document and tool](results.svg)

## A generation

Each run is a process of its own into a fresh folder, and in each round every tool takes its turn on a document before the next
document. Values are medians. "Times ours" is the median of the ratios within each round, whose runs were near each other: above 1, the
tool took more than ours. ${memory}

${documents.map((document) => `### ${titleOf(document)}\n\n${speedTable(speeds, document, tools)}`).join('\n\n')}

## What the output costs its user

Files and lines are those of TypeScript. \`tsc\` ${TYPESCRIPT} checks them with \`--noEmit --strict --skipLibCheck\`; its CPU seconds, user and
system, are medians of ${rounds}, and hold the ${number(results.emptyCompilation, 2)} s that it takes on an empty file. Where all errors are of syntax it checks no types,
and its time is not compared. A call's bytes are a program that makes this one call, bundled and minified by esbuild, and gzipped.
"Ours, as a client" is our client for that operation, with the authentication, retries, limiter and errors that our functions leave out.

${documents.map((document) => `### ${document.name}\n\n${outputTable(results, document)}`).join('\n\n')}

### A program that imports ${documents.at(-1).name}, compiled

An output is compiled once; what imports it has declarations before it (\`.d.ts\`), which the compiler reads and, with
\`--skipLibCheck\`, does not check. Its CPU seconds for a program that does nothing else, medians of ${rounds}.

${importingTable(results)}

## An import at run time

The sandbox's package, each file compiled to CommonJS as tsc writes it: wall milliseconds until it is there, in a process that
does nothing else, medians of ${IMPORTS}.

${importTable(results.imports)}
`;
}
