import { Diagnostics } from '../diagnostics.js';
import { loadDocument } from '../document/index.js';
import type { LoadedDocument } from '../document/openapi.js';
import { readDocument } from '../pipeline/read-and-name.js';
import { Stopwatch } from '../util/stopwatch.js';
import { compareDocuments } from './compare/index.js';
import { SchemaComparison } from './schemas/index.js';
import { documentOf, type Parts } from './testing/documents.js';

/** A document of many operations, each with a schema of its own and one that all share; a change to one of the former. */
function document(size: number, extra: Parts = {}): string {
  const refers = (name: string): Parts => ({ $ref: `#/components/schemas/${name}` });
  const answer = (index: number): Parts => ({
    description: 'OK',
    content: { 'application/json': { schema: refers(`Own${index}`) } },
  });
  const numbers = Array.from({ length: size }, (_, index) => index);
  const own = (index: number): Parts => ({
    type: 'object',
    properties: { id: { type: 'string' }, shared: refers('Shared'), ...(index === 0 && extra) },
  });
  return JSON.stringify(
    documentOf(
      Object.fromEntries(
        numbers.map((index) => [
          `/things${index}`,
          { get: { tags: ['Things'], responses: { 200: answer(index) } } },
        ]),
      ),
      {
        components: {
          schemas: {
            Shared: { type: 'object', properties: { name: { type: 'string' } } },
            ...Object.fromEntries(numbers.map((index) => [`Own${index}`, own(index)])),
          },
        },
      },
    ),
  );
}

const CHANGED: Parts = { added: { type: 'string' } };

async function load(text: string, like?: LoadedDocument): Promise<LoadedDocument> {
  const options = { allowedOrigins: [], ...(like && { reuseFrom: like }) };
  return loadDocument({ text, location: 'test' }, options, new Diagnostics());
}

describe('a change in a document of any size', () => {
  it.each([10, 300])('is found by looking at what it reaches: %i operations', async (size) => {
    const before = await load(document(size));
    const after = await load(document(size, CHANGED), before);
    const schemas = new SchemaComparison(before, after);
    let visited = 0;
    const usedMediaTypes = { request: () => undefined, response: () => 'application/json' };
    const { findings } = compareDocuments(before, after, {
      usedMediaTypes,
      schemas: {
        isUnchanged: (name) => schemas.isUnchanged(name),
        visit: (...pair) => {
          visited += 1;
          schemas.visit(...pair);
        },
      },
    });
    const all = [...findings, ...schemas.findings()];
    expect(all.map(({ what }) => what)).toEqual(['optional-property-added']);
    expect({ visited, compared: schemas.compared }).toEqual({ visited: 1, compared: 2 });
  });

  it.each([10, 300])('leaves the rest as it was made before: %i operations', async (size) => {
    const before = await load(document(size));
    const after = await load(document(size, CHANGED), before);
    const made = (of: LoadedDocument) => Object.entries(of.document.components.schemas);
    const known = new Set(made(before).map(([, schema]) => schema));
    const fresh = made(after).filter(([, schema]) => !known.has(schema));
    expect(fresh.map(([name]) => name)).toEqual(['Own0']);
    const paths = Object.keys(before.document.paths);
    expect(
      paths.filter((path) => before.document.paths[path] !== after.document.paths[path]),
    ).toEqual([]);
  });

  it.each([10, 300])('is all that is read again: %i operations', async (size) => {
    const recipe = {
      location: 'test',
      allowedOrigins: [],
      overlays: [],
      filters: {},
      switches: {},
      pagination: {},
      compared: true,
    };
    const watch = new Stopwatch();
    const like = await readDocument({ ...recipe, text: document(size) }, watch);
    const { size: read } = like.properties;
    await readDocument({ ...recipe, text: document(size, CHANGED), like }, watch);
    expect(like.properties.size - read).toBe(1);
  });
});

describe('a document that shares objects with the one before', () => {
  it('says of each part where it stands', async () => {
    const before = await load(document(3));
    const after = await load(document(3, CHANGED), before);
    const alone = await load(document(3, CHANGED));
    const pointers = ({ document: { components }, getPointer: getPointer }: LoadedDocument) =>
      Object.values(components.schemas).map((schema) =>
        typeof schema === 'boolean'
          ? []
          : Object.values(schema.properties ?? {}).map((one) => getPointer(Object(one) as object)),
      );
    expect(pointers(after)).toEqual(pointers(alone));
    expect(after.document).toEqual(alone.document);
  });

  it('is refused for a reference to what only the one before has', async () => {
    const parsed = JSON.parse(document(3)) as { components: { schemas: Record<string, unknown> } };
    delete parsed.components.schemas['Shared'];
    const before = await load(document(3));
    await expect(load(JSON.stringify(parsed), before)).rejects.toThrow(
      "'#/components/schemas/Shared' points to nothing",
    );
  });
});
