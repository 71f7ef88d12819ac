import type { UsedMediaTypes } from '../compare/index.js';
import type { Finding } from '../finding.js';
import { allFindings, listKinds, loadText } from '../testing/findings.js';
import { documentOf } from '../testing/pairs/documents.js';
import { PAIRS, SILENT_PAIRS, type Json } from '../testing/pairs/index.js';
import { KINDS } from './index.js';

/** Kinds that depend on more than two documents, each with where it is tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'client-renamed': 'depends on the names of the SDK: describe',
  'paging-added': 'depends on the methods of the SDK',
  'paging-removed': 'depends on the methods of the SDK',
  'error-type-changed': 'depends on the types of the SDK',
  'request unused-media-type-removed': 'depends on what the SDK sends: below',
  'response unused-media-type-removed': 'depends on what the SDK reads: below',
  'compile-error': 'depends on the compiler: describe',
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
      expect(findings.flatMap(listKinds)).toContain(kind);
    },
  );

  it.each(SILENT_PAIRS.map((pair) => [pair.kind, pair] as const))(
    '%s is not reported in either direction',
    async (_, { before, after }) => {
      expect(await findingsOf(before, after)).toEqual([]);
      expect(await findingsOf(after, before)).toEqual([]);
    },
  );

  it.each([
    ['application/json', 'request unused-media-type-removed', 'response unused-media-type-removed'],
    ['text/json', 'request media-type-removed', 'response media-type-removed'],
  ])(
    'of a removed media type depends on whether the SDK uses it: %s',
    async (mediaType, ...kinds) => {
      const use = () => mediaType;
      const findings = await findingsOf(
        exchanging('application/json', 'text/json'),
        exchanging('application/json'),
        { request: () => [mediaType], response: use },
      );
      expect(findings.flatMap(listKinds).sort()).toEqual(kinds);
    },
  );

  it('is in these tables', () => {
    const all = Object.entries(KINDS).flatMap(([id, kind]) =>
      'always' in kind ? [id] : [`request ${id}`, `response ${id}`],
    );
    const tried = new Set([...changes.map(({ kind }) => kind), ...Object.keys(ELSEWHERE)]);
    expect([...tried].sort()).toEqual(all.sort());
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
  return allFindings(old, now, usedMediaTypes);
}
