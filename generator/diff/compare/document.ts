import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { Finding } from '../finding.js';
import { compareAnnotations } from './annotations.js';
import { createSides, type AddFinding, type Comparison, type OperationPair } from './context.js';
import { findServerChange, getServers, inheritsServers } from './servers.js';
import { isEarlierVersion } from './version.js';

/** Compares what belongs to the document as a whole: info, servers and tags. */
export function compareDocument(
  { before, after }: Comparison,
  pairs: readonly OperationPair[],
): readonly Finding[] {
  const [old, now] = [before.loaded.document, after.loaded.document];
  const findings: Finding[] = [];
  const addAt =
    (part: string, pointer: string): AddFinding =>
    (what, was, is) => {
      findings.push({
        what,
        subject: { kind: 'document', wireName: '', part, path: [] },
        before: { pointer, ...defined({ value: was }) },
        after: { pointer, ...defined({ value: is }) },
        reaches: [],
      });
    };
  const { info: was } = old;
  const { info: is } = now;
  if (was.title !== is.title) addAt('title', '/info/title')('info-changed', was.title, is.title);
  if (was.version !== is.version) {
    const what = isEarlierVersion(is.version, was.version) ? 'version-decreased' : 'info-changed';
    addAt('version', '/info/version')(what, was.version, is.version);
  }
  const { description } = was;
  compareAnnotations(
    { description },
    { description: is.description },
    addAt('description', '/info/description'),
  );
  const [docs, newDocs] = [old, now].map(({ externalDocs }) => ({
    externalDocs: externalDocs?.url,
  }));
  compareAnnotations(docs ?? {}, newDocs ?? {}, addAt('externalDocs', '/externalDocs'));
  const servers = findServerChange(getServers(before), getServers(after));
  if (servers && (pairs.length === 0 || pairs.some(inheritsServers)))
    addAt('servers', '/servers')(...servers);
  return [...findings, ...compareTags({ before, after })];
}

const TAG_TEXTS = ['summary', 'description', 'parent', 'kind'] as const;

/** Compares what tags say to readers. */
function compareTags({ before, after }: Pick<Comparison, 'before' | 'after'>): readonly Finding[] {
  const [old, now] = [before, after].map(
    ({ loaded }) => new Map((loaded.document.tags ?? []).map((tag) => [tag.name, tag])),
  );
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort(byCodeUnit);
  return names.flatMap((name): readonly Finding[] => {
    const [was, is] = [old?.get(name), now?.get(name)];
    const urls = [was?.externalDocs?.url, is?.externalDocs?.url] as const;
    return [...TAG_TEXTS.map((key) => [was?.[key], is?.[key]] as const), urls]
      .filter(([text = '', newText = '']) => text !== newText)
      .map(([text, newText]) => ({
        what: 'documentation-changed',
        subject: { kind: 'document', wireName: '', part: `tag ${name}`, path: [] },
        ...createSides(
          before,
          after,
          text === undefined ? undefined : was,
          newText === undefined ? undefined : is,
          text,
          newText,
        ),
        reaches: [],
      }));
  });
}
