import type { MediaTypeObject, SchemaObject } from '../document/openapi.js';
import type { EventFormat, Property, ResponseBody, TypeRef } from '../model/model.js';
import { union } from '../model/type-refs.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { getMediaKind } from '../util/media-kinds.js';
import { dereference, getOrigin, type Context } from './context.js';
import { readDocs } from './docs.js';
import { getValues } from './type-values.js';
import { getTypeKeywords, toType } from './types.js';

type Schema = SchemaObject | boolean;

/** The fields of an event (WHATWG HTML, section 9.2.6). */
const FIELDS: ReadonlySet<string> = new Set(['data', 'event', 'id', 'retry']);

/** Reads what the items of a `text/event-stream` are: events, or the data of each. */
export function readEventStream(
  context: Context,
  node: MediaTypeObject,
): Required<Pick<ResponseBody, 'type' | 'events'>> {
  const item = getItemSchema(context, node);
  if (item === undefined || item === true)
    return { type: createEventType(context, node), events: { yields: 'event', data: 'text' } };
  const variants = getEventVariants(context, item, node.itemSchema !== undefined);
  if (variants === undefined) {
    const content = getContentSchema(item) ?? item;
    const type = toType(context, content);
    const data = content === item ? getDataFormat(context, type) : 'json';
    return { type, events: { yields: 'data', data } };
  }
  const isDecoded = variants.some(({ properties }) => getContentSchema(properties['data']));
  return {
    type: isDecoded
      ? union(variants.map((variant) => toEventType(context, variant, node)))
      : toType(context, item),
    events: { yields: 'event', ...getEventFormat(context, variants) },
  };
}

/** The type of one item of a stream; undefined when no schema is declared. */
export function readItemType(context: Context, node: MediaTypeObject): TypeRef | undefined {
  const item = getItemSchema(context, node);
  return item === undefined ? undefined : toType(context, item);
}

/** `itemSchema`, else `schema`: an array is the whole stream (OpenAPI 3.2, section 4.14), anything else one item. */
function getItemSchema(context: Context, node: MediaTypeObject): Schema | undefined {
  const { schema, itemSchema } = node;
  if (itemSchema !== undefined || schema === undefined) return itemSchema;
  const target = typeof schema === 'object' ? dereference<SchemaObject>(context, schema) : schema;
  if (typeof target !== 'object' || !getTypeKeywords(target).includes('array')) return schema;
  return target.items ?? true;
}

/** One form of an event, with the keywords of all parts of its schema. */
interface EventVariant {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
}

/** The forms of an event that a schema describes; undefined when it describes the data alone. */
function getEventVariants(
  context: Context,
  schema: Schema,
  isItemSchema: boolean,
): readonly EventVariant[] | undefined {
  const variants = flatten(context, schema, 0);
  const isEvent = ({ properties }: EventVariant) =>
    Object.keys(properties).every((name) => FIELDS.has(name)) &&
    ('data' in properties || (isItemSchema && 'event' in properties));
  return variants !== undefined && variants.every(isEvent) ? variants : undefined;
}

/** Composition of schemas by hand has few levels; a cycle has many. */
const MAX_DEPTH = 8;

/** Every combination of the parts of a schema, without its references; undefined when one of them is not an object. */
function flatten(
  context: Context,
  node: Schema,
  depth: number,
): readonly EventVariant[] | undefined {
  const schema = typeof node === 'object' ? dereference<SchemaObject>(context, node) : undefined;
  if (schema === undefined || depth > MAX_DEPTH) return undefined;
  const types = getTypeKeywords(schema);
  if (types.length > 0 && !types.includes('object')) return undefined;
  const { properties = {}, required = [], allOf = [], oneOf, anyOf } = schema;
  let variants: readonly EventVariant[] = [{ properties, required }];
  const choices = [
    ...allOf.map((part) => [part]),
    ...[oneOf, anyOf].filter((each) => each !== undefined),
  ];
  for (const members of choices) {
    const parts = members.map((member) => flatten(context, member, depth + 1));
    if (parts.includes(undefined)) return undefined;
    variants = variants.flatMap((base) =>
      parts.flatMap((part = []) => part.map((variant) => combine(base, variant))),
    );
  }
  return variants;
}

function combine(base: EventVariant, variant: EventVariant): EventVariant {
  return {
    properties: { ...base.properties, ...variant.properties },
    required: [...new Set([...base.required, ...variant.required])],
  };
}

/** The schema of JSON inside a string (JSON Schema 2020-12, validation, section 8.5); undefined when it is not JSON. */
function getContentSchema(node: Schema | undefined): Schema | undefined {
  if (typeof node !== 'object') return undefined;
  const { contentMediaType, contentSchema } = node;
  const isJson = contentMediaType !== undefined && getMediaKind(contentMediaType) === 'json';
  return isJson ? (contentSchema ?? true) : undefined;
}

function toEventType(context: Context, variant: EventVariant, owner: MediaTypeObject): TypeRef {
  const properties = Object.entries(variant.properties).map(([wireName, node]): Property => ({
    wireName,
    type: toType(context, wireName === 'data' ? (getContentSchema(node) ?? node) : node),
    required: variant.required.includes(wireName),
    access: 'both',
    docs: typeof node === 'object' ? readDocs(node) : {},
    origin: getOrigin(context, typeof node === 'object' ? node : owner),
  }));
  return { kind: 'object', properties: sortedBy(properties, ({ wireName }) => wireName) };
}

/** The type of events of which the document says nothing. */
function createEventType(context: Context, owner: MediaTypeObject): TypeRef {
  const field = (wireName: string, scalar: 'string' | 'integer', required = false): Property => ({
    wireName,
    type: { kind: 'scalar', scalar },
    required,
    access: 'both',
    docs: {},
    origin: getOrigin(context, owner),
  });
  const properties = [
    field('data', 'string', true),
    field('event', 'string'),
    field('id', 'string'),
    field('retry', 'integer'),
  ];
  return { kind: 'object', properties };
}

function getEventFormat(
  context: Context,
  variants: readonly EventVariant[],
): Omit<EventFormat, 'yields'> {
  const formats = variants.map((variant) => ({
    names: getEventNames(variant.properties['event']),
    data: getVariantFormat(context, variant.properties['data']),
  }));
  const [first, ...others] = new Set(formats.map(({ data }) => data));
  if (first === undefined || others.length === 0) return { data: first ?? 'text' };
  const texts = formats.filter(({ data }) => data === 'text');
  const isTold = texts.every(({ names }) => names.length > 0);
  if (!isTold || formats.some(({ data }) => data === 'jsonOrText')) return { data: 'jsonOrText' };
  const textEvents = new Set(texts.flatMap(({ names }) => names));
  return { data: 'json', textEvents: [...textEvents].sort(byCodeUnit) };
}

function getVariantFormat(context: Context, data: Schema | undefined): EventFormat['data'] {
  if (data === undefined) return 'text';
  return getContentSchema(data) === undefined
    ? getDataFormat(context, toType(context, data))
    : 'json';
}

/** The event names that a variant is for; empty when it is for any. */
function getEventNames(event: Schema | undefined): readonly string[] {
  if (typeof event !== 'object') return [];
  const values = event.const === undefined ? (event.enum ?? []) : [event.const];
  return values.filter((value): value is string => typeof value === 'string');
}

/** Strings are sent as they are, as ASP.NET does; everything else as JSON. */
function getDataFormat(context: Context, type: TypeRef): EventFormat['data'] {
  const { strings, scalars, structures } = getValues(context, type);
  if (!strings) return 'json';
  return scalars || structures ? 'jsonOrText' : 'text';
}
