import type { NamesLock } from '../naming/index.js';
import type { Manifest } from '../write/index.js';

type Table = Readonly<Record<string, unknown>>;

/** The names that an earlier run gave, as far as its manifest holds them in the right shape. */
export function namesLockOf(manifest: Manifest): NamesLock {
  const { package: packageName, client } = manifest;
  return {
    ...(isPackageName(packageName) && { package: packageName }),
    ...(isClient(client) && { client }),
    operations: entries(manifest['operations'], isOperation),
    types: entries(manifest['types'], isTypeName),
    baseTypes: entries(manifest['baseTypes'], isTypeName),
    typeFiles: entries(manifest['typeFiles'], isText),
    enumKeys: entries(manifest['enumKeys'], isTextTable),
    services: entries(manifest['services'], isService),
    operationTypes: entries(manifest['operationTypes'], isOperationTypes),
    parameters: entries(manifest['parameters'], isTextTable),
  };
}

function entries<T>(
  value: unknown,
  is: (entry: unknown) => entry is T,
): Readonly<Record<string, T>> {
  const result = Object.create(null) as Record<string, T>;
  if (isTable(value))
    for (const [key, entry] of Object.entries(value)) if (is(entry)) result[key] = entry;
  return result;
}

/** npm's rules: lower case, a scope or none, at most 214 characters. */
function isPackageName(value: unknown): value is string {
  return (
    isText(value) &&
    value.length <= 214 &&
    /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(value)
  );
}

function isClient(value: unknown): value is NonNullable<NamesLock['client']> {
  return (
    isTable(value) &&
    ['class', 'error', 'environmentVariablePrefix'].every((key) => isText(value[key]))
  );
}

function isOperation(entry: unknown): entry is NamesLock['operations'][string] {
  return isTable(entry) && isText(entry['call']) && isText(entry['function']);
}

function isTypeName(entry: unknown): entry is NamesLock['types'][string] {
  if (isText(entry)) return true;
  return isTable(entry) && isText(entry['request']) && isText(entry['response']);
}

function isService(entry: unknown): entry is Required<NamesLock>['services'][string] {
  return isTable(entry) && isText(entry['class']) && isText(entry['file']);
}

function isOperationTypes(entry: unknown): entry is Required<NamesLock>['operationTypes'][string] {
  return (
    isTable(entry) &&
    ['params', 'error'].every((key) => entry[key] === undefined || isText(entry[key]))
  );
}

function isTextTable(entry: unknown): entry is Readonly<Record<string, string>> {
  return isTable(entry) && Object.values(entry).every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
