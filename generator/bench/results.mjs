import { cpus, totalmem } from 'node:os';

const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1);
const mebibytes = (bytes) => (bytes === undefined ? 'not measured' : (bytes / 2 ** 20).toFixed(0));

/** What was measured, as Markdown. Nothing of it is written by hand, and no day: another run is another file. */
export function resultsText({ rows, rounds, documents, generators }) {
  const [cpu] = cpus();
  const machine = `${cpu?.model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform}, Node ${process.versions.node}`;
  const versions = generators.map(({ name, version }) => `${name} ${version}`).join(', ');
  return `# Side by side

Written by \`make bench\`; do not edit. ${machine}. ${versions}.

Each generator is a process of its own, as its user starts it; ${rounds} rounds in turns after one that is not counted. Seconds and memory are medians; the memory is
that of the whole process tree at its peak, in MiB. The ratio is to ours, round by round. Peers print text that is not formatted; ours is laid out,
checked, and has its runtime and its reference beside it.

![Seconds to generate, by document and generator](results.svg)

## To generate

${documents.map((document) => generatingTable(document, rows)).join('\n\n')}

## What the output costs its user

\`tsc\` is the processor seconds that TypeScript takes to check the output strictly, median of three; the call is \`GET /Vehicles\` of the stand-in, bundled, minified and gzipped.

${documents.map((document) => outputTable(document, rows)).join('\n\n')}
`;
}

function generatingTable(document, rows) {
  const lines = rows
    .filter((row) => row.document === document)
    .map((row) =>
      row.failed === undefined
        ? [row.name, row.seconds.toFixed(2), `${row.ratio.toFixed(2)} ×`, mebibytes(row.peak)]
        : [row.name, `failed: ${row.failed}`, '', ''],
    );
  const title = `### ${document.name}, ${megabytes(document.bytes)} MB`;
  return `${title}\n\n${table(['', 'seconds', 'to ours', 'MiB'], lines)}`;
}

function outputTable(document, rows) {
  const done = rows.filter((row) => row.document === document && row.failed === undefined);
  const hasCalls = done.some(({ calls }) => calls.length > 0);
  const lines = done.map(({ name, check, files, lines: count, calls }) => [
    name,
    `${check.seconds.toFixed(2)}${check.errors > 0 ? ` (${check.errors} errors)` : ''}`,
    String(count),
    String(files),
    ...(hasCalls ? [calls.map(({ what, bytes }) => `${bytes} (${what})`).join(', ')] : []),
  ]);
  const heads = ['', 'tsc seconds', 'lines', 'files', ...(hasCalls ? ['bytes of a call'] : [])];
  return `### ${document.name}\n\n${table(heads, lines)}`;
}

function table(heads, rows) {
  const cells = (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `|${heads.map((_, index) => (index === 0 ? '---' : '---:')).join('|')}|`;
  return [cells(heads), rule, ...rows.map(cells)].join('\n');
}
