import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
    const guide = readFileSync(join(out, 'AGENTS.md'), 'utf8');
    expect(guide).not.toMatch(/undefined|\[object|\n\n\n/);
    // A screenful.
    expect(guide.split('\n').length).toBeLessThan(50);
  });

  it('has a guide for agents with what the API needs, and no more', () => {
    const [standIn = '', , , key = '', webhooks = ''] = folders.map((folder) =>
      readFileSync(join(folder, 'AGENTS.md'), 'utf8'),
    );
    const topics = (guide: string) => guide.match(/(?<=^- \*\*)[^*]+/gm) ?? [];
    const sandbox = join(__dirname, '..', '..', '..', 'output', 'sandbox', 'AGENTS.md');
    expect(topics(readFileSync(sandbox, 'utf8'))).toEqual(
      expect.arrayContaining(['Environments', 'The limit']),
    );
    expect(topics(standIn)).toEqual([
      'One client',
      'Credentials',
      'Base URL',
      'Arguments',
      'Pages',
      'Long ranges',
      'Streams',
      'Errors',
      'Values',
    ]);
    expect(topics(key)).toEqual(
      topics(standIn).filter((topic) => !/Base|Pages|Long|Streams/.test(topic)),
    );
    expect(topics(webhooks)).toEqual(['Webhooks']);
  });

  it('has an index for language models, whose links lead to files and headings', () => {
    for (const folder of folders) {
      const index = readFileSync(join(folder, 'llms.txt'), 'utf8');
      expect(index).toMatch(/^# @test\/.*\n\n> .*\n\n## Docs\n/);
      const reference = readFileSync(join(folder, 'api.md'), 'utf8');
      for (const [, path = '', anchor] of index.matchAll(/\]\(([^)#]+)(?:#([^)]+))?\)/g)) {
        expect(existsSync(join(folder, path))).toBe(true);
        if (anchor !== undefined) expect(reference).toContain(`](#${anchor})`);
      }
    }
  });

  it('shows code that compiles', () => {
    expect(folders).toHaveLength(DOCUMENTS.length);
    expect(findReadmeErrors(folders)).toEqual([]);
  });
});
