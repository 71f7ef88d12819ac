import { own, type JsonObject } from './json.js';
import type { SchemaObject } from './openapi.js';
import { LIST, NUMBER, type Shapes } from './shapes.js';
import type { SchemaDraft } from './upgrade-3.0.js';

type Schema = SchemaObject | boolean;

/** Makes the schema that stands under a key; undefined and a complaint when it is none. */
export type MakeSchema = (value: unknown, key: string, owner: object) => Schema | undefined;

/** What no type can say, with the kind of value that each keyword has; most schemas have none of them. */
const CONDITIONS: ReadonlyMap<string, Kind> = new Map<Condition, Kind>([
  ['if', 'schema'],
  ['then', 'schema'],
  ['else', 'schema'],
  ['contains', 'schema'],
  ['minContains', 'number'],
  ['maxContains', 'number'],
  ['propertyNames', 'schema'],
  ['patternProperties', 'schemas'],
  ['dependentRequired', 'names'],
  ['dependentSchemas', 'schemas'],
  ['unevaluatedItems', 'schema'],
  ['unevaluatedProperties', 'schema'],
  ['contentSchema', 'schema'],
  ['x-extensible-enum', 'list'],
  ['x-sunset', 'data'],
  ['x-stability-level', 'data'],
]);

type Kind = 'schema' | 'schemas' | 'number' | 'names' | 'list' | 'data';

type Condition = Extract<
  keyof SchemaObject,
  | 'if'
  | 'then'
  | 'else'
  | 'contains'
  | 'minContains'
  | 'maxContains'
  | 'propertyNames'
  | 'patternProperties'
  | 'dependentRequired'
  | 'dependentSchemas'
  | 'unevaluatedItems'
  | 'unevaluatedProperties'
  | 'contentSchema'
  | 'x-extensible-enum'
  | 'x-sunset'
  | 'x-stability-level'
>;

/** Adds to `draft` the keywords that only a comparison of two documents looks at, whatever version they stand in. */
export function readConditions(
  draft: SchemaDraft,
  shapes: Shapes,
  node: JsonObject,
  make: MakeSchema,
): void {
  for (const key of Object.keys(node)) {
    const kind = CONDITIONS.get(key);
    if (kind === undefined) continue;
    const value = readCondition(shapes, node, key, kind, make);
    if (value !== undefined) Object.assign(draft, { [key]: value });
  }
}

function readCondition(
  shapes: Shapes,
  node: JsonObject,
  key: string,
  kind: Kind,
  make: MakeSchema,
): unknown {
  switch (kind) {
    case 'schema':
      return make(own(node, key), key, node);
    case 'schemas':
      return shapes.map(node, key, make);
    case 'number':
      return shapes.read(node, key, NUMBER);
    case 'names':
      return shapes.map(node, key, (_, name, map) => shapes.texts(map, name));
    case 'list':
      return shapes.read(node, key, LIST);
    case 'data':
      return own(node, key);
    default:
      return kind satisfies never;
  }
}
