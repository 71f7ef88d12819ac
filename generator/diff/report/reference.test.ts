import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KINDS } from '../kinds/index.js';
import { referencePage } from './reference.js';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'changes.md');

/** The page is made from the kinds; `UPDATE_GOLDEN=1` writes it. */
it('docs/changes.md is what the kinds give', () => {
  const want = referencePage(KINDS);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(PAGE), { recursive: true });
    writeFileSync(PAGE, want);
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(want);
});
