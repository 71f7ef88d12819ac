import { UsageError } from '../errors.js';
import type {
  ApiModel,
  Declaration,
  DeclarationId,
  OperationId,
  Property,
  TypeRef,
} from '../model/model.js';
import { findProperty, getLineage, getOwnProperties } from '../model/walk.js';
import { findNearest } from '../util/nearest.js';
import { isIdentifierName } from './identifier-characters.js';
import type { NameSource } from './operation-ids.js';
import { RESERVED_METHODS } from './reserved.js';

/** Names that the user chooses. They take precedence over the lock and all rules. */
export interface NameOverrides {
  /** What operations are named after that have no name yet. */
  readonly from?: NameSource;
  /** The method, by operation: `{ 'GET /Vehicles': 'listAll' }`. */
  readonly operations?: Readonly<Record<OperationId, string>>;
  /** The type, by the schema's key in the document. */
  readonly types?: Readonly<Record<string, string>>;
  /** The members' keys: by the schema's key, then by the value as text: `{ Status: { '10': 'Open' } }`. */
  readonly enumValues?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The properties: by the schema's key, then by the wire name: `{ VehicleDto: { vehicleRegNo: 'plate' } }`. */
  readonly properties?: PropertyNames;
}

/** Overrides that have been checked. */
export interface CheckedOverrides {
  readonly methods: ReadonlyMap<OperationId, string>;
  readonly types: ReadonlyMap<DeclarationId, string>;
  /** By declaration, then by the value's JSON text. */
  readonly enumMembers: ReadonlyMap<DeclarationId, ReadonlyMap<string, string>>;
}

/**
 * Checks the overrides of operations, types and enum values.
 *
 * @throws UsageError naming the first override that matches nothing in the document, is no identifier, is reserved, or
 *   gives one name to two things.
 */
export function checkOverrides(
  model: ApiModel,
  overrides: NameOverrides,
  isFreeType: (name: string) => boolean,
): CheckedOverrides {
  return {
    methods: checkMethods(model, overrides.operations ?? {}),
    types: checkTypes(model, overrides.types ?? {}, isFreeType),
    enumMembers: checkEnumMembers(model, overrides.enumValues ?? {}),
  };
}

function checkMethods(
  model: ApiModel,
  given: Readonly<Record<OperationId, string>>,
): ReadonlyMap<OperationId, string> {
  const serviceOf = new Map(
    model.services.flatMap(({ wireName, operations }) =>
      operations.map(({ id }) => [id, wireName] as const),
    ),
  );
  const owners = new Map<string, string>();
  for (const [id, name] of Object.entries(given)) {
    const service = serviceOf.get(id);
    if (service === undefined) {
      throw createUnknownKeyError(
        'operations',
        id,
        'not an operation of the document',
        serviceOf.keys(),
      );
    }
    checkName('operations', id, name, (text) => !RESERVED_METHODS.has(text));
    checkUnique(owners, 'operations', id, name, `${service}\n${name}`);
  }
  return new Map(Object.entries(given));
}

function checkTypes(
  model: ApiModel,
  given: Readonly<Record<string, string>>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const byWireName = groupByWireName(model);
  const owners = new Map<string, string>();
  return new Map(
    Object.entries(given).map(([key, name]) => {
      const declaration = byWireName.get(key);
      if (declaration === undefined) {
        throw createUnknownKeyError(
          'types',
          key,
          'not a schema of the document',
          byWireName.keys(),
        );
      }
      checkName('types', key, name, isFree);
      checkUnique(owners, 'types', key, name, name);
      return [declaration.id, name];
    }),
  );
}

function checkEnumMembers(
  model: ApiModel,
  given: Readonly<Record<string, Readonly<Record<string, string>>>>,
): CheckedOverrides['enumMembers'] {
  const byWireName = groupByWireName(model);
  return new Map(
    Object.entries(given).map(([key, names]) => {
      const declaration = byWireName.get(key);
      if (declaration?.kind !== 'enum') {
        const enums = [...byWireName].filter(([, { kind }]) => kind === 'enum');
        throw createUnknownKeyError(
          'enumValues',
          key,
          'not an enum of the document',
          enums.map(([name]) => name),
        );
      }
      const values = new Map(declaration.members.map(({ value }) => [String(value), value]));
      const owners = new Map<string, string>();
      return [
        declaration.id,
        new Map(
          Object.entries(names).map(([text, name]) => {
            const value = values.get(text);
            const where = `${key}.${text}`;
            if (value === undefined) {
              const known = [...values.keys()].map((known) => `${key}.${known}`);
              throw createUnknownKeyError('enumValues', where, 'not a value of that enum', known);
            }
            checkName('enumValues', where, name, () => true);
            checkUnique(owners, 'enumValues', where, name, name);
            return [JSON.stringify(value), name];
          }),
        ),
      ];
    }),
  );
}

/** The first declaration of each wire name, in the order of ids: components come before schemas in paths. */
export function groupByWireName(model: ApiModel): ReadonlyMap<string, Declaration> {
  const byWireName = new Map<string, Declaration>();
  for (const declaration of model.declarations.values()) {
    if (!byWireName.has(declaration.wireName)) byWireName.set(declaration.wireName, declaration);
  }
  return byWireName;
}

function checkName(
  group: keyof NameOverrides,
  key: string,
  name: string,
  isFree: (name: string) => boolean,
): void {
  if (!isIdentifierName(name)) {
    throw new UsageError(
      `The name '${name}' for '${key}' is not an identifier (overrides, ${group}).`,
      {
        hint: 'Use letters, digits, _ and $, and begin with a letter.',
      },
    );
  }
  if (!isFree(name)) {
    throw new UsageError(`The name '${name}' for '${key}' is reserved (overrides, ${group}).`, {
      hint: 'TypeScript or the SDK itself uses that name; choose another one.',
    });
  }
}

