import type { ApiModel, DeclarationId, OperationId } from '../model/model.js';
import { clientNames } from './client.js';
import { enumMemberNames } from './enums.js';
import { readLock } from './lock.js';
import type { DeclarationNames, Names, NamesLock, OperationNames, ServiceNames } from './names.js';
import {
  companionNames,
  functionNames,
  givenOperations,
  methodNames,
  readOperations,
  type GivenOperations,
} from './operations.js';
import { checkOverrides, type NameOverrides } from './overrides.js';
import { parameterNames } from './parameters.js';
import { EMITTED_NAMES, GLOBALS, RESERVED_WORDS } from './reserved.js';
import { serviceClasses, serviceFiles, serviceProperties } from './services.js';
import { isIdentifierName } from './spelling.js';
import { declarationFiles, declarationTypes, inputTypes } from './types.js';

export interface NamingOptions {
  /** With or without `Client` at its end; without it, the document's title decides. */
  readonly clientName?: string;
  /** Names of an earlier generation, which stay. */
  readonly lock?: NamesLock;
  /** Names that the user decides, which beat the lock. */
  readonly overrides?: NameOverrides;
  /** What the runtime exports: nothing else may be called so. */
  readonly reservedExports: ReadonlySet<string>;
}

/**
 * Decides every name of the SDK. The result depends on what the model says, not on the order in which it says it.
 * Where two things want one name, types win over classes, these over functions, these over the types
 * of what functions take and fail with.
 *
 * @throws UsageError when `clientName` or an override is no name, or is one that is taken.
 */
export function planNames(model: ApiModel, options: NamingOptions): { readonly names: Names } {
  const exported = new ExportSpace(options.reservedExports);
  const client = clientNames(model.title, options.clientName, exported.isFree);
  exported.take([client.client, client.error]);

  const overrides = checkOverrides(model, options.overrides ?? {}, exported.isFree);
  exported.take(overrides.types.values());
  const lock = readLock(model, options.lock ?? { operations: {}, types: {} }, exported.isFree);
  const operationsGiven = givenOperations(model, overrides.methods, lock);
  const typesGiven = new Map([...lock.types, ...overrides.types]);
  exported.take(typesGiven.values());
  exported.take(lock.inputTypes.values());
  exported.take(operationsGiven.functions.values());

  const types = declarationTypes(model, typesGiven, exported.isFree);
  exported.take(types.values());
  const inputs = inputTypes(model, types, lock.inputTypes, exported.isFree);
  exported.take(inputs.values());
  const services = nameServices(model, lock.properties, exported);
  const operations = nameOperations(model, operationsGiven, exported, options.reservedExports);

  const files = declarationFiles(types);
  const declarations = new Map(
    [...model.declarations.values()].map((declaration): [DeclarationId, DeclarationNames] => {
      const type = planned(types, declaration.id);
      const enumMembers =
        declaration.kind === 'enum'
          ? enumMemberNames(declaration, overrides.enumMembers.get(declaration.id) ?? new Map())
          : new Map<string, string>();
      return [
        declaration.id,
        {
          type,
          inputType: inputs.get(declaration.id) ?? type,
          fileName: planned(files, declaration.id),
          enumMembers,
        },
      ];
    }),
  );
  return { names: { ...client, services, operations, declarations } };
}

/** Everything that the package exports under one roof. */
class ExportSpace {
  readonly #taken: Set<string>;

  constructor(reserved: ReadonlySet<string>) {
    this.#taken = new Set([...reserved, ...EMITTED_NAMES, ...RESERVED_WORDS, ...GLOBALS]);
  }

  readonly isFree = (name: string): boolean => isIdentifierName(name) && !this.#taken.has(name);

  take(names: Iterable<string>): void {
    for (const name of names) this.#taken.add(name);
  }
}

function nameServices(
  model: ApiModel,
  locked: ReadonlyMap<string, string>,
  exported: ExportSpace,
): ReadonlyMap<string, ServiceNames> {
  const properties = serviceProperties(model, locked);
  const classes = serviceClasses(model, exported.isFree);
  const files = serviceFiles(model);
  exported.take(classes.values());
  return new Map(
    model.services.map(({ wireName }) => [
      wireName,
      {
        property: planned(properties, wireName),
        className: planned(classes, wireName),
        fileName: planned(files, wireName),
      },
    ]),
  );
}

function nameOperations(
  model: ApiModel,
  given: GivenOperations,
  exported: ExportSpace,
  runtime: ReadonlySet<string>,
): ReadonlyMap<OperationId, OperationNames> {
  const read = readOperations(model);
  const methods = new Map(
    [...read.values()].flatMap((operations) => [...methodNames(operations, given.methods)]),
  );
  const all = [...read.values()].flat();
  const functions = functionNames(all, given, exported.isFree);
  exported.take(functions.values());
  const params = companionNames(functions, ['Params', 'Parameters'], exported.isFree);
  exported.take(params.values());
  const errors = companionNames(functions, ['Error', 'Failure'], exported.isFree);
  return new Map(
    all.map(({ id, subject }) => [
      id,
      {
        method: planned(methods, id),
        functionName: planned(functions, id),
        paramsType: planned(params, id),
        errorType: planned(errors, id),
        ...parameterNames(subject.operation, runtime),
      },
    ]),
  );
}

/** Every key was given a name, or the stage that names it has a bug. */
function planned<K>(names: ReadonlyMap<K, string>, key: K): string {
  const name = names.get(key);
  if (name === undefined) throw new Error(`No name was planned for ${String(key)}.`);
  return name;
}
