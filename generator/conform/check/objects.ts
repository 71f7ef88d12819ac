import type { Place } from '../finding.js';
import { looksLikeName } from './names.js';
import type { Schema, Spot } from './schemas.js';
import type { Part, Parts, ValueCheck } from './values.js';

type Value = Readonly<Record<string, unknown>>;

/**
 * Checks the properties of an object with all schemas that apply to it. A property may be declared by any of them: ASP.NET's
 * documents close derived classes (`additionalProperties: false`) whose base declares more.
 */
export function checkObject(check: ValueCheck, parts: Parts, value: Value, level: number): void {
  checkRequired(check, parts, value);
  const isClosed = describesProperties(parts);
  const data: unknown[] = [];
  for (const name of Object.keys(value)) {
    const found = findDeclarations(check, parts.applied, name);
    for (const spot of found.spots) {
      if (isWriteOnly(check, spot.schema)) check.report(spot.place, { kind: 'write-only' });
      check.check(spot, value[name], level + 1);
    }
    const isKnown =
      found.isAllowed ||
      found.spots.length > 0 ||
      allowsRest(check, parts, value[name], level) ||
      isDeclared(findDeclarations(check, parts.declaring, name));
    if (isKnown || !isClosed || parts.isOfUnknownVariant) continue;
    // What is no name is not even passed on.
    if (!looksLikeName(name)) data.push(value[name]);
    else
      check.report(
        parts.owner,
        { kind: 'undeclared-property', property: name },
        { values: [value[name]] },
      );
  }
  if (data.length > 0) check.report(parts.owner, { kind: 'undeclared-keys' }, { values: data });
}

/** What a name's value is checked with, and whether a schema allows any name. */
interface Declarations {
  readonly spots: readonly Spot[];
  readonly isAllowed: boolean;
}

function isDeclared({ spots, isAllowed }: Declarations): boolean {
  return isAllowed || spots.length > 0;
}

function findDeclarations(check: ValueCheck, parts: readonly Part[], name: string): Declarations {
  const spots: Spot[] = [];
  let isAllowed = false;
  for (const { schema, place } of parts) {
    const { properties, patternProperties, additionalProperties: rest } = schema;
    const before = spots.length;
    const own = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own !== undefined)
      spots.push(check.schemas.part(place, ['properties', name], `.${name}`, own));
    for (const [pattern, part] of patternProperties ? Object.entries(patternProperties) : [])
      if (check.scalars.matchesPattern(pattern, name))
        spots.push(check.schemas.part(place, ['patternProperties', pattern], '.*', part));
    if (spots.length > before || rest === undefined || rest === false) continue;
    isAllowed = true;
    spots.push(check.schemas.part(place, ['additionalProperties'], '.*', rest));
  }
  return { spots, isAllowed };
}

/** `unevaluatedProperties` applies to what no schema declares (JSON Schema 2020-12, section 11.3). */
function allowsRest(check: ValueCheck, { applied }: Parts, value: unknown, level: number): boolean {
  let isAllowed = false;
  for (const { schema, place } of applied) {
    const rest = schema.unevaluatedProperties;
    if (rest === undefined || rest === false) continue;
    isAllowed = true;
    check.check(check.schemas.part(place, ['unevaluatedProperties'], '.*', rest), value, level + 1);
  }
  return isAllowed;
}

/** An object of which nothing is declared may have any properties. */
function describesProperties({ applied, declaring }: Parts): boolean {
  return [...applied, ...declaring].some(
    ({ schema }) =>
      schema.properties !== undefined ||
      schema.patternProperties !== undefined ||
      schema.additionalProperties === false ||
      schema.unevaluatedProperties === false,
  );
}

function checkRequired(check: ValueCheck, { applied }: Parts, value: Value): void {
  const told = new Set<string>();
  for (const { schema, place } of applied) {
    const names = [
      ...(schema.required ?? []),
      ...Object.entries(schema.dependentRequired ?? {}).flatMap(([name, others]) =>
        Object.hasOwn(value, name) ? others : [],
      ),
    ];
    for (const name of names) {
      if (Object.hasOwn(value, name) || told.has(name)) continue;
      told.add(name);
      const [declared] = applied.flatMap((part) => getProperty(check, part, name) ?? []);
      // What is only sent need not be answered (OpenAPI 3.1, section 4.8.24.2).
      if (declared && isWriteOnly(check, declared.schema)) continue;
      const { place: own } = declared ?? { place: getUndeclared(check, place, name) };
      check.report(
        own,
        { kind: 'missing', property: name, requiredBy: place.pointer },
        { of: place },
      );
    }
  }
}

function getProperty(check: ValueCheck, { schema, place }: Part, name: string): Spot | undefined {
  const { properties } = schema;
  const own = properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return own === undefined
    ? undefined
    : check.schemas.part(place, ['properties', name], `.${name}`, own);
}

/** A required property that no schema declares is told at the schema that requires it. */
function getUndeclared(check: ValueCheck, { name: owner, pointer }: Place, name: string): Place {
  return check.schemas.at(`${owner}.${name}`, pointer);
}

function isWriteOnly(check: ValueCheck, schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  const target = check.schemas.followAll(schema);
  return schema.writeOnly === true || (typeof target === 'object' && target.writeOnly === true);
}
