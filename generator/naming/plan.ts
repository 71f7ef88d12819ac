import type { ApiModel, Declaration, DeclarationId, OperationId } from '../model/model.js';
import {
  nameClient,
  nameKeys,
  nameServiceClasses,
  nameServiceFiles,
  nameServiceProperties,
  nameWebhooks,
} from './client.js';
import { isIdentifierName } from './identifier-characters.js';
import { isSameApi, readLockedDetails, readNamesLock, type LockedDetails } from './names-lock.js';
import type { DeclarationNames, Names, NamesLock, OperationNames, ServiceNames } from './names.js';
import {
  mergeGivenOperations,
  nameArgumentTypes,
  nameFunctions,
  nameMethods,
  readNamedOperations,
  type GivenOperations,
} from './operations.js';
import { checkOverrides, type CheckedOverrides, type NameOverrides } from './overrides.js';
import { nameParameters } from './parameters.js';
import { EMITTED_NAMES, GLOBALS, RESERVED_EXPORTS, RESERVED_WORDS } from './reserved.js';
import {
  nameBaseTypes,
  nameDeclarationFiles,
  nameEnumMembers,
  nameInputTypes,
  nameTypes,
} from './types.js';

export interface NamingOptions {
  /** With or without the suffix `Client`; the default is the locked name, then one from the document's title. */
  readonly clientName?: string;
  /** Prefix of the environment variables that the client reads; the default is like that of the client's name. */
  readonly variablePrefix?: string;
  /** Names of an earlier generation, which are kept. */
  readonly lock?: NamesLock;
  /** The user's names, which take precedence over the lock. */
  readonly overrides?: NameOverrides;
  /** The runtime's exports, which no other name may equal. */
  readonly reservedExports: ReadonlySet<string>;
}

/**
 * Decides every name of the SDK, independent of the order of the model. When two things prefer one name, types take
 * precedence over classes, classes over functions, functions over the types of params and bodies.
 *
 * @throws UsageError when `clientName` or an override is no valid name, or is taken.
 */
export function planNames(model: ApiModel, options: NamingOptions): { readonly names: Names } {
  const exported = new ExportSpace(options.reservedExports);
  const lock = options.lock ?? { operations: {}, types: {} };
  const kept = isSameApi(model, lock) ? lock.client : undefined;
  const client = {
    ...nameClient(model.title, options.clientName, exported.isFree, kept),
    ...(options.variablePrefix && { environmentVariablePrefix: options.variablePrefix }),
  };
  exported.take([client.client, client.error]);

  const overrides = checkOverrides(model, options.overrides ?? {}, exported.isFree);
  exported.take(overrides.types.values());
  const locked = readNamesLock(model, lock, exported.isFree);
  const operationsGiven = mergeGivenOperations(model, overrides.methods, locked);
  const typesGiven = new Map([...locked.types, ...overrides.types]);
  exported.take(typesGiven.values());
  exported.take(locked.inputTypes.values());
  exported.take(operationsGiven.functions.values());
  const given = { types: typesGiven, methods: operationsGiven.methods };
  const details = readLockedDetails(model, lock, given, exported);

  const declarations = nameDeclarations(
    model,
    { types: typesGiven, inputTypes: locked.inputTypes, enumMembers: overrides.enumMembers },
    details,
    exported,
  );
  const services = nameServices(model, locked.properties, details, exported);
  const operations = nameOperations(model, services, operationsGiven, details, exported, options);
  const webhooks = nameWebhooks(model, { operations, services });
  const keys = nameKeys(model, lock.keys);
  return { names: { ...client, services, operations, declarations, webhooks, keys } };
}

/** The names that the package exports or reserves. */
class ExportSpace {
  readonly #taken: Set<string>;

  constructor(reserved: ReadonlySet<string>) {
    this.#taken = new Set(
      [reserved, RESERVED_EXPORTS, EMITTED_NAMES, RESERVED_WORDS, GLOBALS].flatMap((names) => [
        ...names,
      ]),
    );
  }

  readonly isFree = (name: string): boolean => isIdentifierName(name) && !this.#taken.has(name);

  take(names: Iterable<string>): void {
    for (const name of names) this.#taken.add(name);
  }
}

interface GivenDeclarations {
  readonly types: ReadonlyMap<DeclarationId, string>;
  readonly inputTypes: ReadonlyMap<DeclarationId, string>;
  readonly enumMembers: CheckedOverrides['enumMembers'];
}

