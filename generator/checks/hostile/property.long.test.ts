import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { DocumentRefusedError } from '../../errors.js';
import { createDocumentWith } from './testing/documents.js';
import { checkFiles } from './testing/check-files.js';
import { generatePackage, type GeneratedPackage } from './testing/generate.js';
import { PART_LOCATIONS, ROOT_LOCATIONS } from './testing/locations.js';
import {
  checkComments,
  compilePackages,
  writeWithoutRuntime,
  writeWithRuntime,
  runPackages,
  type WrittenPackage,
} from './testing/programs.js';
import { FRAGMENTS } from './testing/strings.js';

/**
 * Random texts in random locations: the package is valid, or the document is refused with a pointer. `FUZZ_RUNS` is the
 * number of documents; if it is set, their packages are also compiled and run, some hundred at a time.
 */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 5);
const IS_LONG = process.env['FUZZ_RUNS'] !== undefined;
const BATCH = 200;

jest.setTimeout(24 * 3_600_000);

const text = fc.oneof(
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  // This includes lone surrogates.
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 12 }).map((all) => String.fromCharCode(...all)),
);
const location = fc.constantFrom(...PART_LOCATIONS, ...ROOT_LOCATIONS);
const texts = fc
  .array(fc.tuple(location, text), { minLength: 1, maxLength: 12 })
  .map((pairs) => new Map(pairs));

it('any texts in any locations give a valid package, or a refusal with a pointer', async () => {
  let batch: GeneratedPackage[] = [];
  await fc.assert(
    fc.asyncProperty(texts, async (chosen) => {
      const one = await generateUnlessRefused(createDocumentWith(chosen));
      const faults = one === undefined ? [] : [...checkFiles(one.files), ...checkCode(one)];
      const texts = [...chosen].map(([{ name }, hostile]) => [name, hostile]);
      expect({ texts, faults }).toEqual({ texts, faults: [] });
      if (one !== undefined && IS_LONG) batch.push(one);
      if (batch.length < BATCH) return;
      const full = batch;
      batch = [];
      expect(await checkPrograms(full)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(await checkPrograms(batch)).toEqual([]);
});

/** Undefined for a document that is refused with diagnostics. */
async function generateUnlessRefused(document: unknown): Promise<GeneratedPackage | undefined> {
  try {
    return await generatePackage(document, { switches: { dates: 'date', int64: 'bigint' } });
  } catch (error) {
    const isRefusal = error instanceof DocumentRefusedError && error.diagnostics.length > 0;
    if (!isRefusal) throw error;
    return undefined;
  }
}

/** The parser's errors, and what the document has put into comments other than text. */
function checkCode({ files }: GeneratedPackage): readonly string[] {
  return [...files]
    .filter(([path]) => path.endsWith('.ts') && !path.startsWith('src/runtime/'))
    .flatMap(([path, code]) => {
      const file = ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true);
      const { parseDiagnostics = [] } = file as { parseDiagnostics?: readonly ts.Diagnostic[] };
      const errors = parseDiagnostics.map((each) =>
        ts.flattenDiagnosticMessageText(each.messageText, ' '),
      );
      return [...errors, ...checkComments(file)].map((fault) => `${path} ${fault}`);
    });
}

/** Compiles the packages and calls every method. @returns the faults, and the documents of the faulty packages. */
async function checkPrograms(packages: readonly GeneratedPackage[]): Promise<readonly string[]> {
  const [first, ...others] = packages;
  if (first === undefined) return [];
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-hostile-'));
  try {
    const written: WrittenPackage[] = [await writeWithRuntime(work, 'package0', first)];
    for (const each of others)
      written.push(
        writeWithoutRuntime(written[0] as WrittenPackage, work, `package${written.length}`, each),
      );
    const faults = [...compilePackages(work, written), ...runPackages(work, written, '{}').faults];
    const failed = packages.filter((_, at) =>
      faults.some((fault) => /package(\d+)/.exec(fault)?.[1] === String(at)),
    );
    return [...faults, ...failed.map(({ loaded }) => JSON.stringify(loaded.published))];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
