import { isDeepStrictEqual } from 'node:util';
import type { Finding, Side } from '../../diff/index.js';
import type { SchemaObject } from '../../document/openapi.js';
import {
  isAnnotation,
  isNull,
  resolveSchema,
  type ResolvedSchema,
  type Schema,
} from './resolve.js';
import { escapeSegment } from '../../util/json-pointer.js';
import { CONSTRAINTS, getConstraintSuffixes, getKeyword } from './constraints.js';
import { isChecked, type DocumentNodes, type DocumentPair, type Use } from './documents.js';
import { OASDIFF_IDS } from './ids.js';
import { readSunset } from './operations.js';
import { getTypeSuffixes, getVariantSuffixes } from './types.js';

/**
 * The ids of oasdiff for a difference between schemas in all their uses.
 *
 * @param today `YYYY-MM-DD`, to compare sunset dates with.
 */
export function getSchemaIds(
  finding: Finding,
  uses: readonly Use[],
  documents: DocumentPair,
  today: string,
): readonly string[] {
  const [before, after] = [
    documents.before.findSchema(finding.before),
    documents.after.findSchema(finding.after),
  ];
  const [was, is] = [before?.core ?? {}, after?.core ?? {}];
  const schemas = { finding, documents, today, before, after, was, is };
  const getCandidates = FAMILIES[finding.what] ?? suffix(finding.what);
  return uses.flatMap((use) => getCandidates(schemas, use)).filter((id) => OASDIFF_IDS.has(id));
}

/** What stands at both sides of a finding. */
interface Schemas {
  readonly finding: Finding;
  readonly documents: DocumentPair;
  readonly today: string;
  /** Undefined where the document has nothing. */
  readonly before: ResolvedSchema | undefined;
  readonly after: ResolvedSchema | undefined;
  /** Their keywords. */
  readonly was: SchemaObject;
  readonly is: SchemaObject;
}

/** Returns what the naming scheme of oasdiff gives; not all of it exists. */
type GetCandidates = (schemas: Schemas, use: Use) => readonly string[];

/** `response-property`: where most ids begin. */
function getPrefix({ location, direction, nested }: Use): string {
  if (location === 'parameter') return nested ? 'request-parameter-property' : 'request-parameter';
  if (location === 'header') return nested ? 'response-header-property' : 'response-header';
  return `${direction}-${nested ? 'property' : 'body'}`;
}

/** Puts what happened after the use. */
function suffix(...suffixes: readonly string[]): GetCandidates {
  return (_, use) => suffixes.map((one) => `${getPrefix(use)}-${one}`);
}

/** As {@link suffix}, with what the schemas say. */
function suffixes(get: (schemas: Schemas, use: Use) => readonly string[]): GetCandidates {
  return (schemas, use) => suffix(...get(schemas, use))(schemas, use);
}

function isReadOnly({ before, after }: Schemas): boolean {
  return (after ?? before)?.annotations.readOnly === true;
}

function isWriteOnly({ before, after }: Schemas): boolean {
  return [before, after].some((schema) => schema?.annotations.writeOnly === true);
}

/** A required or optional property that was added or removed. */
const property =
  (change: 'added' | 'removed', need: 'required' | 'optional'): GetCandidates =>
  (schemas, { direction, location, parameter }) => {
    if (direction === 'response')
      return [`response-${need}-${isWriteOnly(schemas) ? 'write-only-' : ''}property-${change}`];
    if (isReadOnly(schemas)) return [];
    if (location === 'parameter')
      return parameter?.in === 'header' && change === 'added'
        ? [`new-${need}-request-header-property`]
        : [];
    if (change === 'removed') return ['request-property-removed'];
    return [`new-${need}-request-property${need === 'required' ? withDefault(schemas) : ''}`];
  };

