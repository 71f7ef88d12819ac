import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { DocumentRefusedError } from '../../errors.js';
import { documentWith } from './testing/documents.js';
import { faultsOf } from './testing/faults.js';
import { made, type Made } from './testing/made.js';
import { PART_PLACES, ROOT_PLACES } from './testing/places.js';
import {
  commentFaults,
  compilerFaults,
  layBeside,
  layWhole,
  runFaults,
  type Laid,
} from './testing/programs.js';
import { FRAGMENTS } from './testing/strings.js';

/**
 * Beyond the list: whatever texts in whatever places, the package is sound, or the document is refused with a pointer.
 * `FUZZ_RUNS` says how many documents are made up; then they are compiled and run as well, some hundred at a time.
 */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 5);
const IS_LONG = process.env['FUZZ_RUNS'] !== undefined;
const BATCH = 200;

jest.setTimeout(24 * 3_600_000);

const text = fc.oneof(
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  // Surrogates without a partner, too.
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 12 }).map((all) => String.fromCharCode(...all)),
);
const place = fc.constantFrom(...PART_PLACES, ...ROOT_PLACES);
const texts = fc
  .array(fc.tuple(place, text), { minLength: 1, maxLength: 12 })
  .map((pairs) => new Map(pairs));

it('any texts in any places give a sound package, or a refusal that says where', async () => {
  let batch: Made[] = [];
  await fc.assert(
    fc.asyncProperty(texts, async (chosen) => {
      const one = await madeOrRefused(documentWith(chosen));
      const faults = one === undefined ? [] : [...faultsOf(one.files), ...codeFaults(one)];
      const told = [...chosen].map(([{ name }, hostile]) => [name, hostile]);
      expect({ told, faults }).toEqual({ told, faults: [] });
      if (one !== undefined && IS_LONG) batch.push(one);
      if (batch.length < BATCH) return;
      const full = batch;
      batch = [];
      expect(await programFaults(full)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(await programFaults(batch)).toEqual([]);
});

/** Undefined for a document that is refused as it should be. */
async function madeOrRefused(document: unknown): Promise<Made | undefined> {
  try {
    return await made(document, { switches: { dates: 'date', int64: 'bigint' } });
  } catch (error) {
    const isRefusal = error instanceof DocumentRefusedError && error.diagnostics.length > 0;
    if (!isRefusal) throw error;
    return undefined;
  }
}

/** What the parser alone has to say. */
function codeFaults({ files }: Made): readonly string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.ts') && !path.startsWith('src/runtime/'))
    .flatMap(([path, code]) => {
      const file = ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true);
      const { parseDiagnostics = [] } = file as { parseDiagnostics?: readonly ts.Diagnostic[] };
      const errors = parseDiagnostics.map((each) =>
        ts.flattenDiagnosticMessageText(each.messageText, ' '),
      );
      return [...errors, ...commentFaults(file)].map((fault) => `${path} ${fault}`);
    });
}

/** What comes of compiling them and of calling all that they have; of what fails, the document is told. */
async function programFaults(packages: readonly Made[]): Promise<readonly string[]> {
  const [first, ...others] = packages;
  if (first === undefined) return [];
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-hostile-'));
  try {
    const laid: Laid[] = [await layWhole(work, 'package0', first)];
    for (const each of others)
      laid.push(layBeside(laid[0] as Laid, work, `package${laid.length}`, each));
    const faults = [...compilerFaults(work, laid), ...runFaults(work, laid, '{}').faults];
    const failed = packages.filter((_, at) =>
      faults.some((fault) => /package(\d+)/.exec(fault)?.[1] === String(at)),
    );
    return [...faults, ...failed.map(({ loaded }) => JSON.stringify(loaded.published))];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
