import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { defined } from '../util/defined.js';
import { define, isObject } from './json.js';
import { MAX_ALIASED, MAX_DEPTH } from './limits.js';
import { getWritten, isMergeKey } from './yaml-keys.js';
import { restoreTexts, WrittenTexts } from './written-texts.js';

/** What a text holds, or why it cannot be read; `code` is that of the diagnostic. */
export type ReadText =
  /** `unquoted`: the schemas with numbers in an enumeration of strings. */
  | { readonly value: unknown; readonly unquoted?: ReadonlySet<object> }
  | { readonly code: 'syntax' | 'nesting-too-deep'; readonly message: string };

/**
 * Reads a YAML 1.2 text (core schema: `on`, `no` and dates are text) with the merge keys of YAML 1.1. Keys, and plain
 * scalars where OpenAPI expects text, are read as they are written: `200`, `1.0`. An alias is the object that it names.
 */
export function readYaml(text: string): ReadText {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    logLevel: 'silent',
    prettyErrors: false,
    // Otherwise `%YAML 1.1` in the text changes what `no` and `2020-01-01` mean.
    schema: 'core',
    // Checked here instead, in less than quadratic time, and by what is written.
    uniqueKeys: false,
  });
  const [error] = document.errors;
  try {
    // A stack overflow of the parser; what it says after that means nothing.
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw tooDeep();
    if (error !== undefined) throw new YamlError(error.pos[0], toWords(error.code));
    const reader = new YamlReader();
    const value = reader.read(document.contents, 1).value;
    return { value, unquoted: restoreTexts(value, reader.texts) };
  } catch (failure) {
    if (failure instanceof TooLarge) return { code: 'nesting-too-deep', message: failure.message };
    if (!(failure instanceof YamlError)) throw failure;
    const { line, col } = lineCounter.linePos(failure.offset);
    return {
      code: 'syntax',
      message: `Line ${line}, column ${col}: invalid YAML (${failure.message}).`,
    };
  }
}

class TooLarge extends Error {}

class YamlError extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

function tooDeep(): TooLarge {
  return new TooLarge(`The document has more than ${MAX_DEPTH} levels.`);
}

/** A value, and what was written when it is a plain scalar that is no text. */
interface Read {
  readonly value: unknown;
  readonly written?: string;
}

/** Converts the nodes of a YAML document to values. */
class YamlReader {
  readonly texts = new WrittenTexts();
  /** By name, what the last anchor before the current node stands for. */
  readonly #anchored = new Map<string, Read>();
  #merged = 0;

  read(node: unknown, depth: number): Read {
    if (depth > MAX_DEPTH + 1) throw tooDeep();
    if (isAlias(node)) {
      const found = this.#anchored.get(node.source);
      if (found === undefined) throw new YamlError(startOf(node), 'alias without an anchor');
      return found;
    }
    if (isScalar(node)) return this.#anchor(node.anchor, readScalar(node));
    if (isSeq(node)) return this.#readList(node, depth);
    return isMap(node) ? this.#readMap(node, depth) : { value: null };
  }

  #readList(node: YAMLSeq, depth: number): Read {
    const list: unknown[] = [];
    // Before its items, since one of them may refer to the list.
    const read = this.#anchor(node.anchor, { value: list });
    node.items.forEach((item, index) => {
      const { value, written } = this.read(item, depth + 1);
      list.push(value);
      this.texts.set(list, String(index), written);
    });
    return read;
  }

  #readMap(node: YAMLMap, depth: number): Read {
    const map: Record<string, unknown> = {};
    const read = this.#anchor(node.anchor, { value: map });
    const merged = new Set<string>();
    for (const { key, value } of node.items) {
      if (isMergeKey(key)) {
        for (const source of this.#mergeSources(value, depth)) this.#merge(map, source, merged);
        continue;
      }
      const name = this.#readKey(key, depth);
      if (Object.hasOwn(map, name) && !merged.delete(name))
        throw new YamlError(startOf(key), 'duplicate key');
      const part = this.read(value, depth + 1);
      define(map, name, part.value);
      this.texts.set(map, name, part.written);
    }
    return read;
  }

  #anchor(name: string | undefined, read: Read): Read {
    if (name !== undefined) this.#anchored.set(name, read);
    return read;
  }

  #readKey(key: unknown, depth: number): string {
    const { value, written } = this.read(key, depth + 1);
    if (typeof value === 'object' && value !== null)
      throw new YamlError(startOf(key), 'key is not a scalar');
    return written ?? String(value);
  }

  /** The mappings that a merge key names, the winning one first. */
  #mergeSources(node: unknown, depth: number): readonly Readonly<Record<string, unknown>>[] {
    const { value } = this.read(node, depth + 1);
    const sources: readonly unknown[] = Array.isArray(value) ? value : [value];
    return sources.map((source) => {
      if (isObject(source)) return source;
      throw new YamlError(startOf(node), 'merge key without a mapping');
    });
  }

  /** Adds the entries that the mapping does not have (https://yaml.org/type/merge.html); `merged` collects their keys. */
  #merge(map: Record<string, unknown>, source: object, merged: Set<string>): void {
    for (const [key, value] of Object.entries(source)) {
      if (Object.hasOwn(map, key)) continue;
      if (++this.#merged > MAX_ALIASED)
        throw new TooLarge(`The document's merge keys expand to more than ${MAX_ALIASED} values.`);
      define(map, key, value);
      this.texts.set(map, key, this.texts.get(source, key));
      merged.add(key);
    }
  }
}

function readScalar(node: Scalar): Read {
  return { value: node.value, ...defined({ written: getWritten(node) }) };
}

function startOf(node: unknown): number {
  return isAlias(node) || isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? 0) : 0;
}

/** `MISSING_CHAR` as words. */
function toWords(code: string): string {
  return code.replaceAll('_', ' ').toLowerCase();
}
