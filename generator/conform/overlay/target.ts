import { isRecord } from '../../util/is-record.js';
import { getNode, own, type JsonObject, type Path } from './json-tree.js';

/** A document before and after its corrections. */
export interface Corrected {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/**
 * The JSONPath of a node: a normalized path (RFC 9535, section 2.7), except that an item of a list is selected by what it
 * says where that is possible, since a recorded document may have the list in another order.
 *
 * @param changed The keys of the node that actions change, by which it cannot be selected.
 */
export function toJsonPath(
  document: Corrected,
  path: Path,
  changed: readonly string[] = [],
): string {
  const steps = path.map((key, at) => {
    const list = getNode(document.before, path.slice(0, at));
    if (!Array.isArray(list)) return `[${quote(key)}]`;
    const others = getNode(document.after, path.slice(0, at));
    const isLast = at === path.length - 1;
    return selectItem([list, others], Number(key), isLast ? changed : []);
  });
  return `$${steps.join('')}`;
}

/** The path of an item of a list of plain values. */
export function toItemPath(list: string, value: unknown): string {
  return `${list}[?@==${typeof value === 'string' ? quote(value) : String(value)}]`;
}

/** The path of several keys of a node. */
export function toKeysPath(node: string, keys: readonly string[]): string {
  return `${node}[${keys.map(quote).join(',')}]`;
}

/** @param lists The list before and after the corrections, in both of which the selector finds the item alone. */
function selectItem(lists: readonly unknown[], index: number, changed: readonly string[]): string {
  const item = own(lists[0], String(index));
  const selectors = [
    ...['$ref', 'type', 'format'].map((key) => ({ key, value: own(item, key) })),
    ...['properties', 'items', 'enum', 'const'].map((key) => ({ key, value: undefined })),
  ];
  const found = selectors.find(({ key, value }) => {
    const isEquality = typeof value === 'string';
    if (changed.includes(key) || (!isEquality && own(item, key) === undefined)) return false;
    if (!isEquality && typeof own(item, key) !== 'object') return false;
    const matches = (each: unknown) =>
      isRecord(each) && (isEquality ? own(each, key) === value : Object.hasOwn(each, key));
    return lists.filter(Array.isArray).every((list: readonly unknown[]) => {
      return list.every((each, at) => matches(each) === (at === index));
    });
  });
  if (found === undefined) return `[${index}]`;
  const { key, value } = found;
  return typeof value === 'string' ? `[?@[${quote(key)}]==${quote(value)}]` : `[?@[${quote(key)}]]`;
}

/** Whether a name can be in a JSONPath: implementations differ in control characters, and lone surrogates are not allowed. */
export function canBeQuoted(name: string): boolean {
  return !/\p{Cc}|\p{Surrogate}/u.test(name);
}

/** A name as a normalized path quotes it (RFC 9535, section 2.7). */
function quote(name: string): string {
  return `'${name.replace(/['\\]/g, '\\$&')}'`;
}
