import type { Names } from '../names.js';

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
    ...[...names.declarations.values()].flatMap(({ baseType, baseInputType }) => [
      ...new Set([baseType, baseInputType].flatMap((name) => name ?? [])),
    ]),
  ];
}

/** Those that come more than once. */
export function repeated(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size);
}
