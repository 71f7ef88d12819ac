import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLargeDocument } from './testing/large-document.js';
import { total, countBlocks, type BlockCounts } from './testing/count-blocks.js';

/** A document of four times the size takes four times the work, and a little more for sorting. No time is measured. */

const PROGRAM = join(__dirname, '..', '..', '..', 'dist');
const TINY = 10;
const SMALL = 60;
const LARGE = 4 * SMALL;
/** The growth of the document, and what sorting adds. */
const LINEAR = (LARGE - TINY) / (SMALL - TINY);
const MOST = LINEAR * 1.1;
const MOST_OF_ONE = LINEAR * 1.6;

const work = mkdtempSync(join(tmpdir(), 'sdkgen-growth-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function workOn(size: number): BlockCounts {
  const input = join(work, `${size}.json`);
  writeFileSync(input, createLargeDocument(size));
  const out = join(work, `${size}`);
  return countBlocks(PROGRAM, [
    join(PROGRAM, 'cli.js'),
    'generate',
    '--input',
    input,
    '--out',
    out,
  ]);
}

/** How many times more often a block runs for the large document, without the runs for the tiny one. */
function growth(tiny: number, small: number, large: number): number {
  return (large - tiny) / Math.max(1, small - tiny);
}

it('is linear in total, and in each block of the code that runs often', () => {
  const [tiny, small, large] = [workOn(TINY), workOn(SMALL), workOn(LARGE)];
  expect(total(small)).toBeGreaterThan(10_000);
  expect(growth(total(tiny), total(small), total(large))).toBeLessThan(MOST);
  const steep = [...large].flatMap(([block, count]) => {
    const counts = [tiny.get(block) ?? 0, small.get(block) ?? 0, count] as const;
    const isSteep = count > 20 * LARGE && growth(...counts) > MOST_OF_ONE;
    return isSteep ? [`${block}: ${counts.join(', ')}`] : [];
  });
  expect(steep).toEqual([]);
});

it('detects work that is not linear', () => {
  const script = join(work, 'pairs.cjs');
  writeFileSync(
    script,
    'const size = Number(process.argv[2]); let pairs = 0;\nfor (let a = 0; a < size; a += 1) for (let b = 0; b < size; b += 1) { pairs += 1; }\n',
  );
  const [tiny, small, large] = [TINY, SMALL, LARGE].map((size) =>
    total(countBlocks(work, [script, String(size)])),
  );
  expect(growth(tiny ?? 0, small ?? 0, large ?? 0)).toBeGreaterThan(2 * MOST);
});
