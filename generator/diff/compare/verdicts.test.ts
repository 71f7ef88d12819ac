import type { Verdict } from '../change.js';
import { getEffects, getKindId } from '../kinds/index.js';
import type { Parts } from '../testing/documents.js';
import { allFindings, loadText } from '../testing/findings.js';
import { BODIES } from '../testing/verdicts/bodies.js';
import { DOCUMENT, SERVERS } from '../testing/verdicts/document.js';
import { OPERATIONS } from '../testing/verdicts/operations.js';
import { PARAMETERS } from '../testing/verdicts/parameters.js';
import { RESPONSES } from '../testing/verdicts/responses.js';
import { AUTHENTICATION, CREDENTIALS } from '../testing/verdicts/security.js';

const WORDS: Readonly<Record<Verdict, string>> = {
  breaking: 'breaks',
  'potentially-breaking': 'may break',
  'non-breaking': 'safe',
};

/** `breaks security-added`, for each finding. */
async function judge(before: Parts, after: Parts): Promise<readonly string[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return allFindings(old, now)
    .map((finding) => `${WORDS[getEffects(finding)[0]?.wire ?? 'breaking']} ${getKindId(finding)}`)
    .sort();
}

const PROBES = {
  CREDENTIALS,
  AUTHENTICATION,
  PARAMETERS,
  BODIES,
  RESPONSES,
  SERVERS,
  DOCUMENT,
  OPERATIONS,
};

describe.each(Object.entries(PROBES))('%s', (_, probes) => {
  it.each(
    probes.flatMap(([name, before, after, want, back]) => [
      [name, before, after, want] as const,
      ...(back === undefined ? [] : [[`${name}, reversed`, after, before, back] as const]),
    ]),
  )('%s', async (_name, before, after, want) => {
    expect(await judge(before, after)).toEqual([...want].sort());
  });
});