function checkUnique(
  owners: Map<string, string>,
  group: keyof NameOverrides,
  key: string,
  name: string,
  nameInScope: string,
): void {
  const owner = owners.get(nameInScope);
  if (owner !== undefined) {
    throw new UsageError(
      `The name '${name}' is given to both '${owner}' and '${key}' (overrides, ${group}).`,
      { hint: 'Give each a different name.' },
    );
  }
  owners.set(nameInScope, key);
}

function createUnknownKeyError(
  group: keyof NameOverrides,
  key: string,
  problem: string,
  known: Iterable<string>,
): UsageError {
  const near = findNearest(key, [...known]);
  const suggestion = near === undefined ? '' : ` Did you mean '${near}'?`;
  const form =
    group === 'operations'
      ? 'Write the method and the path as the document does: GET /Vehicles/{id}.'
      : 'Write the name as the document does; upper and lower case matter.';
  return new UsageError(`'${key}' is ${problem} (overrides, ${group}).${suggestion}`, {
    hint: form,
  });
}

/** Names of properties, by the schema's key, then by the property's wire name. */
type PropertyNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** By declaration, then by the wire name. */
type CheckedPropertyNames = ReadonlyMap<DeclarationId, ReadonlyMap<string, string>>;

/**
 * Renames properties as the user chose, in the schemas that declare them and in those that inherit them. Requests and
 * responses keep the wire names.
 *
 * @throws UsageError naming the first override that matches nothing in the document, is no identifier, or gives two
 *   properties of an object one name.
 */
export function withPropertyNames(model: ApiModel, given: PropertyNames = {}): ApiModel {
  if (Object.keys(given).length === 0) return model;
  const own = checkPropertyNames(model, given);
  const declarations = new Map(
    [...model.declarations].map(([id, declaration]) => [
      id,
      renameProperties(declaration, getInheritedNames(model, own, id)),
    ]),
  );
  checkCollisions(declarations, own);
  return { ...model, declarations };
}

function checkPropertyNames(model: ApiModel, given: PropertyNames): CheckedPropertyNames {
  const byWireName = groupByWireName(model);
  return new Map(
    Object.entries(given).map(([key, names]) => {
      const declaration = byWireName.get(key);
      if (declaration === undefined)
        throw createUnknownKeyError(
          'properties',
          key,
          'not a schema of the document',
          byWireName.keys(),
        );
      for (const [wireName, name] of Object.entries(names))
        checkProperty(model, declaration, wireName, name);
      return [declaration.id, new Map(Object.entries(names))];
    }),
  );
}

function checkProperty(
  model: ApiModel,
  declaration: Declaration,
  wireName: string,
  name: string,
): void {
  const where = `${declaration.wireName}.${wireName}`;
  const [, ...bases] = getLineage(model.declarations, declaration.id);
  const base = bases.find((id) => findProperty(model.declarations, id, wireName) !== undefined);
  if (base !== undefined) {
    const owner = model.declarations.get(base)?.wireName ?? base;
    throw new UsageError(`'${where}' is inherited from '${owner}' (overrides, properties).`, {
      hint: 'Override it there; schemas that inherit it get the name too.',
    });
  }
  const known = getOwnProperties(declaration).map((property) => property.wireName);
  if (!known.includes(wireName)) {
    const keys = known.map((each) => `${declaration.wireName}.${each}`);
    throw createUnknownKeyError('properties', where, 'not a property of that schema', keys);
  }
  checkName('properties', where, name, (text) => text !== '__proto__');
}

/** The names that apply to a declaration: its own and those of its bases. */
function getInheritedNames(
  model: ApiModel,
  own: CheckedPropertyNames,
  id: DeclarationId,
): ReadonlyMap<string, string> {
  const lineage = [...getLineage(model.declarations, id)].reverse();
  return new Map(lineage.flatMap((each) => [...(own.get(each) ?? [])]));
}

function renameProperties(
  declaration: Declaration,
  names: ReadonlyMap<string, string>,
): Declaration {
  if (names.size === 0) return declaration;
  const rename = (properties: readonly Property[]) =>
    properties.map((property) => {
      const name = names.get(property.wireName);
      return name === undefined || name === property.wireName ? property : { ...property, name };
    });
  const part = (type: TypeRef): TypeRef => {
    if (type.kind === 'object') return { ...type, properties: rename(type.properties) };
    return type.kind === 'intersection' ? { ...type, members: type.members.map(part) } : type;
  };
  switch (declaration.kind) {
    case 'interface':
      return { ...declaration, properties: rename(declaration.properties) };
    case 'alias':
      return { ...declaration, type: part(declaration.type) };
    case 'enum':
      return declaration;
  }
}

/** Checks that no two properties of an object, own or inherited, have one name. Schemas with overrides come first. */
function checkCollisions(declarations: ApiModel['declarations'], own: CheckedPropertyNames): void {
  for (const id of new Set([...own.keys(), ...declarations.keys()])) {
    const lineage = [...getLineage(declarations, id)];
    if (!lineage.some((each) => own.has(each))) continue;
    const owner = declarations.get(id)?.wireName ?? id;
    const owners = new Map<string, string>();
    const properties = lineage.flatMap((each) => getOwnProperties(declarations.get(each)));
    const wireNames = new Map(properties.map((property) => [property.wireName, property]));
    for (const { wireName, name = wireName } of wireNames.values())
      checkUnique(owners, 'properties', `${owner}.${wireName}`, name, name);
  }
}
