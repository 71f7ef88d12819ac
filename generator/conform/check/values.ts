import { isRecord } from '../../util/is-record.js';
import type { Place } from '../finding.js';
import type { SchemaObject } from '../raw-openapi.js';
import type { JsonType } from '../shape.js';
import { checkObject } from './objects.js';
import type { ScalarRules } from './scalars.js';
import { admits, type Schema, type Schemas, type Spot } from './schemas.js';
import { getJsonType } from './shapes.js';
import type { Fault, FaultDetails } from './tally.js';
import { chooseVariant, isNumberText, selectVariant, type Distance } from './variants.js';
import { parseJson, WrittenText } from './written-text.js';

/** Where what is found goes. */
export interface Recorder {
  see(place: Place): void;
  report(place: Place, fault: Fault, details?: FaultDetails): void;
}

/** Levels of a value; what lies deeper is not checked. */
const MAX_LEVELS = 200;

/** Values that are checked of one answer, with all attempts at variants. */
const MAX_CHECKS = 3_000_000;

/** A schema that applies to a value itself: the one at its place, and what that refers to, combines or chooses. */
export interface Part {
  readonly schema: SchemaObject;
  readonly place: Place;
  /** The value as this schema means it: the number of a text that it accepts as one. */
  readonly value: unknown;
}

/** The parts of a schema for a value. */
export interface Parts {
  readonly applied: Part[];
  /** Schemas that accept the value as well, and declare properties of it. */
  readonly declaring: Part[];
  /** The schema that is told to lack a property. */
  owner: Place;
  /** True when the value is of a variant that the document does not have: its properties are not known either. */
  isOfUnknownVariant: boolean;
  /** True after the value was found to be of another type. */
  isOfOtherType: boolean;
  /** Short lists: most values have a single schema. */
  readonly visited: SchemaObject[];
  readonly seen: Place[];
}

/** What the check of one answer shares with its attempts at variants. */
interface Shared {
  /** How many more values are checked. */
  left: number;
  /** Each value is measured once for each variant, or unions inside unions would take 2^n steps. */
  readonly distances: Map<SchemaObject, Map<object, Distance>>;
}

/** Checks one answer's values with schemas, place by place. */
export class ValueCheck {
  readonly schemas: Schemas;
  readonly scalars: ScalarRules;
  readonly #recorder: Recorder;
  readonly #shared: Shared;

  constructor(
    schemas: Schemas,
    scalars: ScalarRules,
    recorder: Recorder,
    shared: Shared = { left: MAX_CHECKS, distances: new Map() },
  ) {
    this.schemas = schemas;
    this.scalars = scalars;
    this.#recorder = recorder;
    this.#shared = shared;
  }

  check(spot: Spot, written: unknown, level = 1): void {
    this.#shared.left -= 1;
    if (level > MAX_LEVELS || this.#shared.left < 0) return;
    const value =
      written instanceof WrittenText ? written.read(this.schemas, spot.schema) : written;
    if (value === null) {
      this.#recorder.see(spot.place);
      // That null is allowed is said where a schema is referred to, not by the schema.
      if (!this.schemas.allowsNull(spot.schema)) this.report(spot.place, { kind: 'null' });
      return;
    }
    const parts = createParts(spot.place);
    this.#collect(spot, value, level, parts);
    if (parts.isOfOtherType) return;
    for (const part of parts.applied) this.#checkKeywords(part, level);
    if (isRecord(value)) checkObject(this, parts, value, level);
  }

  report(place: Place, fault: Fault, details?: FaultDetails): void {
    if (this.#shared.left >= 0) this.#recorder.report(place, fault, details);
  }

  /** How far a value is from a schema. */
  #measure({ schema, place }: Spot, value: unknown, level: number): Distance {
    const key = typeof schema === 'object' && typeof value === 'object' ? value : null;
    const known = key && this.#shared.distances.get(schema as SchemaObject)?.get(key);
    if (known) return known;
    let mismatches = 0;
    let undeclared = 0;
    const recorder: Recorder = {
      see: () => undefined,
      report: (_, { kind }) => {
        if (kind === 'undeclared-property' || kind === 'undeclared-keys') undeclared += 1;
        else mismatches += 1;
      },
    };
    const trial = new ValueCheck(this.schemas, this.scalars, recorder, this.#shared);
    trial.check({ schema, place }, value, level);
    const distance = { mismatches, undeclared };
    if (key !== null && typeof schema === 'object') {
      const bySchema = this.#shared.distances.get(schema) ?? new Map<object, Distance>();
      this.#shared.distances.set(schema, bySchema.set(key, distance));
    }
    return distance;
  }

  #accepts(spot: Spot, value: unknown, level: number): boolean {
    return this.#measure(spot, value, level).mismatches === 0;
  }

  /** Adds the schema, and everything that applies to the value by it. */
  #collect({ schema, place }: Spot, value: unknown, level: number, parts: Parts): void {
    if (parts.isOfOtherType || schema === true) return;
    if (schema === false) {
      this.#reportType(place, [], value, parts);
      return;
    }
    if (parts.visited.includes(schema)) return;
    parts.visited.push(schema);
    if (!parts.seen.includes(place)) this.#recorder.see(place);
    parts.seen.push(place);
    const read = this.#readTyped(schema, place, value, parts);
    if (read === undefined) return;
    parts.applied.push({ schema, place, value: read.value });
    if (schema.$ref !== undefined) {
      const target = this.schemas.follow(schema.$ref);
      if (parts.owner === place && schema.properties === undefined) parts.owner = target.place;
      this.#collect(target, value, level, parts);
    }
    schema.allOf?.forEach((part, index) =>
      this.#collect(this.#partOf(place, 'allOf', index, part), value, level, parts),
    );
    if (schema.if !== undefined || schema.dependentSchemas !== undefined)
      this.#collectConditional(schema, place, value, level, parts);
    for (const keyword of ['oneOf', 'anyOf'] as const)
      if (schema[keyword] !== undefined)
        this.#collectVariant(keyword, { schema, place }, value, level, parts);
    if (schema.oneOf === undefined && schema.anyOf === undefined)
      this.#collectDerived({ schema, place }, value, level, parts);
  }

