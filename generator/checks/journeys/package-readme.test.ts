import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../pipeline/generate.js';
import { allCases } from './testing/cases.js';
import { findReadmeErrors } from './testing/readme-code.js';

/** What the READMEs of packages show can be copied into a program. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-readme-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const STAND_IN = join(__dirname, '..', '..', '..', 'fixtures', 'sandbox', 'swagger.json');

/** Documents by what their README has beside the usual sections. */
const DOCUMENTS: readonly (readonly [name: string, sections: readonly string[]])[] = [
  ['stand-in', ['Send a body', 'Pages', 'Long ranges', 'Streams']],
  ['content-types', ['Send a body', 'Choose the media type of a body']],
  ['files-and-forms', ['Send a body']],
  ['one-key-in-two-places', []],
  ['webhooks-alone', ['Webhooks']],
];

const cases = new Map(allCases().map((each) => [each.name, each]));

describe('the README of a package', () => {
  const folders: string[] = [];

  it.each(DOCUMENTS)('of %s has the sections that its API needs', async (name, sections) => {
    const input = name === 'stand-in' ? STAND_IN : (cases.get(name)?.document ?? '');
    const out = join(work, name);
    await generate({ ...cases.get(name)?.options, input, out, packageName: `@test/${name}` });
    folders.push(out);
    const readme = readFileSync(join(out, 'README.md'), 'utf8');
    expect(readme).toMatch(/^## Install$/m);
    for (const section of sections) expect(readme).toContain(`\n## ${section}\n`);
    expect(readme).not.toMatch(/undefined|\[object|\n\n\n/);
  });

  it('shows code that compiles', () => {
    expect(folders).toHaveLength(DOCUMENTS.length);
    expect(findReadmeErrors(folders)).toEqual([]);
  });
});