const requiredness =
  (need: 'required' | 'optional'): GetCandidates =>
  (schemas, { direction, location, parameter }) => {
    const { after, subject } = schemas.finding;
    // oasdiff ignores the names of properties that nothing declares.
    if (!after?.pointer.endsWith(`/properties/${escapeSegment(subject.path.at(-1) ?? '')}`))
      return [];
    const what = `property-became-${need}`;
    if (direction === 'response')
      return [`response-${isWriteOnly(schemas) ? 'write-only-' : ''}${what}`];
    if (isReadOnly(schemas)) return [];
    if (location === 'parameter')
      return parameter?.in === 'header' ? [`request-header-${what}`] : [];
    return [`request-${what}${need === 'required' ? withDefault(schemas) : ''}`];
  };

function withDefault({ after }: Schemas): string {
  return after?.annotations.default === undefined ? '' : '-with-default';
}

const access: (what: string) => GetCandidates =
  (what) =>
  ({ documents, finding }, { direction }) => {
    const isRequired = finding.before && documents.before.requires(finding.before);
    return [`${direction}-${isRequired ? 'required' : 'optional'}-property-${what}`];
  };

/** The values of `enum` and `const`, without `null`. */
function getValues({ const: constant, enum: values = [] }: SchemaObject): readonly unknown[] {
  return (constant === undefined ? values : [constant]).filter((value) => value !== null);
}

function findMissing<T>(from: readonly T[], others: readonly T[]): readonly T[] {
  return from.filter((one) => !others.some((other) => isDeepStrictEqual(one, other)));
}

/** Changes of `enum` and `const`. */
const values: GetCandidates = (schemas, use) => {
  const { was, is, finding } = schemas;
  const removed = finding.what !== 'enum-value-added' && findMissing(getValues(was), getValues(is));
  const added = finding.what !== 'enum-value-removed' && findMissing(getValues(is), getValues(was));
  const [wasConst, isConst] = [was.const !== undefined, is.const !== undefined];
  if (wasConst && isConst) return suffix('const-changed')(schemas, use);
  const becameEnum = is.enum !== undefined && was.enum === undefined;
  return [
    ...(removed && removed.length > 0 && was.enum ? enumValue('removed', schemas, use) : []),
    ...(added && added.length > 0 && is.enum ? enumValue('added', schemas, use) : []),
    ...suffix(
      ...(wasConst ? ['const-removed'] : []),
      ...(isConst ? ['const-added'] : []),
      ...(becameEnum ? ['became-enum'] : []),
    )(schemas, use),
    ...(becameEnum && use.parameter?.in === 'header'
      ? ['request-header-property-became-enum']
      : []),
  ];
};

function enumValue(change: 'added' | 'removed', schemas: Schemas, use: Use): readonly string[] {
  const what = `enum-value-${change}`;
  if (use.location === 'body' && use.nested && isReadOnly(schemas) && change === 'removed')
    return [`request-read-only-property-${what}`];
  if (use.location !== 'response' || (use.nested && !(isWriteOnly(schemas) && change === 'added')))
    return suffix(what)(schemas, use);
  return [use.nested ? `response-write-only-property-${what}` : `response-mediatype-${what}`];
}

/** Limits allow less, which breaks no request where the property is read-only. */
const TIGHTENING = /^((exclusive-)?max(-length)?-decreased|(exclusive-)?min-increased)$/;

const constraint: GetCandidates = (schemas, use) => {
  const { was, is, finding } = schemas;
  const keyword = getKeyword(finding);
  if (!Object.hasOwn(CONSTRAINTS, keyword)) return ofCondition(schemas, use);
  const found = getConstraintSuffixes(keyword, was, is);
  if (keyword === 'pattern') {
    const allowsAll = is.pattern === '.*' && use.direction === 'request';
    return suffix(...found.map((one) => (allowsAll ? one.replace('changed', 'generalized') : one)))(
      schemas,
      use,
    );
  }
  if (use.direction === 'response' && use.nested && isWriteOnly(schemas)) return [];
  if (use.location === 'body' && use.nested && isReadOnly(schemas))
    return found.flatMap((one) => {
      if (TIGHTENING.test(one)) return [`request-read-only-property-${one}`];
      return /-set$|^min-items-increased$/.test(one) ? [] : suffix(one)(schemas, use);
    });
  // oasdiff compares `maxItems` of a parameter in the schema of its items as well.
  const ofItems = use.location === 'parameter' && finding.after?.pointer.endsWith('/items');
  return [
    ...(ofItems ? suffix(...found)(schemas, { ...use, nested: false }) : []),
    ...suffix(...found)(schemas, use),
  ];
};

