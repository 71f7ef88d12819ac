import type { UsedMediaTypes } from '../compare/index.js';
import type { Finding } from '../finding.js';
import { allFindings, loadText } from '../testing/findings.js';
import { documentOf } from '../testing/pairs/documents.js';
import { PAIRS, SILENT_PAIRS, type Json } from '../testing/pairs/index.js';
import { KINDS } from './index.js';

/** Kinds that depend on more than two documents, each with where it is tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'client-renamed': 'depends on the names of the SDK: describe',
  'request-media-type-alias-removed': 'depends on what the SDK sends: below',
  'response-media-type-alias-removed': 'depends on what the SDK reads: below',
};

const changes = PAIRS.flatMap(({ kind, back, before, after }) => [
  { kind, before, after },
  ...(back === undefined ? [] : [{ kind: back, before: after, after: before }]),
]);

describe('a kind of change', () => {
  it.each(changes.map((change) => [change.kind, change] as const))(
    '%s is found',
    async (kind, { before, after }) => {
      const findings = await findingsOf(before, after);
      expect(findings.flatMap(({ kinds }) => kinds)).toContain(kind);
    },
  );

  it('lists every id that oasdiff may give for it, if it lists any', async () => {
    const unlisted: string[] = [];
    for (const { before, after } of changes)
      for (const { kinds, oasdiff } of await findingsOf(before, after)) {
        const [kind = ''] = kinds;
        const listed = KINDS[kind]?.oasdiff;
        if (listed === undefined || kinds.length > 1) continue;
        unlisted.push(
          ...oasdiff
            .filter((id) => !listed.includes(id) && !id.startsWith('api-version-'))
            .map((id) => `${kind}: ${id}`),
        );
      }
    expect(unlisted).toEqual([]);
  });

  it.each(SILENT_PAIRS.map((pair) => [pair.kind, pair] as const))(
    '%s is not reported in either direction',
    async (kind, { before, after }) => {
      expect(KINDS[kind]?.silent).toBe(true);
      expect(await findingsOf(before, after)).toEqual([]);
      expect(await findingsOf(after, before)).toEqual([]);
    },
  );

  it.each([
    ['application/json', 'request-media-type-alias-removed', 'response-media-type-alias-removed'],
    ['text/json', 'request-media-type-removed', 'response-media-type-removed'],
  ])(
    'of a removed media type depends on whether the SDK uses it: %s',
    async (mediaType, ...kinds) => {
      const use = () => mediaType;
      const findings = await findingsOf(
        exchanging('application/json', 'text/json'),
        exchanging('application/json'),
        { request: () => [mediaType], response: use },
      );
      expect(findings.flatMap((finding) => finding.kinds).sort()).toEqual(kinds);
    },
  );

  it('is in these tables', () => {
    const tried = [...changes, ...SILENT_PAIRS].map(({ kind }) => kind);
    const all = new Set([...tried, ...Object.keys(ELSEWHERE)]);
    expect([...all].sort()).toEqual(Object.keys(KINDS).sort());
  });
});

/** A document whose operation takes and returns these media types. */
function exchanging(...mediaTypes: readonly string[]): Json {
  const content = Object.fromEntries(
    mediaTypes.map((mediaType) => [mediaType, { schema: { type: 'string' } }]),
  );
  return documentOf({
    '/things': {
      post: { requestBody: { content }, responses: { 200: { description: 'OK', content } } },
    },
  });
}

async function findingsOf(
  before: Json,
  after: Json,
  usedMediaTypes?: UsedMediaTypes,
): Promise<readonly Finding[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return allFindings(old, now, '2026-11-24', usedMediaTypes);
}
