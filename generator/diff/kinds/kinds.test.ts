import type { Spoken } from '../compare/index.js';
import type { Finding } from '../finding.js';
import { OASDIFF_IDS } from '../oasdiff/ids.js';
import { allFindings } from '../testing/findings.js';
import { loadText } from '../testing/load.js';
import { documentOf } from '../testing/pairs/documents.js';
import { PAIRS, SILENT_PAIRS, type Json } from '../testing/pairs/index.js';
import { KINDS } from './index.js';

/** Kinds that documents alone do not make, each with where it is tested. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'client-renamed': 'what a title makes of the client is known once the SDK is named: describe',
  'request-media-type-alias-removed': 'what the SDK sends decides: below',
  'response-media-type-alias-removed': 'what the SDK reads decides: below',
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

  it('says which ids oasdiff may give for it, where it says any', async () => {
    const unsaid: string[] = [];
    for (const { before, after } of changes)
      for (const { kinds, oasdiff } of await findingsOf(before, after)) {
        const [kind = ''] = kinds;
        const said = KINDS[kind]?.oasdiff;
        if (said === undefined || kinds.length > 1) continue;
        unsaid.push(
          ...oasdiff
            .filter((id) => !said.includes(id) && !id.startsWith('api-version-'))
            .map((id) => `${kind}: ${id}`),
        );
      }
    expect(unsaid).toEqual([]);
  });

  it('names ids that oasdiff has, sorted', () => {
    for (const { oasdiff = [] } of Object.values(KINDS)) {
      expect(oasdiff.filter((id) => !OASDIFF_IDS.has(id))).toEqual([]);
      expect([...oasdiff].sort()).toEqual(oasdiff);
    }
  });

  it.each(SILENT_PAIRS.map((pair) => [pair.kind, pair] as const))(
    '%s is not told of, either way',
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
    'of what is no longer there depends on whether the SDK speaks it: %s',
    async (spoken, ...kinds) => {
      const says = () => spoken;
      const findings = await findingsOf(
        exchanging('application/json', 'text/json'),
        exchanging('application/json'),
        { request: says, response: says },
      );
      expect(findings.flatMap((finding) => finding.kinds).sort()).toEqual(kinds);
    },
  );

  it('is in these tables if it is one', () => {
    const tried = [...changes, ...SILENT_PAIRS].map(({ kind }) => kind);
    const all = new Set([...tried, ...Object.keys(ELSEWHERE)]);
    expect([...all].sort()).toEqual(Object.keys(KINDS).sort());
  });
});

/** Sends and answers in these media types. */
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

async function findingsOf(before: Json, after: Json, spoken?: Spoken): Promise<readonly Finding[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return allFindings(old, now, '2026-11-24', spoken);
}