/** In a condition, such as `not`, every difference is one of constraints. */
const ofCondition: GetCandidates = (schemas, use) => {
  const { was, is, finding, documents } = schemas;
  const { before, after } = finding;
  if (before && after)
    return isDeepStrictEqual(getValues(was), getValues(is))
      ? types()(schemas, use)
      : values(schemas, use);
  const isRequired = after
    ? documents.after.requires(after)
    : before && documents.before.requires(before);
  return property(after ? 'added' : 'removed', isRequired ? 'required' : 'optional')(schemas, use);
};

const discriminator: GetCandidates = suffixes(({ was, is }) => {
  const [older, newer] = [was, is].map(({ discriminator: one }) => one?.mapping ?? {}) as [
    Readonly<Record<string, string>>,
    Readonly<Record<string, string>>,
  ];
  const [left, right] = [Object.keys(older), Object.keys(newer)];
  const isChanged = left.some((key) => right.includes(key) && older[key] !== newer[key]);
  return [
    ...(findMissing(right, left).length > 0 ? ['discriminator-mapping-added'] : []),
    ...(findMissing(left, right).length > 0 ? ['discriminator-mapping-deleted'] : []),
    ...(isChanged ? ['discriminator-mapping-changed'] : []),
  ];
});

/** Members of `allOf` that have only annotations change no value. */
const notes = suffixes(({ was, is, documents: { before, after } }) => {
  const [older, newer] = [getNotes(was, before), getNotes(is, after)];
  return [
    ...(findMissing(newer, older).length > 0 ? ['all-of-added-annotation-only'] : []),
    ...(findMissing(older, newer).length > 0 ? ['all-of-removed-annotation-only'] : []),
  ];
});

function getNotes({ allOf = [] }: SchemaObject, { loaded }: DocumentNodes): readonly Schema[] {
  return allOf.filter((part) =>
    Object.keys(resolveSchema(part, loaded.document).core).every(isAnnotation),
  );
}

const nullability =
  (what: 'became-nullable' | 'became-not-nullable'): GetCandidates =>
  (schemas, use) => {
    const { before, after, documents, finding } = schemas;
    const [one, { loaded }] =
      what === 'became-nullable' ? [before, documents.before] : [after, documents.after];
    // From OpenAPI 3.1 on a schema without a type allows null.
    const isUntyped =
      /^3\.[12]/.test(loaded.publishedVersion) &&
      one?.core.type === undefined &&
      one?.core.enum === undefined;
    // oasdiff recognizes a union with null only if the rest of the union did not change.
    const isOtherUnion =
      isUnionWithNull(finding.before, documents.before) !==
        isUnionWithNull(finding.after, documents.after) &&
      !isDeepStrictEqual(before?.core, after?.core);
    return isUntyped || isOtherUnion ? [] : suffix(what)(schemas, use);
  };

/** Whether a schema is another one or null. */
function isUnionWithNull(side: Side | undefined, documents: DocumentNodes): boolean {
  const { oneOf = [], anyOf = [] } = (documents.find(side) ?? {}) as SchemaObject;
  return [...oneOf, ...anyOf].some(isNull);
}

const deprecation = suffixes(({ after, today }) => {
  const { sunset, isNear } = readSunset(after?.annotations ?? {}, today);
  if (sunset === 'none') return ['deprecated', 'deprecated-sunset-missing'];
  if (sunset === 'malformed') return ['deprecated-sunset-invalid'];
  return ['deprecated-with-sunset', ...(isNear ? ['sunset-date-too-small'] : [])];
});

