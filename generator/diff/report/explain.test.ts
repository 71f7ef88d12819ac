import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../errors.js';
import { KINDS } from '../kinds/index.js';
import { explainKind, printReferencePage } from './explain.js';

const PLAIN = { colours: false };

describe('diff --explain', () => {
  it.each(Object.keys(KINDS))('explains %s', (id) => {
    const page = explainKind(id, KINDS, PLAIN);
    expect(page).toContain(`(${id})`);
    expect(page).toContain(KINDS[id]?.explanation);
    expect(page).toMatch(/^ {2}wire {3}\S.*\n {2}source \S/m);
  });

  it.each([
    ['the nearest id for an unknown one', 'operation-removd', 'operation-removed'],
    ['the kind for an id of oasdiff', 'api-security-removed', 'security-removed'],
  ])('suggests %s', (_, id, kind) => {
    expect(getHint(id)).toContain(kind);
  });

  it.each([
    ['response-property-became-nullable', 'response-property-became-nullable'],
    ['new-required-request-property', 'request-required-property-added'],
    ['request-body-contains-added', 'request-constraint-tightened'],
  ])('lists the id of oasdiff %s', (id, kind) => {
    expect(explainKind(kind, KINDS, PLAIN)).toMatch(new RegExp(`^oasdiff: .*\\b${id}\\b`, 'm'));
    if (id !== kind) expect(getHint(id)).toContain(kind);
  });

  it('keeps to the width of the terminal', () => {
    const lines = explainKind('operation-removed', KINDS, { colours: false, width: 60 }).split(
      '\n',
    );
    expect(lines.filter((line) => line.length > 60 && !line.includes('oasdiff'))).toEqual([]);
  });

  it('refuses a name that every object inherits', () => {
    expect(() => explainKind('constructor', KINDS, PLAIN)).toThrow(UsageError);
  });
});

function getHint(id: string): string | undefined {
  try {
    explainKind(id, KINDS, PLAIN);
  } catch (error) {
    if (error instanceof UsageError) return error.hint;
    throw error;
  }
  return undefined;
}

/** The page is generated from the kinds; `UPDATE_GOLDEN=1` writes it. */
it('docs/changes.md lists all kinds', () => {
  const file = join(__dirname, '..', '..', '..', 'docs', 'changes.md');
  const page = printReferencePage(KINDS);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, page);
  expect(readFileSync(file, 'utf8')).toBe(page);
});
