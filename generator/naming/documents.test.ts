import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation, TypeRef } from '../model/model.js';
import { planNames } from './plan.js';
import {
  createDeclaration,
  createModel,
  createOperation,
  createParameter,
  createPathParameters,
} from './testing/models.js';

/**
 * Operations as ASP.NET publishes them, each with the name that a reader wants; all of them have been read. A row of the
 * table has the kind of document, the operation, what it sends and returns, its call and its function.
 *
 * `Movie[]` is a list, `{Movie[]}` a page, `Movie` one of a schema, `-` is not declared. A request is a schema and, after
 * `?`, query parameters; a schema whose name ends in `Update` has a list of the tag's ids.
 */
interface Row {
  readonly document: string;
  readonly tag: string;
  readonly route: string;
  readonly operationId: string;
  readonly summary: string;
  readonly request: string;
  readonly response: string;
  readonly names: string;
}

const [, ...lines] = readFileSync(join(__dirname, 'testing', 'operations.tsv'), 'utf8')
  .trimEnd()
  .split('\n');
const ROWS = lines.map((line): Row => {
  const [document = '', tag = '', route = '', operationId = '', ...more] = line.split('\t');
  const [summary = '', request = '', response = '', ...names] = more;
  return { document, tag, route, operationId, summary, request, response, names: names.join(' ') };
});

const origin = { pointer: '' };

function createProperty(wireName: string, type: TypeRef) {
  return { wireName, type, required: false, access: 'both', docs: {}, origin } as const;
}

function readType(text: string): TypeRef {
  if (text.startsWith('{'))
    return { kind: 'object', properties: [createProperty('items', readType(text.slice(1, -1)))] };
  if (text.endsWith('[]')) return { kind: 'array', items: readType(text.slice(0, -2)) };
  if (text === 'boolean') return { kind: 'scalar', scalar: 'boolean' };
  if (text === '') return { kind: 'object', properties: [] };
  return { kind: 'reference', id: `#/components/schemas/${text}` };
}

function toOperation({ route, operationId, summary, request, response }: Row): Operation {
  const [method = '', path = ''] = route.split(' ');
  const [body = '', query = ''] = request.split('?');
  const queried = query === '' ? [] : query.split('&');
  const content = {
    encoding: 'json',
    mediaType: 'application/json',
    type: readType(body),
    origin,
  } as const;
  return {
    ...createOperation(method, path, {
      ...(operationId !== '' && { operationId }),
      response: response === '-' ? undefined : readType(response),
      parameters: [
        ...createPathParameters(path),
        ...queried.map((name) => createParameter(name, 'query')),
      ],
    }),
    docs: summary === '' ? {} : { summary },
    ...(body !== '' && { body: { required: true, contents: [content], docs: {}, origin } }),
  };
}

function createSchemas(rows: readonly Row[]) {
  const ids = [createProperty('collectionIds', readType('[]'))] as const;
  const names = rows.flatMap(({ request, response }) => [request.split('?')[0] ?? '', response]);
  const schemas = new Set(names.map((name) => name.replace(/[^A-Za-z0-9]/g, '')));
  return [...schemas]
    .filter((name) => name !== '' && name !== 'boolean')
    .map((name) =>
      createDeclaration(name, {
        properties: name.endsWith('UpdateResource')
          ? ids.map((each) => [each.wireName, each.type])
          : [],
      }),
    );
}

describe.each([...new Set(ROWS.map(({ document }) => document))])('%s', (document) => {
  const rows = ROWS.filter((row) => row.document === document);
  const model = createModel({
    operations: rows.map((row) => ({ tag: row.tag, operation: toOperation(row) })),
    declarations: createSchemas(rows),
  });
  const { names } = planNames(model, { reservedExports: new Set() });

  it.each(rows)('$tag, $route: $names', ({ tag, route, names: wanted }) => {
    const { method, functionName } = names.operations.get(route) ?? {};
    const call = `${names.services.get(tag)?.property}.${method}`;
    expect(wanted.includes(' ') ? `${call} ${functionName}` : call).toBe(wanted);
  });
});

it('covers more than 150 operations', () => {
  expect(new Set(ROWS.map(({ document, route }) => `${document} ${route}`)).size).toBe(ROWS.length);
  expect(ROWS.length).toBeGreaterThan(150);
});
