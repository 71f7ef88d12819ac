import { resolvePointer } from '../../document/index.js';
import { authorized, loadStandIn, openDocument, openStandIn } from '../testing/open.js';
import { getSafeRequests } from '../testing/safe-requests.js';
import type { LieKind } from './lie.js';

/** The lies about the stand-in, against the document. */

/** What the schema of a body does not say. */
const UNSEEN: ReadonlySet<LieKind> = new Set([
  'write-only',
  'discriminator',
  'undeclared-body',
  'status',
  'media-type',
  'problem-details',
  'header',
  'paging',
]);

describe('the lies about the stand-in', () => {
  it('contradict the document where they are told, and nothing does elsewhere', async () => {
    const { document, published } = await loadStandIn();
    const requests = getSafeRequests(document);
    const kinds = new Set<LieKind>();
    for (let seed = 0; seed < 4; seed += 1) {
      const sandbox = await openStandIn({ lies: String(seed) });
      const headers = await authorized(sandbox);
      const count = () => sandbox.lies.map(({ told }) => told);
      for (const { target, validate } of requests) {
        const before = count();
        const response = await sandbox.fetch(target, { headers });
        const text = await response.text();
        const told = sandbox.lies.filter(({ told: after }, index) => after !== before[index]);
        for (const { kind } of told) kinds.add(kind);
        if (told.some(({ kind }) => UNSEEN.has(kind))) continue;
        const errors = text === '' ? ['no body'] : validate(JSON.parse(text));
        expect([seed, target, errors.length > 0]).toEqual([seed, target, told.length > 0]);
      }
      for (const { pointer } of sandbox.lies)
        expect(resolvePointer(published, pointer)).toBeInstanceOf(Object);
      await sandbox.close();
    }
    expect(kinds.size).toBeGreaterThan(6);
  });

  it('are the same for the same seed, whatever the order of keys, and others for another', async () => {
    const { published } = await loadStandIn();
    const list = async (document: object, lies: string) =>
      (await openDocument(document, { lies })).lies;
    const lies = await list(published, '7');
    expect(lies).toHaveLength(5);
    expect(await list(reversed(published) as object, '7')).toEqual(lies);
    expect(await list(published, '8')).not.toEqual(lies);
  });

  it('are none without a seed', async () => {
    expect((await openStandIn()).lies).toEqual([]);
  });
});

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, part]) => [key, reversed(part)]));
}
