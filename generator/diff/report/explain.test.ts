import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.js';
import { KINDS } from '../kinds/index.js';
import { explainKind, printReferencePage } from './explain.js';

const PLAIN = { colours: false };

describe('diff --explain', () => {
  it.each(Object.entries(KINDS))('explains %s', (id, kind) => {
    const page = explainKind(id, PLAIN);
    expect(page.split('\n')[0]).toBe(id);
    for (const { explanation = '', advice = '' } of Object.values(kind)) {
      expect(page).toContain(explanation);
      expect(page).toContain(advice);
    }
    expect(page).toMatch(/^ {2}wire {3}\S.*\n {2}source \S/m);
  });

  it('suggests the nearest id for an unknown one', () => {
    expect(getHint('operation-removd')).toContain('operation-removed');
  });

  it('keeps to the width of the terminal', () => {
    const lines = explainKind('operation-removed', { colours: false, width: 60 }).split('\n');
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });

  it('refuses a name that every object inherits', () => {
    expect(() => explainKind('constructor', PLAIN)).toThrow(UsageError);
  });
});

function getHint(id: string): string | undefined {
  try {
    explainKind(id, PLAIN);
  } catch (error) {
    if (error instanceof UsageError) return error.hint;
    throw error;
  }
  return undefined;
}

/** The page is generated from the kinds; `UPDATE_GOLDEN=1` writes it. */
it('docs/changes.md lists all kinds', () => {
  const file = join(__dirname, '..', '..', '..', 'docs', 'changes.md');
  const page = printReferencePage();
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
