import type { LoadedDocument } from '../document.js';
import type { Finding, Side } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { usedNames, type Comings } from './names.js';

interface Documents {
  readonly before: LoadedDocument;
  readonly after: LoadedDocument;
}

/** Names of schemas that came, went, or are others now. */
export function tellComings(
  { gone, fresh }: Comings,
  renames: ReadonlyMap<string, string>,
  documents: Documents,
): readonly Finding[] {
  const renamed = new Set(renames.values());
  const removed = [...gone].filter((name) => !renames.has(name));
  const used = removed.length > 0 ? usedNames(documents.before) : new Set<string>();
  const before = (name: string): Side => sideOf(documents.before, name);
  const after = (name: string): Side => sideOf(documents.after, name);
  return [
    ...removed.map((name) =>
      tellName(name, used.has(name) ? 'schema-removed' : 'unused-schema-removed', {
        before: before(name),
      }),
    ),
    ...[...renames].map(([old, name]) =>
      tellName(name, 'schema-renamed', { before: before(old), after: after(name) }),
    ),
    ...[...fresh]
      .filter((name) => !renamed.has(name))
      .map((name) => tellName(name, 'schema-added', { after: after(name) })),
  ];
}

function sideOf({ document, pointerOf }: LoadedDocument, name: string): Side {
  const schema = document.components.schemas[name];
  return { pointer: typeof schema === 'object' ? pointerOf(schema) : '', value: name };
}

/** What there is of a name has no way to travel: whatever uses the schema tells of itself. */
function tellName(
  wireName: string,
  kind: KindId,
  sides: Pick<Finding, 'before' | 'after'>,
): Finding {
  return {
    what: kind,
    subject: { kind: 'schema', wireName, path: [] },
    ...sides,
    reaches: [],
    kinds: [kind],
    oasdiff: sides.before === undefined ? [] : ['api-schema-removed'],
  };
}
