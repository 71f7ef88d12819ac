import { documentOf } from '../diff/compiler/testing/documents.js';
import { PAIRS } from '../diff/compiler/testing/pairs/index.js';
import { testify } from './index.js';

describe('a program that uses all of the old package compiles if and only if nothing breaks', () => {
  it.each(PAIRS)('$what', async ({ before, after, breaks }) => {
    const { report, errors } = await testify(documentOf(before), documentOf(after));
    if (breaks.length > 0 !== errors.length > 0) expect(errors).toEqual(breaks);
    expect({ what: errors[0], source: report.verdict.source === 'breaking' }).toEqual({
      what: errors[0],
      source: errors.length > 0,
    });
  });
});
