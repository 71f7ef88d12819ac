import { isAlias, isMap, isNode, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { Position } from '../diagnostics.js';
import { isJsonText, skipString, skipTrivia } from '../util/jsonc.js';
import { unescapeSegment } from '../util/json-pointer.js';
import { isMergeKey, readKey } from './yaml-keys.js';

/**
 * Creates a function that finds the position of a JSON pointer (RFC 6901) in a JSON or YAML text: the key of a property,
 * the start of an item. For a pointer that leads out of the text, as in a bundled document, it gives the last part that
 * exists; undefined when the YAML cannot be parsed. The text is read at the first call.
 */
export function createLocator(text: string): (pointer: string) => Position | undefined {
  let root: TextNode | undefined | null = null;
  let lines: readonly number[] | undefined;
  return (pointer) => {
    if (root === null) root = isJsonText(text) ? jsonRoot(text) : yamlRoot(text);
    if (root === undefined) return undefined;
    let node = root;
    for (const segment of pointer.split('/').slice(1)) {
      const next = node.children().get(unescapeSegment(segment));
      if (next === undefined) break;
      node = next;
    }
    lines ??= lineStarts(text);
    return positionIn(lines, node.offset);
  };
}

/** The line and column, both from 1, of an offset in UTF-16 code units. */
export function positionAt(text: string, offset: number): Position {
  return positionIn(lineStarts(text), offset);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function jsonRoot(text: string): TextNode {
  return createJsonNode(text, skipTrivia(text, text.startsWith('\uFEFF') ? 1 : 0));
}

function yamlRoot(text: string): TextNode | undefined {
  const document = parseDocument(text, { logLevel: 'silent', schema: 'core', uniqueKeys: false });
  const offsetOf = (node: unknown, otherwise: number): number =>
    (isNode(node) ? node.range?.[0] : undefined) ?? otherwise;
  const resolve = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);

  /** Adds the entries of a mapping that `children` lacks, those of its merge keys last. */
  const addEntries = (
    map: YAMLMap,
    offset: number,
    children: Map<string, TextNode>,
    seen = new Set([map]),
  ): void => {
    for (const { key, value } of map.items) {
      const name = readKey(key);
      if (!isMergeKey(key) && !children.has(name))
        children.set(name, toNode(value, offsetOf(key, offset)));
    }
    for (const { value } of map.items.filter(({ key }) => isMergeKey(key))) {
      const target = resolve(value);
      for (const source of isSeq(target) ? target.items.map(resolve) : [target])
        // Merge keys may lead back to the mapping, or reach another one many times over.
        if (isMap(source) && !seen.has(source))
          addEntries(source, offset, children, seen.add(source));
    }
  };
  const toNode = (node: unknown, offset: number): TextNode => ({
    offset,
    children: once(() => {
      const target = resolve(node);
      const children = new Map<string, TextNode>();
      if (isSeq(target)) {
        target.items.forEach((item, index) => {
          children.set(String(index), toNode(item, offsetOf(item, offset)));
        });
      } else if (isMap(target)) {
        addEntries(target, offset, children);
      }
      return children;
    }),
  });
  const { contents } = document;
  return contents === null ? undefined : toNode(contents, offsetOf(contents, 0));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A value in a text: the offset of its key or item, and the values in it by key or index. */
interface TextNode {
  readonly offset: number;
  readonly children: () => ReadonlyMap<string, TextNode>;
}

/**
 * A value in a JSON text. Each level is read on demand and deeper ones are skipped, so that a few pointers need little of a
 * text of many megabytes. A truncated text has the values before its end.
 *
 * @param value The offset where the value begins.
 * @param offset The offset of its key; without a key that of the value.
 */
function createJsonNode(text: string, value: number, offset = value): TextNode {
  let known: ReadonlyMap<string, TextNode> | undefined;
  return { offset, children: () => (known ??= readChildren(text, value)) };
}

function readChildren(text: string, value: number): ReadonlyMap<string, TextNode> {
  const children = new Map<string, TextNode>();
  const isObject = text[value] === '{';
  if (!isObject && text[value] !== '[') return children;
  let at = skipTrivia(text, value + 1);
  for (let index = 0; at < text.length; index += 1) {
    const start = at;
    let key = String(index);
    if (isObject) {
      if (text[at] !== '"') return children;
      const end = skipString(text, at);
      key = decodeKey(text.slice(at, end));
      at = skipTrivia(text, end);
      if (text[at] !== ':') return children;
      at = skipTrivia(text, at + 1);
    }
    if (at >= text.length || text[at] === ']' || text[at] === '}') return children;
    children.set(key, createJsonNode(text, at, start));
    at = skipTrivia(text, skipValue(text, at));
    if (text[at] !== ',') return children;
    at = skipTrivia(text, at + 1);
  }
  return children;
}

function skipValue(text: string, from: number): number {
  if (text[from] === '"') return skipString(text, from);
  const isOpen = text[from] === '{' || text[from] === '[';
  const marks = isOpen ? /["{}[\]]|\/[/*]/g : /[,}\]\s]|\/[/*]/g;
  marks.lastIndex = from;
  let depth = 0;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    if (!isOpen) return found.index;
    const [mark] = found;
    if (mark === '"') marks.lastIndex = skipString(text, found.index);
    else if (mark.startsWith('/')) marks.lastIndex = skipTrivia(text, found.index);
    else depth += mark === '{' || mark === '[' ? 1 : -1;
    if (depth === 0) return found.index + 1;
  }
  return text.length;
}

/** A key without its quotes and escapes; as written when it is not valid JSON. */
function decodeKey(key: string): string {
  try {
    return String(JSON.parse(key));
  } catch (error) {
    if (error instanceof SyntaxError) return key;
    throw error;
  }
}
