const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const SCHEMA = '#/components/schemas/';

/** Every `$ref` within a value. */
function* referencesIn(value) {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* referencesIn(inner);
}

/** What stands at a pointer such as `#/components/schemas/Pet`. */
const at = (document, ref) =>
  ref
    .slice(2)
    .split('/')
    .reduce((node, key) => node?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);

/** The components that something refers to, and those that they refer to, and so on. */
function componentsFor(document, paths) {
  const reached = new Set();
  const waiting = [...referencesIn(paths)];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (reached.has(ref) || !ref.startsWith('#/components/')) continue;
    reached.add(ref);
    waiting.push(...referencesIn(at(document, ref)));
  }
  const components = {};
  for (const ref of [...reached].sort()) {
    const [, , kind, name] = ref.split('/');
    (components[kind] ??= {})[name] = document.components[kind][name];
  }
  return components;
}

/** @returns The document with the first of its paths alone, and what they need. */
export function partOf(document, paths) {
  const kept = Object.fromEntries(Object.entries(document.paths).slice(0, paths));
  return {
    openapi: document.openapi,
    info: document.info,
    servers: document.servers,
    paths: kept,
    components: componentsFor(document, kept),
  };
}

/** A copy under other paths, with schemas and operations that have other names; all else is shared. */
function copyOf(document, number) {
  const suffix = `-copy-${number}`;
  const renamed = (value, key) => {
    if (Array.isArray(value)) return value.map((item) => renamed(item));
    if (typeof value === 'string')
      return key === '$ref' && value.startsWith(SCHEMA) ? value + suffix : value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, renamed(of, name)]));
  };
  const named = (operation) => ({
    ...operation,
    operationId: operation.operationId + suffix,
    tags: operation.tags?.map((tag) => tag + suffix),
  });
  const paths = Object.entries(renamed(document.paths)).map(([path, item]) => [
    `/copy-${number}${path}`,
    Object.fromEntries(
      Object.entries(item).map(([key, of]) => [key, METHODS.includes(key) ? named(of) : of]),
    ),
  ]);
  const schemas = Object.entries(renamed(document.components.schemas));
  return { paths, schemas: schemas.map(([name, schema]) => [name + suffix, schema]) };
}

/** @returns The document with as many copies of its operations and schemas beside them as are asked for. */
export function enlarged(document, copies) {
  const more = Array.from({ length: copies }, (_, index) => copyOf(document, index + 1));
  const joined = (own, others) => Object.fromEntries([...Object.entries(own), ...others.flat()]);
  return {
    ...document,
    paths: joined(
      document.paths,
      more.map(({ paths }) => paths),
    ),
    components: {
      ...document.components,
      schemas: joined(
        document.components.schemas,
        more.map(({ schemas }) => schemas),
      ),
    },
  };
}
