import type { Docs, Service } from '../model/model.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import type { Context } from './context.js';
import { docsOf } from './docs.js';
import type { TaggedOperation } from './operations.js';

/** One service a tag; an operation without one (minimal APIs) belongs to the first word of its path. */
export function groupByTag(
  context: Context,
  operations: readonly TaggedOperation[],
): readonly Service[] {
  const byTag = new Map<string, TaggedOperation[]>();
  for (const tagged of operations) {
    const tag = tagged.tag ?? firstWord(tagged.operation.pathTemplate);
    const group = byTag.get(tag) ?? [];
    group.push(tagged);
    byTag.set(tag, group);
  }
  const docs = tagDocs(context);
  return [...byTag.keys()].sort(byCodeUnit).map((wireName) => ({
    wireName,
    docs: docs.get(wireName) ?? {},
    operations: sortedBy(
      (byTag.get(wireName) ?? []).map(({ operation }) => operation),
      (operation) => `${operation.pathTemplate} ${operation.method}`,
    ),
  }));
}

/** Skips what says nothing about the resource: `api`, versions, parameters. */
function firstWord(template: string): string {
  const words = template
    .split('/')
    .filter(
      (segment) => segment !== '' && !segment.includes('{') && !/^(api|v\d[\d.]*)$/i.test(segment),
    );
  return words[0] ?? 'Default';
}

function tagDocs(context: Context): ReadonlyMap<string, Docs> {
  return new Map(
    (context.loaded.document.tags ?? []).map((tag) => [
      tag.name,
      docsOf({ description: tag.description }),
    ]),
  );
}
