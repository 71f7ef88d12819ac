import type { ApiModel } from '../model/model.js';
import { getErrorType, hasParams } from '../model/walk.js';
import { byCodeUnit } from '../util/order.js';
import type { Names, NamesLock } from './names.js';
import { declarationsByWireName } from './overrides.js';
import { BODY } from './parameters.js';

/** The names as a lock keeps them, every table's keys sorted. */
export function lockOf(model: ApiModel, names: Names): Required<Omit<NamesLock, 'package'>> {
  const { client, error, environmentVariablePrefix } = names;
  return {
    client: { class: client, error, environmentVariablePrefix },
    ...declarationTables(model, names),
    ...operationTables(model, names),
  };
}

function declarationTables(
  model: ApiModel,
  names: Names,
): Pick<Required<NamesLock>, 'types' | 'baseTypes' | 'typeFiles' | 'enumKeys'> {
  const declared = [...declarationsByWireName(model)].flatMap(([key, declaration]) => {
    const of = names.declarations.get(declaration.id);
    return of === undefined ? [] : [{ key, declaration, of }];
  });
  const sides = (splits: boolean, response: string, request: string) =>
    splits ? { request, response } : response;
  return {
    types: table(
      declared.map(({ key, declaration, of }) => [
        key,
        sides(declaration.splits, of.type, of.inputType),
      ]),
    ),
    baseTypes: table(
      declared.flatMap(({ key, declaration, of: { baseType, baseInputType = '' } }) =>
        baseType === undefined ? [] : [[key, sides(declaration.splits, baseType, baseInputType)]],
      ),
    ),
    typeFiles: table(declared.map(({ key, of }) => [key, of.fileName])),
    enumKeys: table(
      declared
        .filter(({ of }) => of.enumMembers.size > 0)
        .map(({ key, of }) => [key, table([...of.enumMembers])]),
    ),
  };
}

function operationTables(
  model: ApiModel,
  names: Names,
): Pick<Required<NamesLock>, 'operations' | 'services' | 'operationTypes' | 'parameters'> {
  const services = model.services.flatMap((service) => {
    const of = names.services.get(service.wireName);
    return of === undefined ? [] : [{ service, of }];
  });
  const operations = services.flatMap(({ service, of: { property } }) =>
    service.operations.flatMap((operation) => {
      const of = names.operations.get(operation.id);
      return of === undefined ? [] : [{ operation, of, call: `${property}.${of.method}` }];
    }),
  );
  return {
    operations: table(
      operations.map(({ operation, of, call }) => [
        operation.id,
        { call, function: of.functionName },
      ]),
    ),
    services: table(
      services.map(({ service, of }) => [
        service.wireName,
        { class: of.className, file: of.fileName },
      ]),
    ),
    operationTypes: table(
      operations
        .filter(({ operation }) => hasParams(operation) || getErrorType(operation) !== undefined)
        .map(({ operation, of }) => [
          operation.id,
          {
            ...(hasParams(operation) && { params: of.paramsType }),
            ...(getErrorType(operation) !== undefined && { error: of.errorType }),
          },
        ]),
    ),
    parameters: table(
      operations
        .filter(({ operation }) => operation.parameters.length > 0 || operation.body !== undefined)
        .map(({ operation, of }) => [
          operation.id,
          table([
            ...of.parameters,
            ...(operation.body === undefined ? [] : [[BODY, of.body] as const]),
          ]),
        ]),
    ),
  };
}

/** Without a prototype, so that a schema called `__proto__` is a key like any other; sorted. */
function table<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  const result = Object.create(null) as Record<string, T>;
  for (const [key, value] of [...entries].sort(([a], [b]) => byCodeUnit(a, b))) result[key] = value;
  return result;
}
