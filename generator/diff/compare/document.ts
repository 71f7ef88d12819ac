import { byCodeUnit } from '../../util/order.js';
import type { Finding, Side } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import type { Comparison } from './context.js';
import { compareSchemes } from './schemes.js';
import { globalSecurity } from './security.js';
import { serversOf } from './servers.js';
import { sameShape } from './shape.js';

/** What a document says of itself and of all its operations. */
export function compareDocument(comparison: Comparison): readonly Finding[] {
  const [old, now] = [comparison.before.loaded.document, comparison.after.loaded.document];
  const findings: Finding[] = [];
  const tell = (
    kind: KindId,
    part: string,
    before: Side,
    after: Side,
    oasdiff: readonly string[] = [],
  ): void => {
    findings.push({
      what: kind,
      subject: { kind: 'document', wireName: '', part, path: [] },
      before,
      after,
      reaches: [],
      kinds: [kind],
      oasdiff: [...oasdiff].sort(),
    });
  };
  for (const key of ['title', 'version', 'description'] as const) {
    const [was, is] = [old.info[key], now.info[key]];
    if (was === is) continue;
    const kind = key === 'description' ? 'document-documentation-changed' : 'info-changed';
    tell(kind, key, at(`/info/${key}`, was), at(`/info/${key}`, is));
  }
  if (!sameShape([old.externalDocs?.url], [now.externalDocs?.url]))
    tell(
      'document-documentation-changed',
      'externalDocs',
      at('/externalDocs', old.externalDocs?.url),
      at('/externalDocs', now.externalDocs?.url),
    );
  const servers = [serversOf(old.servers), serversOf(now.servers)];
  if (!sameShape(servers[0], servers[1])) {
    const kind = servers[0]?.every((url) => servers[1]?.includes(url))
      ? 'server-added'
      : 'server-changed';
    tell(kind, 'servers', at('/servers', servers[0]), at('/servers', servers[1]));
  }
  const security = globalSecurity(comparison);
  if (security) tell(security.kind, 'security', security.before, security.after, security.oasdiff);
  return [...findings, ...compareTags(comparison), ...compareSchemes(comparison)];
}

function at(pointer: string, value: unknown): Side {
  return { pointer, ...(value !== undefined && { value }) };
}

/** What tags say of the services that they make. */
function compareTags({ before, after }: Comparison): readonly Finding[] {
  const texts = ({ loaded }: Comparison['before']) =>
    new Map((loaded.document.tags ?? []).map((tag) => [tag.name, tag]));
  const [old, now] = [texts(before), texts(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(byCodeUnit);
  return names.flatMap((name): readonly Finding[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if ((was?.description ?? '') === (is?.description ?? '')) return [];
    return [
      {
        what: 'document-documentation-changed',
        subject: { kind: 'document', wireName: '', part: `tag ${name}`, path: [] },
        ...(was?.description !== undefined && {
          before: { pointer: before.pointer(was), value: was.description },
        }),
        ...(is?.description !== undefined && {
          after: { pointer: after.pointer(is), value: is.description },
        }),
        reaches: [],
        kinds: ['document-documentation-changed'],
        oasdiff: [],
      },
    ];
  });
}