  #partOf(place: Place, keyword: string, index: number, schema: Schema): Spot {
    return this.schemas.part(place, [keyword, String(index)], '', schema);
  }

  /** `if`, `then`, `else` and `dependentSchemas` (JSON Schema 2020-12, section 10.2.2). */
  #collectConditional(
    schema: SchemaObject,
    place: Place,
    value: unknown,
    level: number,
    parts: Parts,
  ): void {
    const collect = (keyword: string, part: Schema | undefined, name?: string) => {
      const path = name === undefined ? [keyword] : [keyword, name];
      if (part !== undefined)
        this.#collect(this.schemas.part(place, path, '', part), value, level, parts);
    };
    if (schema.if !== undefined) {
      const spot = this.schemas.part(place, ['if'], '', schema.if);
      const keyword = this.#accepts(spot, value, level) ? 'then' : 'else';
      collect(keyword, schema[keyword]);
    }
    for (const [name, part] of Object.entries(schema.dependentSchemas ?? {}))
      if (isRecord(value) && Object.hasOwn(value, name)) collect('dependentSchemas', part, name);
  }

  #collectVariant(
    keyword: 'oneOf' | 'anyOf',
    { schema, place }: { readonly schema: SchemaObject; readonly place: Place },
    value: unknown,
    level: number,
    parts: Parts,
  ): void {
    const members = (schema[keyword] ?? []).map((member, index) =>
      this.#partOf(place, keyword, index, member),
    );
    const variants = this.schemas.getVariants(schema);
    const selection = variants && selectVariant(variants, value);
    if (selection?.kind === 'selected') {
      this.#collectChosen(selection.spot, value, level, parts);
      return;
    }
    // A discriminator does not decide what is valid: a member that it has no value for may accept one with an unknown value.
    const candidates =
      variants && selection
        ? this.schemas
            .listUnselectable(variants, members)
            .filter((member) => this.#accepts(member, value, level))
        : members;
    if (selection && candidates.length === 0) {
      this.#reportUnknown(place, selection, parts);
      return;
    }
    const choice = chooseVariant(this.schemas, candidates, value, (spot) =>
      this.#measure(spot, value, level),
    );
    switch (choice.kind) {
      case 'chosen':
        this.#collectChosen(choice.spot, value, level, parts);
        for (const other of choice.others) this.#collectSilently(other, value, level, parts);
        break;
      case 'other-type':
        this.#reportType(place, getTypesOf(this.schemas, members), value, parts);
        break;
      case 'none':
        parts.isOfUnknownVariant = true;
        this.report(place, { kind: 'no-variant', keyword }, { values: [value] });
        break;
      default:
        choice satisfies never;
    }
  }

  /** The schema that inherits from this one and is what the value says that it is. */
  #collectDerived(
    { schema, place }: { readonly schema: SchemaObject; readonly place: Place },
    value: unknown,
    level: number,
    parts: Parts,
  ): void {
    const derived = this.schemas.getDerived(schema) ?? this.schemas.getVariants(schema);
    const selection = derived && selectVariant(derived, value);
    if (selection?.kind === 'unknown') this.#reportUnknown(place, selection, parts);
    else if (selection !== undefined && selection.spot.schema !== schema)
      this.#collectChosen(selection.spot, value, level, parts);
  }

  #collectChosen(spot: Spot, value: unknown, level: number, parts: Parts): void {
    parts.owner = spot.place;
    this.#collect(spot, value, level, parts);
  }

  #collectSilently(spot: Spot, value: unknown, level: number, parts: Parts): void {
    const silent = new ValueCheck(this.schemas, this.scalars, SILENT, this.#shared);
    const others = createParts(spot.place);
    silent.#collect(spot, value, level, others);
    parts.declaring.push(...others.applied, ...others.declaring);
  }

  #reportUnknown(
    place: Place,
    { property, value }: { readonly property: string; readonly value: unknown },
    parts: Parts,
  ): void {
    parts.isOfUnknownVariant = true;
    this.report(place, { kind: 'unknown-discriminator', property }, { values: [value] });
  }

  #reportType(place: Place, declared: readonly JsonType[], value: unknown, parts: Parts): void {
    parts.isOfOtherType = true;
    this.report(place, { kind: 'type', declared }, { values: [value] });
  }

  /** The value as a schema's own types mean it; undefined after reporting that it is of none of them. */
  #readTyped(
    schema: SchemaObject,
    place: Place,
    value: unknown,
    parts: Parts,
  ): { readonly value: unknown } | undefined {
    const types = this.schemas.getOwnTypes(schema);
    if (types === 'any' || admits(types, getJsonType(value))) return { value };
    if (typeof value === 'string' && isNumberText(value)) {
      const isNumber = admits(types, getJsonType(Number(value)));
      if (isNumber && schema['x-accepts-text']) return { value: Number(value) };
      if (isNumber || types.has('number')) {
        parts.isOfOtherType = true;
        this.report(place, { kind: 'number-as-text' });
        return undefined;
      }
    }
    this.#reportType(place, [...types], value, parts);
    return undefined;
  }

  #checkKeywords({ schema, place, value }: Part, level: number): void {
    for (const broken of this.scalars.find(schema, value)) {
      switch (broken.keyword) {
        case 'enum':
          this.report(place, { kind: 'enum' });
          break;
        case 'format':
          this.report(
            place,
            { kind: 'format', declared: schema.format ?? '' },
            { values: [value] },
          );
          break;
        case 'pattern':
          this.report(place, { kind: 'pattern' });
          break;
        case 'limit':
          this.report(place, { kind: 'limit', keyword: broken.limit });
          break;
        default:
          broken satisfies never;
      }
    }
    if (Array.isArray(value)) this.#checkItems(schema, place, value, level);
    if (typeof value === 'string') this.#checkContent(schema, place, value, level);
  }

  #checkItems(schema: SchemaObject, place: Place, list: readonly unknown[], level: number): void {
    const { prefixItems = [], items } = schema;
    const rest = items === undefined ? undefined : this.schemas.part(place, ['items'], '[]', items);
    list.forEach((item, index) => {
      const own = prefixItems[index];
      const spot =
        own === undefined
          ? rest
          : this.schemas.part(place, ['prefixItems', String(index)], `[${index}]`, own);
      if (spot !== undefined) this.check(spot, item, level + 1);
    });
  }

  /** JSON inside a text, where the schema says what it is (JSON Schema 2020-12, validation, section 8.5). */
  #checkContent(schema: SchemaObject, place: Place, text: string, level: number): void {
    const { contentSchema, contentMediaType = '' } = schema;
    if (contentSchema === undefined || !/[/+]json\b/i.test(contentMediaType)) return;
    const spot = this.schemas.part(place, ['contentSchema'], '', contentSchema);
    const json = parseJson(text);
    if (json !== undefined) this.check(spot, json.value, level + 1);
  }
}

const SILENT: Recorder = { see: () => undefined, report: () => undefined };

function createParts(owner: Place): Parts {
  return {
    applied: [],
    declaring: [],
    owner,
    isOfUnknownVariant: false,
    isOfOtherType: false,
    visited: [],
    seen: [],
  };
}

function getTypesOf(schemas: Schemas, members: readonly Spot[]): readonly JsonType[] {
  const types = members.flatMap(({ schema }) => {
    const admitted = schemas.getAdmitted(schema);
    return admitted === 'any' ? [] : [...admitted];
  });
  return [...new Set(types)];
}
