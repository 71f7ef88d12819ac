import { CodeBlockWriter } from 'ts-morph';
import { FIELDS, type Field, type ObjectKind } from '../document/fields.js';
import { DocumentRefusedError } from '../errors.js';
import { Stopwatch } from '../util/stopwatch.js';
import { emitFiles } from './package.js';
import { EVERY_FIELD_OF_2, EVERY_FIELD_OF_3 } from './testing/every-field.js';

/**
 * Whether the table of fields tells the truth: without a field that is read, the package is another one; without a field
 * that is reported as not read, it is the same.
 */

interface Place {
  readonly kind: ObjectKind;
  readonly field: string;
  readonly use: Field['use'];
  readonly path: readonly string[];
}

/** Every place of a field in a document; nothing inside of what is not read. */
function findPlaces(
  node: unknown,
  expected: ObjectKind,
  path: readonly string[] = [],
): readonly Place[] {
  if (typeof node !== 'object' || node === null) return [];
  const kind = '$ref' in node && FIELDS[expected]['$ref'] === undefined ? 'reference' : expected;
  return Object.entries(node).flatMap(([field, value]: [string, unknown]) => {
    const { use, holds, isRead } = FIELDS[kind][field] ?? fail(`${kind}.${field} is unknown`);
    const place: Place = {
      kind,
      field,
      path: [...path, field],
      use: isRead?.(value, node as Record<string, unknown>) ? 'silent' : use,
    };
    if (holds === undefined || use === 'unused' || use === 'unsupported') return [place];
    if (holds.as === 'one' && !Array.isArray(value))
      return [place, ...findPlaces(value, holds.object, place.path)];
    const inside = Object.entries(value as object).flatMap(([key, item]: [string, unknown]) => {
      const within = [...place.path, key];
      if (holds.as !== 'patternedMaps') return findPlaces(item, holds.object, within);
      return Object.entries(item as object).flatMap(([name, inner]) =>
        findPlaces(inner, holds.object, [...within, name]),
      );
    });
    return [place, ...inside];
  });
}

function fail(message: string): never {
  throw new Error(message);
}

function without(node: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (Array.isArray(node))
    return node.map((item: unknown, index) =>
      String(index) === key ? without(item, deeper) : item,
    );
  return Object.fromEntries(
    Object.entries(node as object).flatMap(([name, value]: [string, unknown]) => {
      if (name !== key) return [[name, value]];
      return deeper.length === 0 ? [] : [[name, without(value, deeper)]];
    }),
  );
}

/** The package as text, but for what is copied unchanged; `refused` when there is none. */
async function packageOf(document: unknown): Promise<string> {
  const recipe = {
    target: { input: 'https://api.example.com/openapi.json', outputFolder: '/nowhere' },
    text: JSON.stringify(document),
    location: 'https://api.example.com/openapi.json',
    allowedOrigins: [],
    overlays: [],
    filters: { include: {}, exclude: {} },
    overrides: {},
    pagination: {},
    switches: {},
    packageVersion: '1.0.0',
    settings: {},
  };
  try {
    const { files } = await emitFiles(recipe, new Stopwatch());
    const made = [...files].filter(([, { kind }]) => kind !== 'final');
    return JSON.stringify([made, [...files.keys()]], (_, value: unknown) => {
      // The end of the README lists what is reported, which is no use of it.
      if (typeof value === 'string') return value.replace(/\n## What is left out\n[^]*/, '');
      if (typeof value !== 'function') return value;
      const writer = new CodeBlockWriter();
      (value as (writer: CodeBlockWriter) => void)(writer);
      return writer.toString();
    });
  } catch (error) {
    if (error instanceof DocumentRefusedError) return 'refused';
    throw error;
  }
}

/** They make a package for each field, so `make upgrade` runs them. */
const itLong = process.env['UPGRADE'] ? it : it.skip;

describe.each([
  ['OpenAPI 3', 'document', EVERY_FIELD_OF_3],
  ['Swagger 2.0', 'document2', EVERY_FIELD_OF_2],
] as const)('%s', (_, root, document) => {
  const places = findPlaces(document, root);
  const whole = packageOf(document);
  const matters = async ({ path }: Place) =>
    (await packageOf(without(document, path))) !== (await whole);

  it('gives a package', async () => {
    expect(await whole).not.toBe('refused');
  });

  itLong('says `read` of what the package has something of', async () => {
    const byField = new Map<string, Place[]>();
    for (const place of places.filter(({ use }) => use === 'read')) {
      const name = `${place.kind}.${place.field}`;
      byField.set(name, [...(byField.get(name) ?? []), place]);
    }
    const unproven = [];
    for (const [name, all] of byField) if (!(await some(all, matters))) unproven.push(name);
    expect(unproven).toEqual([]);
  });

  itLong('says that nothing comes of what the package is the same without', async () => {
    const told = places.filter(({ use }) => use === 'unused' || use === 'unsupported');
    const rest = told.reduceRight<unknown>((less, { path }) => without(less, path), document);
    if ((await packageOf(rest)) === (await whole)) return;
    const wrong = [];
    for (const place of told) if (await matters(place)) wrong.push(place.path.join('/'));
    expect(wrong).toEqual([]);
  });
});

async function some<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (await test(item)) return true;
  return false;
}

it('has every field of the table in one of the documents', () => {
  const present = new Set(
    [...findPlaces(EVERY_FIELD_OF_3, 'document'), ...findPlaces(EVERY_FIELD_OF_2, 'document2')].map(
      ({ kind, field }) => `${kind}.${field}`,
    ),
  );
  const all = Object.entries(FIELDS).flatMap(([kind, fields]) =>
    Object.entries(fields)
      .filter(([, { use }]) => use !== 'silent')
      // Parameters of Swagger 2.0 have a schema's keywords.
      .filter(([name, field]) => kind === 'schema' || FIELDS.schema[name] !== field)
      .map(([field]) => `${kind}.${field}`),
  );
  expect(all.filter((field) => !present.has(field))).toEqual([]);
});
