import { openDocument } from '../testing/open-document.js';
import { openStandIn, visitorOf, type Visitor } from '../testing/visitor.js';

type Thing = Readonly<Record<string, unknown>>;
interface Page {
  readonly items: readonly Thing[];
  readonly totalCount: number;
  readonly totalPages: number;
}

const NEW = { registrationNumber: 'ZZ-001-ZZ', brand: 'Alpine', model: 'A290', energy: 50 };

describe('the world behind the stand-in', () => {
  let ask: Visitor;
  beforeEach(async () => {
    ask = await visitorOf(await openStandIn());
  });

  const listOf = async (target: string) => (await ask(target)).body as unknown as readonly Thing[];
  const thing = async (target: string) => (await ask(target)).body as Thing;
  const page = async (target: string) => (await ask(target)).body as unknown as Page;

  it.each([
    ['/Vehicles', 'registrationNumber'],
    ['/Persons', 'identificationNumber'],
    ['/Geofences', 'id'],
    ['/FuelCards', 'id'],
    ['/Documents', 'id'],
  ])('tells the same of a thing in GET %s and by its %s', async (path, key) => {
    for (const listed of await listOf(`GET ${path}`)) {
      expect(await thing(`GET ${path}/${String(listed[key])}`)).toEqual(listed);
    }
  });

  it('tells the same of a thing in a page and by its key', async () => {
    const { items } = await page('GET /VehicleAssignments?pageSize=5');
    expect(items).toHaveLength(5);
    for (const listed of items) {
      expect(await thing(`GET /VehicleAssignments/${String(listed['id'])}`)).toEqual(listed);
    }
  });

  it('finds by its key what a period has told', async () => {
    const period = 'StartDate=2026-05-04&EndDate=2026-05-08';
    const { items } = await page(`GET /FuelTransactions?${period}`);
    expect(items.length).toBeGreaterThan(0);
    for (const listed of items) {
      expect(await thing(`GET /FuelTransactions/${String(listed['id'])}`)).toEqual(listed);
    }
  });

  it('reads back what was posted: where it was said to be, by its key and in lists', async () => {
    const made = await ask('POST /Vehicles', NEW);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject(NEW);
    expect(made.headers.get('location')).toBe('/Vehicles/ZZ-001-ZZ');
    expect(await thing('GET /Vehicles/zz-001-zz')).toEqual(made.body);
    expect((await listOf('GET /Vehicles')).at(-1)).toEqual(made.body);
    expect((await page('GET /Vehicles/search?Brand=alpine')).items).toEqual([made.body]);
  });

  it('keeps one vehicle a plate, however often it is posted', async () => {
    await ask('POST /Vehicles', NEW);
    await ask('POST /Vehicles', { ...NEW, brand: 'Renault' });
    const plates = (await listOf('GET /Vehicles')).map((one) => one['registrationNumber']);
    expect(plates.filter((plate) => plate === 'ZZ-001-ZZ')).toHaveLength(1);
    expect(await thing('GET /Vehicles/ZZ-001-ZZ')).toMatchObject({ brand: 'Renault' });
  });

  it('gives each posted thing an id of its own, though they are alike', async () => {
    const before = await listOf('GET /Geofences');
    const made = { name: 'Yard', shape: before[0]?.['shape'], radius: 100 };
    const ids = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push(((await ask('POST /Geofences', made)).body as Thing)['id']);
    }
    expect(new Set([...ids, ...before.map((one) => one['id'])]).size).toBe(before.length + 3);
    for (const id of ids) {
      expect(await thing(`GET /Geofences/${String(id)}`)).toMatchObject({ id, name: 'Yard' });
    }
  });

  it('changes a thing by PUT, and by what answers with it', async () => {
    const before = await thing('GET /Vehicles/AB-123-CD');
    const change = { brand: 'Alpine', model: 'A110' };
    const put = await ask('PUT /Vehicles/AB-123-CD', change);
    expect(put.status).toBe(204);
    const after = { ...before, ...change };
    expect(await thing('GET /Vehicles/AB-123-CD')).toEqual(after);
    expect((await listOf('GET /Vehicles'))[0]).toEqual(after);
    const status = before['status'] === 'IN_FLEET' ? 'OUT_FLEET' : 'IN_FLEET';
    const patched = await ask('PATCH /Vehicles/AB-123-CD/status', {
      status,
      effectiveDate: '2026-05-01',
    });
    expect(patched.body).toEqual({ ...after, status });
    expect(await thing('GET /Vehicles/AB-123-CD')).toEqual({ ...after, status });
  });

  it('knows no more of what was removed, nor of what belongs to it', async () => {
    expect((await ask('DELETE /Vehicles/AB-123-CD')).status).toBe(204);
    for (const target of [
      'GET /Vehicles/AB-123-CD',
      'GET /Vehicles/ab-123-cd/driver',
      'DELETE /Vehicles/AB-123-CD',
    ]) {
      const { status, headers, body } = await ask(target);
      expect([target, status, headers.get('content-type')]).toEqual([
        target,
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect(body).toMatchObject({ title: 'Not Found', status: 404 });
    }
    const plates = (await listOf('GET /Vehicles')).map((one) => one['registrationNumber']);
    expect(plates).toHaveLength(11);
    expect(plates).not.toContain('AB-123-CD');
  });

  it('finds again what was removed and then posted', async () => {
    await ask('DELETE /Vehicles/AB-123-CD');
    await ask('POST /Vehicles', { ...NEW, registrationNumber: 'AB-123-CD' });
    expect(await thing('GET /Vehicles/AB-123-CD')).toMatchObject({ brand: 'Alpine' });
  });

  it('counts and pages what there is', async () => {
    const before = await page('GET /VehicleAssignments?pageSize=10');
    const [first] = before.items;
    await ask(`DELETE /VehicleAssignments/${String(first?.['id'])}`);
    const after = await page('GET /VehicleAssignments?pageSize=10');
    expect(after.totalCount).toBe(before.totalCount - 1);
    expect(after.items[0]).toEqual(before.items[1]);
    const items = [];
    for (let number = 1; number <= after.totalPages; number += 1) {
      items.push(...(await page(`GET /VehicleAssignments?pageSize=10&page=${number}`)).items);
    }
    expect(new Set(items.map((one) => one['id'])).size).toBe(after.totalCount);
  });

  it('assigns a vehicle to the person whose number was sent', async () => {
    const [, person] = await listOf('GET /Persons');
    const made = await ask('POST /VehicleAssignments', {
      registrationNumber: 'AB-123-CD',
      identificationNumber: person?.['identificationNumber'],
      startDate: '2026-05-01T08:00:00Z',
      isMainDriver: true,
    });
    const { identificationNumber, firstName, lastName } = person ?? {};
    expect(made.body).toMatchObject({
      registrationNumber: 'AB-123-CD',
      startDate: '2026-05-01T08:00:00Z',
      person: { identificationNumber, firstName, lastName },
    });
  });

  it('knows that person though nobody has asked for persons yet', async () => {
    const made = await ask('POST /VehicleAssignments', {
      registrationNumber: 'AB-123-CD',
      identificationNumber: 'EMP1002',
      startDate: '2026-05-01T08:00:00Z',
      isMainDriver: true,
    });
    const { firstName, lastName } = await thing('GET /Persons/EMP1002');
    expect(made.body).toMatchObject({ person: { firstName, lastName } });
  });

  it('forgets everything with its end', async () => {
    await ask('DELETE /Vehicles/AB-123-CD');
    ask = await visitorOf(await openStandIn());
    expect((await ask('GET /Vehicles/AB-123-CD')).status).toBe(200);
  });
});

describe('the world behind another API', () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const content = (schema: object) => ({ content: { 'application/json': { schema } } });
  const answers = (status: string, schema?: object) => ({
    responses: { [status]: { description: 'Success', ...(schema && content(schema)) } },
  });
  const path = (...names: readonly string[]) =>
    names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer' } }));
  const shop = {
    openapi: '3.0.4',
    info: { title: 'Shop', version: 'v1' },
    paths: {
      '/api/stores/{storeId}/books': {
        parameters: path('storeId'),
        get: answers('200', { type: 'array', items: to('BookSummary') }),
        post: { requestBody: content(to('Book')), ...answers('200', { type: 'integer' }) },
      },
      '/api/stores/{storeId}/books/{bookId}': {
        parameters: path('storeId', 'bookId'),
        get: answers('200', to('Book')),
        put: { requestBody: content(to('Book')), ...answers('204') },
        delete: answers('204'),
      },
      '/api/stores/{storeId}/books/{bookId}/pages': {
        parameters: path('storeId', 'bookId'),
        get: answers('200', { type: 'array', items: to('BookSummary') }),
      },
      '/api/shapes': {
        get: answers('200', { type: 'array', items: to('Shape') }),
        post: { requestBody: content(to('Shape')), ...answers('201', to('Shape')) },
      },
      '/api/shapes/{id}': { parameters: path('id'), get: answers('200', to('Shape')) },
    },
    components: {
      schemas: {
        BookSummary: {
          type: 'object',
          properties: { id: { type: 'integer' }, title: { type: 'string' } },
        },
        Book: {
          type: 'object',
          properties: {
            id: { type: 'integer' },
            title: { type: 'string' },
            author: to('Author'),
            tags: { type: 'array', items: { type: 'string' } },
          },
        },
        Author: { type: 'object', properties: { name: { type: 'string' } } },
        Shape: {
          oneOf: [to('Circle'), to('Square')],
          discriminator: {
            propertyName: 'kind',
            mapping: {
              circle: '#/components/schemas/Circle',
              square: '#/components/schemas/Square',
            },
          },
        },
        Circle: {
          type: 'object',
          required: ['kind', 'radius'],
          properties: {
            id: { type: 'integer' },
            kind: { type: 'string' },
            radius: { type: 'number' },
          },
        },
        Square: {
          type: 'object',
          required: ['kind', 'side'],
          properties: {
            id: { type: 'integer' },
            kind: { type: 'string' },
            side: { type: 'number' },
          },
        },
      },
    },
  };
  const BOOK = { id: 0, title: 'Nadja', author: { name: 'Breton' }, tags: ['a', 'b'] };

  it('has a shelf for each store, and an id for what is sent with 0', async () => {
    const ask = await visitorOf(await openDocument(shop));
    const { body: id } = await ask('POST /api/stores/1/books', BOOK);
    expect(id).toBeGreaterThan(0);
    const known = { id, title: 'Nadja' };
    expect((await ask(`GET /api/stores/1/books/${String(id)}`)).body).toEqual({ ...BOOK, id });
    expect((await ask('GET /api/stores/1/books')).body).toContainEqual(known);
    expect((await ask('GET /api/stores/2/books')).body).not.toContainEqual(known);
    await ask(`PUT /api/stores/1/books/${String(id)}`, { ...BOOK, tags: [] });
    expect((await ask(`GET /api/stores/1/books/${String(id)}`)).body).toMatchObject({ tags: [] });
    await ask(`DELETE /api/stores/1/books/${String(id)}`);
    expect((await ask(`GET /api/stores/1/books/${String(id)}/pages`)).status).toBe(404);
    expect((await ask(`GET /api/stores/2/books/${String(id)}`)).status).toBe(200);
  });

  it('takes no list of something else for the things themselves', async () => {
    const ask = await visitorOf(await openDocument(shop));
    await ask('POST /api/stores/1/books', BOOK);
    const pages = (await ask('GET /api/stores/1/books/7/pages')).body;
    expect(JSON.stringify(pages)).not.toContain('Nadja');
  });

  it('keeps each variant of a base as what it is', async () => {
    const ask = await visitorOf(await openDocument(shop));
    for (const shape of [
      { kind: 'circle', radius: 3 },
      { kind: 'square', side: 4 },
    ]) {
      const made = await ask('POST /api/shapes', shape);
      expect(made.body).toEqual({ ...shape, id: expect.any(Number) });
      const { id } = made.body as { id: number };
      expect((await ask(`GET /api/shapes/${id}`)).body).toEqual(made.body);
    }
    for (const listed of (await ask('GET /api/shapes')).body as { id: number }[]) {
      expect((await ask(`GET /api/shapes/${listed.id}`)).body).toEqual(listed);
    }
  });
});
