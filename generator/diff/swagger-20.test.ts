import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { LoadedDocument } from '../document/openapi.js';
import { mutationsOf, publishedDocument } from './testing/arbitrary.js';
import { allFindings } from './testing/findings.js';
import { loadText } from './testing/load.js';
import type { Json } from './testing/pairs/documents.js';
import { asSwagger20 } from './testing/swagger-20.js';

/** In OpenAPI 3.0 a parameter and its schema have a description each, in 2.0 both are one. */
function describedOnce(document: Json): Json {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('in' in value && 'schema' in value))
      return value;
    const { description, ...schema } = value.schema as Json;
    return { ...value, schema, ...(description !== undefined && { description }) };
  }) as Json;
}

const load = (document: Json): Promise<LoadedDocument> => loadText(JSON.stringify(document));
const changed = publishedDocument.chain((document) =>
  fc.record({
    before: fc.constant(document),
    mutation: fc.constantFrom(...mutationsOf(document)),
  }),
);

describe('a change written as Swagger 2.0', () => {
  it('is what it is written as OpenAPI 3.0', async () => {
    await fc.assert(
      fc.asyncProperty(changed, async ({ before, mutation }) => {
        const [was, is] = [before, mutation.document].map(describedOnce) as [Json, Json];
        const older = await told(asSwagger20(was), asSwagger20(is));
        expect({ [mutation.told]: older }).toEqual({ [mutation.told]: await told(was, is) });
      }),
      { numRuns: 80 },
    );
  });

  it('is none where the same is written in the other version', async () => {
    await fc.assert(
      fc.asyncProperty(publishedDocument.map(describedOnce), async (document) => {
        expect(await told(asSwagger20(document), document)).toEqual([]);
        expect(await told(document, asSwagger20(document))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

/** What differs: subject, kinds and oasdiff's ids, in no order. */
async function told(before: Json, after: Json): Promise<readonly string[]> {
  const findings = allFindings(await load(before), await load(after), '2026-11-24');
  return findings
    .map(({ subject, kinds, oasdiff }) =>
      [subject.wireName, subject.part, ...subject.path, '|', ...kinds, '|', ...oasdiff].join(' '),
    )
    .sort();
}

/** Published documents that are no part of this repository. */
const SPECS = join(__dirname, '..', '..', '..', 'shared', 'specs');
const published = existsSync(SPECS)
  ? readdirSync(SPECS).filter(
      (name) =>
        name.endsWith('.json') &&
        /"swagger": *"2\.0"/.test(readFileSync(join(SPECS, name), 'utf8').slice(0, 2000)),
    )
  : [];

(published.length > 0 ? describe : describe.skip)('a published Swagger 2.0 document', () => {
  it.each(published)('%s differs where it is changed, and nowhere else', async (name) => {
    const document = JSON.parse(readFileSync(join(SPECS, name), 'utf8')) as Json;
    const before = await load(document);
    expect(allFindings(before, await load(structuredClone(document)), '2026-11-24')).toEqual([]);
    // What is in the path is always required, whatever is said of it.
    const all = mutationsOf(document).filter(
      (mutation) => !/parameters\/\d+\/required: true/.test(mutation.told),
    );
    const unseen: string[] = [];
    for (let index = 0; index < all.length; index += Math.ceil(all.length / 25)) {
      const { told: what, document: after } = all[index] ?? { told: '', document };
      const found = allFindings(before, await load(after), '2026-11-24');
      if (found.length === 0) unseen.push(what);
    }
    expect(unseen).toEqual([]);
  });
});
