import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRenderer } from '../../diff/report/testing/gfm.js';
import { firstBody } from '../../nightly/changelog.js';
import { verifyPackage } from '../../write/index.js';
import { crowdOf, documentOf, enumsOf } from './testing/documents.js';
import { faultsOf } from './testing/faults.js';
import { IS_LONG, made, type Made } from './testing/made.js';
import { forgedIn } from './testing/markdown.js';
import { compilerFaults, layBeside, layWhole, runFaults, type Laid } from './testing/programs.js';
import { ALIKE, ONE_OF_EACH_KIND, STRINGS } from './testing/strings.js';

/**
 * Every place of a document times every hostile string: what is made is a package that compiles, whose files stay where
 * they belong, and that runs nothing of the document. One document holds all strings in all places of which there may
 * be many; of the other places each string has a document of its own.
 */
const work = mkdtempSync(join(tmpdir(), 'sdkgen-hostile-'));
const renderer = startRenderer();
afterAll(() => {
  renderer.close();
  rmSync(work, { recursive: true, force: true });
});
const strings = IS_LONG ? STRINGS : ONE_OF_EACH_KIND;
const texts = [...strings.values()];
/** What brings most code about. */
const HELD = { dates: 'date', int64: 'bigint', readonly: 'on' } as const;

const packages = new Map<string, Made>();
const laid: Laid[] = [];

/** Writes the first one whole; it lends its runtime to the others. @returns what is wrong with the files. */
async function takeIn(name: string, one: Made): Promise<readonly string[]> {
  packages.set(name, one);
  const [lender] = laid;
  const folder = `package${laid.length}`;
  laid.push(lender ? layBeside(lender, work, folder, one) : await layWhole(work, folder, one));
  return faultsOf(one.files);
}

it('the table of places has every place of the documents', () => {
  expect(JSON.stringify(crowdOf(['PROBE'])).match(/.{40}("x"|"named")/g) ?? []).toEqual([]);
});

describe('the package of a document', () => {
  it.each(ALIKE)('with %j for names has a file for each on any disk', async (...names) => {
    expect(await takeIn(names.join(), await made(crowdOf(names), { switches: HELD }))).toEqual([]);
    expect(readdirSync(work)).toEqual(laid.map(({ name }) => name).sort());
  });

  it.each(['enum', 'union'] as const)('with every string in its enums, as %s', async (enums) => {
    const one = await made(enumsOf(texts), { switches: { enums } });
    expect(await takeIn(`enums: ${enums}`, one)).toEqual([]);
  });

  it('with every string in every place stays in its folder and hides nothing', async () => {
    expect(await takeIn('everything', await made(crowdOf(texts), { switches: HELD }))).toEqual([]);
  });

  it.each([...strings])('with %j where there is room for one', async (name, text) => {
    const servers = IS_LONG ? [0, 1, 2, 3, 4] : [1];
    for (const server of servers) {
      const one = await made(documentOf(text, server));
      expect(await takeIn(`${name}, server ${server}`, one)).toEqual([]);
    }
  });
});

/** Of a page that is much the same in all packages, what holds a title, a version or an address. */
function isOfTheDocument(section: string): boolean {
  return !section.startsWith('## ') || section.startsWith('## Environments');
}

describe('all these packages', () => {
  it('compile, with no tag, link or code in them that the document made', () => {
    expect(compilerFaults(work, laid)).toEqual([]);
  });

  it('run nothing of the document when they are imported and all is called', () => {
    const answer = Object.fromEntries(texts.map((text) => [text, '2026-11-24T00:00:00Z']));
    const { faults, calls, requests } = runFaults(work, laid, JSON.stringify(answer));
    expect(faults).toEqual([]);
    expect(calls).toBeGreaterThan(texts.length * 8);
    // What cannot be sent is refused: a media type with a line end in it.
    expect(requests).toBeGreaterThan(calls * 0.9);
  });

  it('have Markdown in which the document is text alone', async () => {
    const faults: string[] = [];
    for (const [name, { files, model }] of packages) {
      // Pages are rendered section by section: what the parser takes grows with the square of their length.
      const [calls = '', ...services] = (files.get('api.md') ?? '').split(/^(?=## )/m);
      expect(services).toHaveLength(model.services.length);
      const readme = (files.get('README.md') ?? '').split(/^(?=## )/m);
      const all = [calls, ...services, ...readme, firstBody(model)];
      for (const text of name === 'everything' || IS_LONG ? all : all.filter(isOfTheDocument)) {
        const forged = forgedIn(text, await renderer.html(text));
        faults.push(...forged.map((fault) => `${name}: ${fault}`));
      }
    }
    expect(faults).toEqual([]);
  });

  (IS_LONG ? it : it.skip)('are found sound by the generator itself', async () => {
    for (const { files } of packages.values()) verifyPackage(files);
  });
});
