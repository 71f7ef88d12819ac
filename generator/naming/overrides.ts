import { UsageError } from '../errors.js';
import type { ApiModel, Declaration, DeclarationId, OperationId } from '../model/model.js';
import { findNearest } from '../util/nearest.js';
import type { PropertyNames } from './property-names.js';
import { RESERVED_METHODS } from './reserved.js';
import { isIdentifierName } from './spelling.js';

/** Names that the user decides. They beat the lock and every rule. */
export interface NameOverrides {
  /** The method, by operation: `{ 'GET /Vehicles': 'listAll' }`. */
  readonly operations?: Readonly<Record<OperationId, string>>;
  /** The type, by the schema's key in the document. */
  readonly types?: Readonly<Record<string, string>>;
  /** The members' keys: by the schema's key, then by the value as text: `{ Status: { '10': 'Open' } }`. */
  readonly enumValues?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The properties: by the schema's key, then by the name on the wire: `{ VehicleDto: { vehicleRegNo: 'plate' } }`. */
  readonly properties?: PropertyNames;
}

/** Overrides that were found to be sound. */
export interface CheckedOverrides {
  readonly methods: ReadonlyMap<OperationId, string>;
  readonly types: ReadonlyMap<DeclarationId, string>;
  /** By declaration, then by the value's JSON text. */
  readonly enumMembers: ReadonlyMap<DeclarationId, ReadonlyMap<string, string>>;
}

/**
 * @throws UsageError naming the first override that is for nothing in the document, is no identifier, is reserved,
 * or gives one name to two things.
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
      throw unknownKey('operations', id, 'no operation of the document', serviceOf.keys());
    }
    checkName('operations', id, name, (text) => !RESERVED_METHODS.has(text));
    checkOwner(owners, 'operations', id, name, `${service}\n${name}`);
  }
  return new Map(Object.entries(given));
}

function checkTypes(
  model: ApiModel,
  given: Readonly<Record<string, string>>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const byWireName = declarationsByWireName(model);
  const owners = new Map<string, string>();
  return new Map(
    Object.entries(given).map(([key, name]) => {
      const declaration = byWireName.get(key);
      if (declaration === undefined) {
        throw unknownKey('types', key, 'no schema of the document', byWireName.keys());
      }
      checkName('types', key, name, isFree);
      checkOwner(owners, 'types', key, name, name);
      return [declaration.id, name];
    }),
  );
}

function checkEnumMembers(
  model: ApiModel,
  given: Readonly<Record<string, Readonly<Record<string, string>>>>,
): CheckedOverrides['enumMembers'] {
  const byWireName = declarationsByWireName(model);
  return new Map(
    Object.entries(given).map(([key, names]) => {
      const declaration = byWireName.get(key);
      if (declaration?.kind !== 'enum') {
        const enums = [...byWireName].filter(([, { kind }]) => kind === 'enum');
        throw unknownKey(
          'enumValues',
          key,
          'no enum of the document',
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
              throw unknownKey('enumValues', where, 'no value of that enum', known);
            }
            checkName('enumValues', where, name, () => true);
            checkOwner(owners, 'enumValues', where, name, name);
            return [JSON.stringify(value), name];
          }),
        ),
      ];
    }),
  );
}

/** The first declaration of a wire name, in the order of ids: components come before what paths declare. */
export function declarationsByWireName(model: ApiModel): ReadonlyMap<string, Declaration> {
  const byWireName = new Map<string, Declaration>();
  for (const declaration of model.declarations.values()) {
    if (!byWireName.has(declaration.wireName)) byWireName.set(declaration.wireName, declaration);
  }
  return byWireName;
}

export function checkName(
  group: keyof NameOverrides,
  key: string,
  name: string,
  isFree: (name: string) => boolean,
): void {
  if (!isIdentifierName(name)) {
    throw new UsageError(
      `The name '${name}' for '${key}' is no identifier (overrides, ${group}).`,
      {
        hint: 'Use letters, digits, _ and $, and begin with a letter.',
      },
    );
  }
  if (!isFree(name)) {
    throw new UsageError(`The name '${name}' for '${key}' is reserved (overrides, ${group}).`, {
      hint: 'The language or the SDK itself uses it; choose another one.',
    });
  }
}

export function checkOwner(
  owners: Map<string, string>,
  group: keyof NameOverrides,
  key: string,
  name: string,
  place: string,
): void {
  const owner = owners.get(place);
  if (owner !== undefined) {
    throw new UsageError(
      `The name '${name}' is given to both '${owner}' and '${key}' (overrides, ${group}).`,
      { hint: 'Give each a name of its own.' },
    );
  }
  owners.set(place, key);
}

export function unknownKey(
  group: keyof NameOverrides,
  key: string,
  what: string,
  known: Iterable<string>,
): UsageError {
  const near = findNearest(key, [...known]);
  const meant = near === undefined ? '' : ` Did you mean '${near}'?`;
  const form =
    group === 'operations'
      ? 'Write the method and the path as the document does: GET /Vehicles/{id}.'
      : 'Write the name as the document does; upper and lower case matter.';
  return new UsageError(`'${key}' is ${what} (overrides, ${group}).${meant}`, { hint: form });
}
