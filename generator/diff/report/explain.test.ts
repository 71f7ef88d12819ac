import { UsageError } from '../../errors.js';
import { KINDS } from '../kinds/index.js';
import { explain } from './explain.js';

const PLAIN = { colours: false };

describe('diff --explain', () => {
  it.each(Object.keys(KINDS))('explains %s', (id) => {
    const page = explain(id, KINDS, PLAIN);
    expect(page).toContain(`(${id})`);
    expect(page).toContain(KINDS[id]?.explanation);
    expect(page).toMatch(/^ {2}wire {3}\S.*\n {2}source \S/m);
  });

  it('suggests the nearest of what is misspelt', () => {
    const ask = () => explain('operation-removd', KINDS, PLAIN);
    expect(ask).toThrow(UsageError);
    expect(ask).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('operation-removed') }),
    );
  });

  it('takes the id that oasdiff gives for a hint', () => {
    expect(() => explain('api-security-removed', KINDS, PLAIN)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('security-removed') }),
    );
  });

  it.each([
    ['response-property-became-nullable', 'response-property-became-nullable'],
    ['new-required-request-property', 'request-required-property-added'],
    ['request-body-contains-added', 'request-constraint-tightened'],
  ])('knows what oasdiff calls %s', (id, kind) => {
    expect(explain(kind, KINDS, PLAIN)).toMatch(new RegExp(`^oasdiff: .*\\b${id}\\b`, 'm'));
    if (id !== kind)
      expect(() => explain(id, KINDS, PLAIN)).toThrow(
        expect.objectContaining({ hint: expect.stringContaining(kind) }),
      );
  });

  it('keeps to the width of the terminal', () => {
    const lines = explain('operation-removed', KINDS, { colours: false, width: 60 }).split('\n');
    expect(lines.filter((line) => line.length > 60 && !line.includes('oasdiff'))).toEqual([]);
  });

  it('is not taken in by a name that every object has', () => {
    expect(() => explain('constructor', KINDS, PLAIN)).toThrow(UsageError);
  });
});
