import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOCUMENTS } from './documents.mjs';
import { GENERATORS } from './generators.mjs';
import { callsOf, checkOf, sizeOf } from './output-cost.mjs';
import { plotOf } from './plot.mjs';
import { run } from './process-tree.mjs';
import { resultsText } from './results.mjs';
import { median } from './statistics.mjs';

/**
 * All generators on all documents, in turns: where the machine's speed drifts, it drifts for all of them. Writes
 * RESULTS.md and results.svg beside this file. Ends with 1 when ours cannot be measured.
 *
 * Usage: side-by-side.mjs [rounds]; three when left out.
 */

const rounds = Number(process.argv[2] ?? 3);
const HERE = fileURLToPath(new URL('.', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'sdkgen-side-by-side-'));
const told = (line) => process.stderr.write(`${line}\n`);

/** A run a generator and round: the first round of all is not counted, it warms the disk's cache. */
async function timesOn(document) {
  const runs = new Map(GENERATORS.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, command } of GENERATORS) {
      told(`${document.name}, round ${round} of ${rounds}: ${name}`);
      const out = join(work, document.name, name.replaceAll('/', '-'));
      rmSync(out, { recursive: true, force: true });
      mkdirSync(out, { recursive: true });
      const result = await run(command(document.file, out), { cwd: out });
      if (round > 0) runs.get(name).push(result);
    }
  }
  return runs;
}

async function rowOf(document, { name }, runs, ours) {
  const failed = runs.find((result) => result.failed !== undefined)?.failed;
  if (failed !== undefined) return { document, name, failed };
  const out = join(work, document.name, name.replaceAll('/', '-'));
  told(`${document.name}: what the output of ${name} costs`);
  const peaks = runs.map(({ peak }) => peak);
  return {
    document,
    name,
    seconds: median(runs.map(({ seconds }) => seconds)),
    ratio: median(runs.map(({ seconds }, round) => seconds / ours[round].seconds)),
    ...(peaks.every((peak) => peak !== undefined) && { peak: median(peaks) }),
    ...sizeOf(out),
    check: checkOf(out),
    calls: document.name === 'sandbox' ? await callsOf(name, out) : [],
  };
}

try {
  const rows = [];
  for (const document of DOCUMENTS) {
    const runs = await timesOn(document);
    for (const generator of GENERATORS) {
      rows.push(await rowOf(document, generator, runs.get(generator.name), runs.get('ours')));
    }
  }
  const text = resultsText({ rows, rounds, documents: DOCUMENTS, generators: GENERATORS });
  writeFileSync(join(HERE, 'RESULTS.md'), text);
  const groups = DOCUMENTS.map((document) => ({
    name: document.name,
    bars: rows
      .filter((row) => row.document === document)
      .map(({ name, seconds }) => ({ name, seconds, isOurs: name === 'ours' })),
  }));
  writeFileSync(join(HERE, 'results.svg'), plotOf(groups));
  console.log(text);
  if (rows.some(({ name, failed }) => name === 'ours' && failed !== undefined))
    process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
