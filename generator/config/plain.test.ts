import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { createLayerCheck } from './check.js';
import { isPlainlySound } from './plain.js';

const schema = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'sdk.config.schema.json'), 'utf8'),
) as { readonly properties: Readonly<Record<string, unknown>> };

const VALUES = [
  '',
  'a',
  'sandbox',
  'Sandbox',
  'a.json',
  'A B',
  ' ',
  5,
  0,
  true,
  null,
  [],
  ['a'],
  {},
];

test('what is plainly sound is so for Ajv', async () => {
  const check = await createLayerCheck(schema);
  const isSound = (values: Readonly<Record<string, unknown>>): boolean => {
    try {
      check({ values, whereIs: () => 'There' });
      return true;
    } catch (error) {
      if (error instanceof UsageError) return false;
      throw error;
    }
  };
  const settings = [...Object.keys(schema.properties), 'unknown', 'toString', '__proto__'];
  const given = settings.flatMap((setting) =>
    VALUES.map((value) => Object.fromEntries([[setting, value]])),
  );
  const plain = given.filter((values) => isPlainlySound(schema, values));
  expect(plain.filter((values) => !isSound(values))).toEqual([]);
  expect(plain).toContainEqual({ input: 'a.json' });
  expect(plain).toContainEqual({ env: 'sandbox' });
  expect(isPlainlySound({ ...schema, not: { required: ['input'] } }, { input: 'a' })).toBe(false);
});
