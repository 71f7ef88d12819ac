import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { Position } from '../diagnostics.js';
import { jsonStep, type Step } from './json-steps.js';

/** Synchronous, so that a message can be printed in one go; the parser loads when the first place is asked for. */
const load = createRequire(__filename);

/**
 * Finds where JSON pointers (RFC 6901) stand in a JSON or YAML text: the key of a property, the start of
 * an item. Where the text ends before the pointer does, as in a bundled document, the last part found
 * stands for it. Undefined when YAML cannot be parsed. The text is read at the first call.
 */
export function createLocator(text: string): (pointer: string) => Position | undefined {
  let root: Step | undefined | null = null;
  let lines: readonly number[] | undefined;
  return (pointer) => {
    if (root === null) root = /^\uFEFF?\s*[[{]/.test(text) ? jsonRoot(text) : yamlRoot(text);
    if (root === undefined) return undefined;
    let step = root;
    for (const segment of pointer.split('/').slice(1)) {
      const next = step.children().get(segment.replaceAll('~1', '/').replaceAll('~0', '~'));
      if (next === undefined) break;
      step = next;
    }
    lines ??= lineStarts(text);
    return positionIn(lines, step.offset);
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

function jsonRoot(text: string): Step {
  return jsonStep(text, text.search(/[[{]/));
}

function yamlRoot(text: string): Step | undefined {
  const yaml = load('yaml') as typeof Yaml;
  const document = yaml.parseDocument(text, { logLevel: 'silent' });
  const offsetOf = (node: unknown, otherwise: number): number =>
    (yaml.isNode(node) ? node.range?.[0] : undefined) ?? otherwise;
  const stepOf = (node: unknown, offset: number): Step => ({
    offset,
    children: once(() => {
      const target = yaml.isAlias(node) ? node.resolve(document) : node;
      const steps = new Map<string, Step>();
      if (yaml.isSeq(target)) {
        target.items.forEach((item, index) => {
          steps.set(String(index), stepOf(item, offsetOf(item, offset)));
        });
      } else if (yaml.isMap(target)) {
        for (const { key, value } of target.items) {
          const name = yaml.isScalar(key) ? String(key.value) : String(key);
          steps.set(name, stepOf(value, offsetOf(key, offset)));
        }
      }
      return steps;
    }),
  });
  const { contents } = document;
  return contents === null ? undefined : stepOf(contents, offsetOf(contents, 0));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
