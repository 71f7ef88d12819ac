import { looksLikeName } from './names.js';

it.each([
  'id',
  'soldAt',
  'SoldAt',
  'sold_at',
  '$type',
  '@odata.context',
  '_links',
  'größe',
  'address2',
  'co2-emissions',
  'x-next',
  'A',
  'CO2',
  '__proto__',
])('%j looks like a name', (key) => expect(looksLikeName(key)).toBe(true));

it.each([
  '',
  ' id',
  '5',
  '2026-05-04',
  'order-1234',
  'AB-123-CD',
  'AB-12-CD',
  'B-MW-12',
  'WA18XYZ',
  'a@b.com',
  'me me',
  'a/b',
  '+33',
  '0d9f2f6c-58d2-4c3d-8a55-3f6c2b1d4e5f',
  'v0d9f2f6c58d24c3d8a553f6c2b1d4e5f',
  'x'.repeat(65),
  '\ud800',
])('%j does not', (key) => expect(looksLikeName(key)).toBe(false));
