import type { ApiModel } from '../../model/model.js';
import type { Names, NamesLock } from '../names.js';

/** Names as the lock keeps them. */
export function lockOf(model: ApiModel, names: Names): NamesLock {
  const operations: Record<string, { call: string; function: string }> = {};
  for (const service of model.services) {
    const property = names.services.get(service.wireName)?.property ?? '';
    for (const { id } of service.operations) {
      const { method = '', functionName = '' } = names.operations.get(id) ?? {};
      operations[id] = { call: `${property}.${method}`, function: functionName };
    }
  }
  const types: Record<string, string | { request: string; response: string }> = {};
  for (const { id, wireName, splits } of model.declarations.values()) {
    const { type = '', inputType = '' } = names.declarations.get(id) ?? {};
    types[wireName] = splits ? { request: inputType, response: type } : type;
  }
  return { operations, types };
}

/** Everything that the package exports, once for each thing that exports it. */
export function exportsOf(names: Names): readonly string[] {
  return [
    names.client,
    names.error,
    ...[...names.services.values()].map(({ className }) => className),
    ...[...names.operations.values()].flatMap(({ functionName, paramsType, errorType }) => [
      functionName,
      paramsType,
      errorType,
    ]),
    ...[...names.declarations.values()].flatMap(({ type, inputType }) =>
      type === inputType ? [type] : [type, inputType],
    ),
  ];
}

/** Those that come more than once. */
export function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}
