import { isJsonObject } from '../data/coerce.js';
import type { Json } from '../outgoing-response.js';
import type { SchemaObject } from '../raw-openapi.js';
import type { Schema, Schemas } from './schemas.js';

/** Where a schema describes a value. */
export interface Where {
  /** Whether other schemas describe the same object, which may then have further properties. */
  readonly isShared: boolean;
  /** Whether the value, or the list or map that it is in, is of a property that holds keys. */
  readonly isKey: boolean;
}

interface Walk {
  readonly schemas: Schemas;
  /** Names, in lower case, of properties that hold keys. */
  readonly keys: ReadonlySet<string>;
  /** Called for each schema of each value but null, with its parts mapped. */
  readonly map: (value: Json, schema: SchemaObject, where: Where) => Json;
}

/** References may go in a circle. */
const MAX_STEPS = 50;

/** Maps a value and its parts, which are walked beside the schemas that describe them. */
export function mapValue(
  walk: Walk,
  value: Json,
  schema: Schema,
  where: Where = { isShared: false, isKey: false },
  steps = 0,
): Json {
  if (typeof schema === 'boolean' || value === null || steps > MAX_STEPS) return value;
  const { same, properties, values = true, items = true, ...own } = walk.schemas.describe(schema);
  const here = { ...where, isShared: where.isShared || own.isShared };
  const inner = { isShared: false, isKey: where.isKey };
  let mapped = same.reduce<Json>(
    (current, part) => mapValue(walk, current, part, here, steps + 1),
    value,
  );
  if (isJsonObject(mapped)) {
    const declared = new Map(properties);
    const entries = Object.entries(mapped).map(([name, part]): [string, Json] => {
      const isKey = walk.keys.has(name.toLowerCase());
      const known = declared.get(name);
      return [
        name,
        known === undefined
          ? mapValue(walk, part, values, inner)
          : mapValue(walk, part, known, { isShared: false, isKey }),
      ];
    });
    mapped = Object.fromEntries(entries);
  } else if (Array.isArray(mapped)) {
    mapped = (mapped as readonly Json[]).map((item) => mapValue(walk, item, items, inner));
  }
  return walk.map(mapped, schema, here);
}