function nameDeclarations(
  model: ApiModel,
  given: GivenDeclarations,
  details: LockedDetails,
  exported: ExportSpace,
): ReadonlyMap<DeclarationId, DeclarationNames> {
  const none: ReadonlyMap<string, string> = new Map();
  const all = [...model.declarations.values()];
  const types = nameTypes(model, given.types, exported.isFree);
  exported.take(types.values());
  const inputs = nameInputTypes(model, types, given.inputTypes, exported.isFree);
  exported.take(inputs.values());
  const polymorphic = all.filter(isPolymorphic).map(({ id }) => id);
  const stems = (names: ReadonlyMap<DeclarationId, string>) =>
    new Map(polymorphic.flatMap((id) => toEntry(id, names.get(id))));
  const bases = nameBaseTypes(stems(types), details.baseTypes, exported.isFree);
  exported.take(bases.values());
  const baseInputs = nameBaseTypes(stems(inputs), details.baseInputTypes, exported.isFree);
  exported.take(baseInputs.values());
  const files = nameDeclarationFiles(types, details.typeFiles);
  return new Map(
    all.map((declaration): [DeclarationId, DeclarationNames] => {
      const { id, kind } = declaration;
      const type = getPlanned(types, id);
      const baseType = bases.get(id);
      const enumMembers =
        kind === 'enum'
          ? nameEnumMembers(
              declaration,
              given.enumMembers.get(id) ?? none,
              details.enumKeys.get(id) ?? none,
            )
          : none;
      return [
        id,
        {
          type,
          inputType: inputs.get(id) ?? type,
          ...(baseType !== undefined && {
            baseType,
            baseInputType: baseInputs.get(id) ?? baseType,
          }),
          fileName: getPlanned(files, id),
          enumMembers,
        },
      ];
    }),
  );
}

function toEntry<K>(key: K, name: string | undefined): readonly (readonly [K, string])[] {
  return name === undefined ? [] : [[key, name]];
}

function isPolymorphic(declaration: Declaration): boolean {
  return declaration.kind === 'interface' && declaration.variants !== undefined;
}

function nameServices(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
  details: LockedDetails,
  exported: ExportSpace,
): ReadonlyMap<string, ServiceNames> {
  const properties = nameServiceProperties(model, locked);
  const classes = nameServiceClasses(model, details.classes, exported.isFree);
  const files = nameServiceFiles(model, details.serviceFiles);
  exported.take(classes.values());
  return new Map(
    model.services.map(({ wireName }) => [
      wireName,
      {
        property: getPlanned(properties, wireName),
        className: getPlanned(classes, wireName),
        fileName: getPlanned(files, wireName),
      },
    ]),
  );
}

function nameOperations(
  model: ApiModel,
  services: ReadonlyMap<string, ServiceNames>,
  given: GivenOperations,
  details: LockedDetails,
  exported: ExportSpace,
  { overrides, reservedExports: runtime }: NamingOptions,
): ReadonlyMap<OperationId, OperationNames> {
  const read = readNamedOperations(model, overrides?.from);
  const methods = new Map(
    [...read.values()].flatMap((operations) => [...nameMethods(operations, given.methods)]),
  );
  const all = [...read.values()].flat();
  const functions = nameFunctions(all, given, exported.isFree);
  exported.take(functions.values());
  const stems = new Map(
    model.services.flatMap(({ wireName, operations }) =>
      operations.map(({ id }) => {
        // Not after the class, whose suffix may change.
        const { property } = getPlanned(services, wireName);
        return [id, toUpperFirst(property) + toUpperFirst(getPlanned(methods, id))] as const;
      }),
    ),
  );
  const params = nameArgumentTypes(
    stems,
    ['Params', 'Parameters'],
    details.paramsTypes,
    exported.isFree,
  );
  exported.take(params.values());
  const bodies = nameArgumentTypes(stems, ['Body', 'Content'], details.bodyTypes, exported.isFree);
  return new Map(
    all.map(({ id, operation }) => [
      id,
      {
        method: getPlanned(methods, id),
        functionName: getPlanned(functions, id),
        paramsType: getPlanned(params, id),
        bodyType: getPlanned(bodies, id),
        parameters: nameParameters(
          operation,
          (name) => runtime.has(name) || name === getPlanned(functions, id),
          details.parameters.get(id),
        ),
      },
    ]),
  );
}

function toUpperFirst(name: string): string {
  return name.replace(/^./u, (letter) => letter.toUpperCase());
}

/** The name of a key; a missing one is a bug of this program. */
function getPlanned<K, T>(names: ReadonlyMap<K, T>, key: K): T {
  const name = names.get(key);
  if (name === undefined) throw new Error(`No name was planned for ${String(key)}.`);
  return name;
}