/** By default oasdiff ignores properties that were less stable than beta. */
const stability =
  (change: 'increased' | 'decreased'): GetCandidates =>
  (schemas, use) =>
    isChecked(schemas.before?.annotations ?? {}) ? suffix(`stability-${change}`)(schemas, use) : [];

const defaults: GetCandidates = (schemas, use) => {
  const [was, is] = [schemas.before, schemas.after].map((one) => one?.annotations.default);
  const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
  return use.parameter?.required ? [] : suffix(`default-value-${change}`)(schemas, use);
};

const knownValue: GetCandidates = (schemas, use) => {
  const { was, is } = schemas;
  const isList = was['x-extensible-enum'] !== undefined && is['x-extensible-enum'] !== undefined;
  if (!isList || isReadOnly(schemas)) return [];
  return suffix('x-extensible-enum-value-removed')(schemas, use);
};

/** Changes of types, formats, contents and unions. */
const types =
  (variants?: 'added' | 'removed'): GetCandidates =>
  (schemas, use) => {
    const { was, is, before, after, finding } = schemas;
    if (before === undefined || after === undefined) return [];
    const isOnlyReceived = use.location === 'body' && use.nested && isReadOnly(schemas);
    const keyword = getKeyword(finding);
    if (keyword === 'contentMediaType') return suffix('content-media-type-changed')(schemas, use);
    if (keyword === 'contentEncoding') return suffix('content-encoding-changed')(schemas, use);
    return suffix(
      ...(isOnlyReceived ? [] : getTypeSuffixes(was, is, use)),
      ...(variants ? getVariantSuffixes(was, is, variants) : []),
    )(schemas, use);
  };

/** Undefined for what has the same name in oasdiff. */
const FAMILIES: Readonly<Partial<Record<Finding['what'], GetCandidates>>> = {
  'required-property-added': property('added', 'required'),
  'optional-property-added': property('added', 'optional'),
  'required-property-removed': property('removed', 'required'),
  'optional-property-removed': property('removed', 'optional'),
  'property-became-required': requiredness('required'),
  'property-became-optional': requiredness('optional'),
  'became-read-only': access('became-read-only'),
  'became-not-read-only': access('became-not-read-only'),
  'required-became-not-read-only': access('became-not-read-only'),
  'required-became-write-only': access('became-write-only'),
  'optional-became-write-only': access('became-write-only'),
  'became-not-write-only': access('became-not-write-only'),
  'became-nullable': nullability('became-nullable'),
  'became-not-nullable': nullability('became-not-nullable'),
  'type-changed': types(),
  'type-generalized': types('removed'),
  'type-specialized': types('added'),
  'format-changed': types(),
  'format-generalized': types(),
  'format-specialized': types(),
  'became-enum': values,
  'enum-removed': values,
  'enum-value-added': values,
  'enum-value-removed': values,
  'const-added': values,
  'const-removed': values,
  'const-changed': values,
  'known-value-removed': knownValue,
  'default-changed': defaults,
  'constraint-tightened': constraint,
  'constraint-relaxed': constraint,
  'constraint-changed': constraint,
  'tuple-changed': suffixes(({ was: { prefixItems: was = [] }, is: { prefixItems: is = [] } }) => [
    `prefix-items-${is.length > was.length ? 'added' : 'removed'}`,
  ]),
  'variant-added': types('added'),
  'variant-removed': types('removed'),
  'base-added': suffix('all-of-added'),
  'base-removed': suffix('all-of-removed'),
  'required-base-added': suffix('all-of-added'),
  'required-base-removed': suffix('all-of-removed'),
  'wrapped-in-one-of': suffixes((_, { nested }) => [nested ? 'one-of-added' : 'wrapped-in-one-of']),
  'discriminator-renamed': suffix('discriminator-property-name-changed'),
  'discriminator-mapping-changed': discriminator,
  'documentation-changed': notes,
  deprecated: deprecation,
  undeprecated: suffix('reactivated'),
  'stability-malformed': () => ['api-invalid-stability-level'],
  'stability-increased': stability('increased'),
  'stability-decreased': stability('decreased'),
};
