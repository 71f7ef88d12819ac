export interface Counts {
  readonly operations: number;
  readonly schemas: number;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** How many operations and named schemas a published document (2.0 or 3.x) declares. */
export function countsOf(published: Readonly<Record<string, unknown>>): Counts {
  const pathItems = Object.entries(objectAt(published, 'paths') ?? {})
    .filter(([path]) => !path.startsWith('x-'))
    .map(([, item]) => item)
    .filter(isObject);
  const schemas =
    objectAt(objectAt(published, 'components') ?? {}, 'schemas') ??
    objectAt(published, 'definitions');
  return {
    operations: pathItems
      .map((item) => METHODS.filter((method) => objectAt(item, method) !== undefined).length)
      .reduce((sum, count) => sum + count, 0),
    schemas: Object.keys(schemas ?? {}).length,
  };
}

function objectAt(
  parent: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> | undefined {
  const value = Object.hasOwn(parent, key) ? parent[key] : undefined;
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
