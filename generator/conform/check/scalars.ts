import type { ValidateFunction } from 'ajv';
import { createAjv } from '../../util/ajv.js';
import { sortKeys } from '../../util/order.js';
import type { LimitKeyword } from '../finding.js';
import type { SchemaObject } from '../raw-openapi.js';
import { createPatternTest } from './patterns.js';

/** The keywords that a validator decides, for the value itself and without other schemas. */
const KEYWORDS = [
  'enum',
  'const',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const satisfies readonly (keyof SchemaObject)[];

/** What a value does not keep to. */
export type BrokenKeyword =
  | { readonly keyword: 'enum' | 'format' | 'pattern' }
  | { readonly keyword: 'limit'; readonly limit: LimitKeyword };

/** Checks values with the keywords of a schema that limit them, whatever the schema's parts say. */
export class ScalarRules {
  // Of 0.07, 0.01 is a multiple too, although floating-point numbers deny it.
  readonly #ajv = createAjv({ multipleOfPrecision: 6 });
  readonly #bySchema = new WeakMap<SchemaObject, ValidateFunction | 'nothing'>();
  /** Of many schemas, the keywords are the same. */
  readonly #byText = new Map<string, ValidateFunction>();
  readonly #patterns = new Map<string, (text: string) => boolean>();

  find(schema: SchemaObject, value: unknown): readonly BrokenKeyword[] {
    const broken: BrokenKeyword[] = [];
    const validate = this.#compile(schema);
    if (validate !== 'nothing' && !validate(value))
      for (const { keyword } of validate.errors ?? []) broken.push(toBrokenKeyword(keyword));
    // A value that is not one of those listed has no format to keep to.
    if (broken.some(({ keyword }) => keyword === 'enum')) return [{ keyword: 'enum' }];
    if (typeof value === 'string' && schema.pattern !== undefined)
      if (!this.matchesPattern(schema.pattern, value)) broken.push({ keyword: 'pattern' });
    if (schema.uniqueItems === true && Array.isArray(value) && hasEqualItems(value))
      broken.push({ keyword: 'limit', limit: 'uniqueItems' });
    return broken;
  }

  /** True as well where that cannot be told; see {@link createPatternTest}. */
  matchesPattern(pattern: string, text: string): boolean {
    const test = this.#patterns.get(pattern) ?? createPatternTest(pattern);
    this.#patterns.set(pattern, test);
    return test(text);
  }

  #compile(schema: SchemaObject): ValidateFunction | 'nothing' {
    const known = this.#bySchema.get(schema);
    if (known !== undefined) return known;
    const rules = Object.fromEntries(
      KEYWORDS.filter((keyword) => isRule(schema, keyword)).map((keyword) => [
        keyword,
        schema[keyword],
      ]),
    );
    const made = Object.keys(rules).length === 0 ? 'nothing' : this.#compileRules(rules);
    this.#bySchema.set(schema, made);
    return made;
  }

  #compileRules(rules: Readonly<Record<string, unknown>>): ValidateFunction {
    const text = JSON.stringify(sortKeys(rules));
    const made = this.#byText.get(text) ?? this.#ajv.compile(rules);
    this.#byText.set(text, made);
    return made;
  }
}

/** Files are no text, and nothing is a multiple of zero (JSON Schema 2020-12, validation, section 6.2.1). */
function isRule(schema: SchemaObject, keyword: (typeof KEYWORDS)[number]): boolean {
  if (schema[keyword] === undefined) return false;
  if (keyword === 'multipleOf') return (schema.multipleOf ?? 0) > 0;
  return keyword !== 'format' || schema.format !== 'binary';
}

function toBrokenKeyword(keyword: string): BrokenKeyword {
  switch (keyword) {
    case 'enum':
    case 'const':
      return { keyword: 'enum' };
    case 'format':
      return { keyword };
    default:
      return { keyword: 'limit', limit: keyword as LimitKeyword };
  }
}

/** Levels of an item that is compared with others. */
const MAX_LEVELS = 100;

/** JSON Schema 2020-12, section 4.2.2. Compared as text, since a list may be long. */
function hasEqualItems(items: readonly unknown[]): boolean {
  if (items.some((item) => isDeeper(item, MAX_LEVELS))) return false;
  return new Set(items.map((item) => JSON.stringify(sortKeys(item)))).size < items.length;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}
