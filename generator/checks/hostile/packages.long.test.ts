import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRenderer } from '../../diff/report/testing/gfm.js';
import { firstEntry } from '../../nightly/changelog.js';
import { verifyPackage } from '../../write/index.js';
import {
  createCombinedDocument,
  createDocument,
  createEnumsDocument,
} from './testing/documents.js';
import { checkFiles } from './testing/check-files.js';
import { IS_FULL_RUN, generatePackage, type GeneratedPackage } from './testing/generate.js';
import { findForgedMarkup } from './testing/check-markdown.js';
import {
  compilePackages,
  writeWithoutRuntime,
  writeWithRuntime,
  runPackages,
  type WrittenPackage,
} from './testing/programs.js';
import { SIMILAR_NAMES, ONE_OF_EACH_KIND, STRINGS } from './testing/strings.js';

/**
 * Every hostile string in every location of a document. The package must compile, stay in its folder, and run no code
 * of the document. One document has all strings in the locations that it may have many of; for the other locations
 * each string has its own document.
 */
const work = mkdtempSync(join(tmpdir(), 'sdkgen-hostile-'));
const renderer = startRenderer();
afterAll(() => {
  renderer.close();
  rmSync(work, { recursive: true, force: true });
});
const strings = IS_FULL_RUN ? STRINGS : ONE_OF_EACH_KIND;
const texts = [...strings.values()];
/** The switches that generate the most code. */
const SWITCHES = { dates: 'date', int64: 'bigint', readonly: 'on' } as const;

const packages = new Map<string, GeneratedPackage>();
const written: WrittenPackage[] = [];

/** Writes the package. Only the first has a runtime, which the others import. @returns the faults of its files. */
async function addPackage(name: string, one: GeneratedPackage): Promise<readonly string[]> {
  packages.set(name, one);
  const [first] = written;
  const folder = `package${written.length}`;
  written.push(
    first
      ? writeWithoutRuntime(first, work, folder, one)
      : await writeWithRuntime(work, folder, one),
  );
  return checkFiles(one.files);
}

it('every text of the documents is in the table of locations', () => {
  expect(
    JSON.stringify(createCombinedDocument(['PROBE'])).match(/.{40}("x"|"named")/g) ?? [],
  ).toEqual([]);
});

describe('the package of a document', () => {
  it.each(SIMILAR_NAMES)(
    'with the names %j has a file for each name on any disk',
    async (...names) => {
      expect(
        await addPackage(
          names.join(),
          await generatePackage(createCombinedDocument(names), { switches: SWITCHES }),
        ),
      ).toEqual([]);
      expect(readdirSync(work)).toEqual(written.map(({ name }) => name).sort());
    },
  );

  it.each(['enum', 'union'] as const)('with every string in its enums, as %s', async (enums) => {
    const one = await generatePackage(createEnumsDocument(texts), { switches: { enums } });
    expect(await addPackage(`enums: ${enums}`, one)).toEqual([]);
  });

  it('with every string in every location stays in its folder and has no hidden characters', async () => {
    expect(
      await addPackage(
        'everything',
        await generatePackage(createCombinedDocument(texts), { switches: SWITCHES }),
      ),
    ).toEqual([]);
  });

  it.each([...strings])('with %j in the locations that it has one of', async (name, text) => {
    const servers = IS_FULL_RUN ? [0, 1, 2, 3, 4] : [1];
    for (const server of servers) {
      const one = await generatePackage(createDocument(text, server));
      expect(await addPackage(`${name}, server ${server}`, one)).toEqual([]);
    }
  });
});

/** True for a section with a title, a version or a URL of the document; the others are the same in all packages. */
function dependsOnDocument(section: string): boolean {
  return !section.startsWith('## ') || section.startsWith('## Environments');
}

describe('all these packages', () => {
  it('compile, and have no tag, link or code of the document in their comments', () => {
    expect(compilePackages(work, written)).toEqual([]);
  });

  it('run no code of the document when they are imported and every method is called', () => {
    const response = Object.fromEntries(texts.map((text) => [text, '2026-11-24T00:00:00Z']));
    const { faults, calls, requests } = runPackages(work, written, JSON.stringify(response));
    expect(faults).toEqual([]);
    expect(calls).toBeGreaterThan(texts.length * 8);
    // Some calls are rejected without a request, such as one with a line break in the media type, or with a
    // parameter that can be no name of a header.
    expect(requests).toBeGreaterThan(calls * 0.75);
  });

  it('have Markdown in which the document is only text', async () => {
    const faults: string[] = [];
    for (const [name, { files, model }] of packages) {
      // Section by section, because the parser's time grows with the square of the length.
      const [calls = '', ...services] = (files.get('api.md') ?? '').split(/^(?=## )/m);
      const ofServices = services.filter((each) => each.startsWith('## `client.'));
      expect(ofServices).toHaveLength(model.services.length);
      const readme = (files.get('README.md') ?? '').split(/^(?=## )/m);
      const all = [calls, ...services, ...readme, firstEntry(model)];
      for (const text of name === 'everything' || IS_FULL_RUN
        ? all
        : all.filter(dependsOnDocument)) {
        const forged = findForgedMarkup(text, await renderer.html(text));
        faults.push(...forged.map((fault) => `${name}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });

  (IS_FULL_RUN ? it : it.skip)('pass the checks of the generator', () => {
    for (const { files } of packages.values()) verifyPackage(files);
  });
});
