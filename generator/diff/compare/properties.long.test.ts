import fc from 'fast-check';
import type { Finding } from '../finding.js';
import { KINDS } from '../kinds/index.js';
import { mutationsOf, publishedDocument, reordered } from '../testing/arbitrary.js';
import { allFindings, loadText } from '../testing/findings.js';
import type { Json } from '../testing/pairs/documents.js';

const seed = fc.integer({ min: 1, max: 2 ** 31 });
const mutated = publishedDocument.chain((document) =>
  fc.record({
    document: fc.constant(document),
    mutation: fc.constantFrom(...mutationsOf(document)),
  }),
);

describe('a comparison', () => {
  it('finds nothing between a document and itself in another order', async () => {
    await fc.assert(
      fc.asyncProperty(publishedDocument, seed, async (document, order) => {
        expect(await findingsOf(document, reordered(document, order))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('finds every single change, in both directions', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async ({ document, mutation }) => {
        const there = await findingsOf(document, mutation.document);
        const back = await findingsOf(mutation.document, document);
        expect({ [mutation.description]: [there.length > 0, back.length > 0] }).toEqual({
          [mutation.description]: [true, true],
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives known kinds', async () => {
    await fc.assert(
      fc.asyncProperty(publishedDocument, publishedDocument, async (before, after) => {
        const findings = await findingsOf(before, after);
        expect(findings.filter(({ what }) => !Object.hasOwn(KINDS, what))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('finds the same whatever the order of keys', async () => {
    await fc.assert(
      fc.asyncProperty(publishedDocument, publishedDocument, seed, async (before, after, order) => {
        const shuffled = await findingsOf(reordered(before, order), reordered(after, order + 1));
        expect(withoutPointers(shuffled)).toEqual(withoutPointers(await findingsOf(before, after)));
      }),
      { numRuns: 100 },
    );
  });
});

/** Without pointers, since they contain the positions in lists, which were shuffled. */
function withoutPointers(findings: readonly Finding[]): readonly unknown[] {
  return findings.map(({ before, after, ...rest }) => ({
    ...rest,
    before: inOrder(before?.value),
    after: inOrder(after?.value),
  }));
}

function inOrder(value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value;
}

async function findingsOf(before: Json, after: Json): Promise<readonly Finding[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return allFindings(old, now);
}
