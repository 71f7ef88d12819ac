/**
 * How many entries the merge keys (`<<`) of a YAML text add to those that are written, counted without adding them:
 * each copies every entry of what it names, and 20 000 of them a mapping of 1 000 entries. Mappings are visited once.
 */
export async function mergedEntries(text: string): Promise<number> {
  if (!/<<["']?\s*:/.test(text)) return 0;
  const { isAlias, isMap, isScalar, isSeq, parseDocument, visit } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const anchored = new Map<string, unknown>();
  const targets = new Map<unknown, unknown>();
  const sizes = new Map<unknown, number>();
  let added = 0;

  /** An anchor stands before its aliases, and what a mapping merges is done before the mapping is. */
  const sizeOf = (node: unknown): number => {
    const target = isAlias(node) ? targets.get(node) : node;
    if (isSeq(target)) return target.items.reduce((sum: number, item) => sum + sizeOf(item), 0);
    if (!isMap(target)) return 0;
    const known = sizes.get(target);
    if (known !== undefined) return known;
    // A mapping that merges itself has no more than it has.
    sizes.set(target, target.items.length);
    const merged = target.items
      .filter(({ key }) => isScalar(key) && key.value === '<<')
      .reduce((sum, { value }) => sum + sizeOf(value), 0);
    added += merged;
    sizes.set(target, target.items.length + merged);
    return target.items.length + merged;
  };

  const mappings: unknown[] = [];
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) targets.set(node, anchored.get(node.source));
      else if (node.anchor !== undefined) anchored.set(node.anchor, node);
      if (isMap(node)) mappings.push(node);
    },
  });
  for (const mapping of mappings) sizeOf(mapping);
  return added;
}
