import { documentOf } from '../../diff/compiler/testing/documents.js';
import { PAIRS } from '../../diff/compiler/testing/pairs/index.js';
import { testify } from './index.js';

/** Minutes long, so it is `make upgrade` that asks for it. */
const described = process.env['UPGRADE'] === '1' ? describe : describe.skip;

described(
  'a program that uses all of the old package compiles if and only if nothing breaks',
  () => {
    it.each(PAIRS)('$what', async ({ before, after }) => {
      const { report, errors } = await testify(documentOf(before), documentOf(after));
      const told = report.verdict.source === 'breaking' ? 'breaks' : 'compiles';
      const [error] = errors;
      expect(told + (told === 'breaks' ? '' : `: ${error ?? ''}`)).toBe(
        error === undefined ? 'compiles: ' : 'breaks',
      );
    });
  },
);
