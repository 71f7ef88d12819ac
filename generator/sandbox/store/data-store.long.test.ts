import { openDocument, openStandIn, createClient, type Client } from '../testing/open.js';

type Item = Readonly<Record<string, unknown>>;
interface Page {
  readonly items: readonly Item[];
  readonly totalCount: number;
  readonly totalPages: number;
}

const NEW = { registrationNumber: 'ZZ-001-ZZ', brand: 'Alpine', model: 'A290', energy: 50 };

describe('the data of the stand-in', () => {
  let send: Client;
  beforeEach(async () => {
    send = await createClient(await openStandIn());
  });

  const list = async (target: string) => (await send(target)).body as unknown as readonly Item[];
  const read = async (target: string) => (await send(target)).body as Item;
  const page = async (target: string) => (await send(target)).body as unknown as Page;

  it.each([
    ['/Vehicles', 'registrationNumber'],
    ['/Persons', 'identificationNumber'],
    ['/Geofences', 'id'],
    ['/FuelCards', 'id'],
    ['/Documents', 'id'],
  ])('has the same item in GET %s and by its %s', async (path, key) => {
    for (const listed of await list(`GET ${path}`)) {
      expect(await read(`GET ${path}/${String(listed[key])}`)).toEqual(listed);
    }
  });

  it('has the same item in a page and by its key', async () => {
    const { items } = await page('GET /VehicleAssignments?pageSize=5');
    expect(items).toHaveLength(5);
    for (const listed of items) {
      expect(await read(`GET /VehicleAssignments/${String(listed['id'])}`)).toEqual(listed);
    }
  });

  it('has the items of a period by their keys', async () => {
    const period = 'StartDate=2026-05-04&EndDate=2026-05-08';
    const { items } = await page(`GET /FuelTransactions?${period}`);
    expect(items.length).toBeGreaterThan(0);
    for (const listed of items) {
      expect(await read(`GET /FuelTransactions/${String(listed['id'])}`)).toEqual(listed);
    }
  });

  it('has a created item at its Location, by its key and in lists', async () => {
    const made = await send('POST /Vehicles', NEW);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject(NEW);
    expect(made.headers.get('location')).toBe('/Vehicles/ZZ-001-ZZ');
    expect(await read('GET /Vehicles/zz-001-zz')).toEqual(made.body);
    expect((await list('GET /Vehicles')).at(-1)).toEqual(made.body);
    expect((await page('GET /Vehicles/search?Brand=alpine')).items).toEqual([made.body]);
  });

  it('has one vehicle for each plate, even if it is created twice', async () => {
    await send('POST /Vehicles', NEW);
    await send('POST /Vehicles', { ...NEW, brand: 'Renault' });
    const plates = (await list('GET /Vehicles')).map((one) => one['registrationNumber']);
    expect(plates.filter((plate) => plate === 'ZZ-001-ZZ')).toHaveLength(1);
    expect(await read('GET /Vehicles/ZZ-001-ZZ')).toMatchObject({ brand: 'Renault' });
  });

  it('gives each created item its own id, even if they are equal', async () => {
    const before = await list('GET /Geofences');
    const made = { name: 'Yard', shape: before[0]?.['shape'], radius: 100 };
    const ids = [];
    for (let count = 0; count < 3; count += 1) {
      ids.push(((await send('POST /Geofences', made)).body as Item)['id']);
    }
    expect(new Set([...ids, ...before.map((one) => one['id'])]).size).toBe(before.length + 3);
    for (const id of ids) {
      expect(await read(`GET /Geofences/${String(id)}`)).toMatchObject({ id, name: 'Yard' });
    }
  });

  it('changes an item by PUT, and by an operation that responds with it', async () => {
    const before = await read('GET /Vehicles/AB-123-CD');
    const change = { brand: 'Alpine', model: 'A110' };
    const put = await send('PUT /Vehicles/AB-123-CD', change);
    expect(put.status).toBe(204);
    const after = { ...before, ...change };
    expect(await read('GET /Vehicles/AB-123-CD')).toEqual(after);
    expect((await list('GET /Vehicles'))[0]).toEqual(after);
    const status = before['status'] === 'IN_FLEET' ? 'OUT_FLEET' : 'IN_FLEET';
    const patched = await send('PATCH /Vehicles/AB-123-CD/status', {
      status,
      effectiveDate: '2026-05-01',
    });
    expect(patched.body).toEqual({ ...after, status });
    expect(await read('GET /Vehicles/AB-123-CD')).toEqual({ ...after, status });
  });

  it('has neither a removed item nor what belongs to it', async () => {
    expect((await send('DELETE /Vehicles/AB-123-CD')).status).toBe(204);
    for (const target of [
      'GET /Vehicles/AB-123-CD',
      'GET /Vehicles/ab-123-cd/driver',
      'DELETE /Vehicles/AB-123-CD',
    ]) {
      const { status, headers, body } = await send(target);
      expect([target, status, headers.get('content-type')]).toEqual([
        target,
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect(body).toMatchObject({ title: 'Not Found', status: 404 });
    }
    const plates = (await list('GET /Vehicles')).map((one) => one['registrationNumber']);
    expect(plates).toHaveLength(11);
    expect(plates).not.toContain('AB-123-CD');
  });

  it('has an item that was removed and then created', async () => {
    await send('DELETE /Vehicles/AB-123-CD');
    await send('POST /Vehicles', { ...NEW, registrationNumber: 'AB-123-CD' });
    expect(await read('GET /Vehicles/AB-123-CD')).toMatchObject({ brand: 'Alpine' });
  });

  it('has correct pages and counts', async () => {
    const before = await page('GET /VehicleAssignments?pageSize=10');
    const [first] = before.items;
    await send(`DELETE /VehicleAssignments/${String(first?.['id'])}`);
    const after = await page('GET /VehicleAssignments?pageSize=10');
    expect(after.totalCount).toBe(before.totalCount - 1);
    expect(after.items[0]).toEqual(before.items[1]);
    const items = [];
    for (let number = 1; number <= after.totalPages; number += 1) {
      items.push(...(await page(`GET /VehicleAssignments?pageSize=10&page=${number}`)).items);
    }
    expect(new Set(items.map((one) => one['id'])).size).toBe(after.totalCount);
  });

  it('responds with the person whose number was sent', async () => {
    const [, person] = await list('GET /Persons');
    const made = await send('POST /VehicleAssignments', {
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

  it('responds with that person even if no request has read persons before', async () => {
    const made = await send('POST /VehicleAssignments', {
      registrationNumber: 'AB-123-CD',
      identificationNumber: 'EMP1002',
      startDate: '2026-05-01T08:00:00Z',
      isMainDriver: true,
    });
    const { firstName, lastName } = await read('GET /Persons/EMP1002');
    expect(made.body).toMatchObject({ person: { firstName, lastName } });
  });

  it('loses all changes when it is closed', async () => {
    await send('DELETE /Vehicles/AB-123-CD');
    send = await createClient(await openStandIn());
    expect((await send('GET /Vehicles/AB-123-CD')).status).toBe(200);
  });
});

describe('the data of another API', () => {
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const content = (schema: object) => ({ content: { 'application/json': { schema } } });
  const responds = (status: string, schema?: object) => ({
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
        get: responds('200', { type: 'array', items: to('BookSummary') }),
        post: { requestBody: content(to('Book')), ...responds('200', { type: 'integer' }) },
      },
      '/api/stores/{storeId}/books/{bookId}': {
        parameters: path('storeId', 'bookId'),
        get: responds('200', to('Book')),
        put: { requestBody: content(to('Book')), ...responds('204') },
        delete: responds('204'),
      },
      '/api/stores/{storeId}/books/{bookId}/pages': {
        parameters: path('storeId', 'bookId'),
        get: responds('200', { type: 'array', items: to('BookSummary') }),
      },
      '/api/shapes': {
        get: responds('200', { type: 'array', items: to('Shape') }),
        post: { requestBody: content(to('Shape')), ...responds('201', to('Shape')) },
      },
      '/api/shapes/{id}': { parameters: path('id'), get: responds('200', to('Shape')) },
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

  it('has books for each store, and an id for a book that is sent with 0', async () => {
    const send = await createClient(await openDocument(shop));
    const id = (await send('POST /api/stores/1/books', BOOK)).body as number;
    expect(id).toBeGreaterThan(0);
    const listed = { id, title: 'Nadja' };
    expect((await send(`GET /api/stores/1/books/${id}`)).body).toEqual({ ...BOOK, id });
    expect((await send('GET /api/stores/1/books')).body).toContainEqual(listed);
    expect((await send('GET /api/stores/2/books')).body).not.toContainEqual(listed);
    await send(`PUT /api/stores/1/books/${id}`, { ...BOOK, tags: [] });
    expect((await send(`GET /api/stores/1/books/${id}`)).body).toMatchObject({ tags: [] });
    await send(`DELETE /api/stores/1/books/${id}`);
    expect((await send(`GET /api/stores/1/books/${id}/pages`)).status).toBe(404);
    expect((await send(`GET /api/stores/2/books/${id}`)).status).toBe(200);
  });

  it('does not mix up lists of different items', async () => {
    const send = await createClient(await openDocument(shop));
    await send('POST /api/stores/1/books', BOOK);
    const pages = (await send('GET /api/stores/1/books/7/pages')).body;
    expect(JSON.stringify(pages)).not.toContain('Nadja');
  });

  it('keeps the variant of each item', async () => {
    const send = await createClient(await openDocument(shop));
    for (const shape of [
      { kind: 'circle', radius: 3 },
      { kind: 'square', side: 4 },
    ]) {
      const created = await send('POST /api/shapes', shape);
      expect(created.body).toEqual({ ...shape, id: expect.any(Number) as unknown });
      const { id } = created.body as { id: number };
      expect((await send(`GET /api/shapes/${id}`)).body).toEqual(created.body);
    }
    for (const listed of (await send('GET /api/shapes')).body as { id: number }[]) {
      expect((await send(`GET /api/shapes/${listed.id}`)).body).toEqual(listed);
    }
  });

  describe('in a strict sandbox', () => {
    const strict = async () => createClient(await openDocument(shop, { strict: true }));
    const statusOf = async (send: Client, target: string, body?: unknown) =>
      (await send(target, body)).status;

    it('has the items that a list has, and no others', async () => {
      const send = await strict();
      const [shape] = (await send('GET /api/shapes')).body as unknown as readonly { id: number }[];
      expect(await statusOf(send, `GET /api/shapes/${shape?.id ?? 0}`)).toBe(200);
      expect(await statusOf(send, 'GET /api/shapes/7')).toBe(404);
    });

    it('neither changes nor removes an unknown item, and has nothing that belongs to one', async () => {
      const send = await strict();
      const book = '/api/stores/1/books/7';
      expect(await statusOf(send, `GET ${book}`)).toBe(404);
      expect(await statusOf(send, `PUT ${book}`, BOOK)).toBe(404);
      expect(await statusOf(send, `DELETE ${book}`)).toBe(404);
      expect(await statusOf(send, `GET ${book}/pages`)).toBe(404);
    });

    it('has what a request creates', async () => {
      const send = await strict();
      const id = (await send('POST /api/stores/1/books', BOOK)).body as number;
      expect(await statusOf(send, `GET /api/stores/1/books/${id}`)).toBe(200);
      expect(await statusOf(send, `GET /api/stores/2/books/${id}`)).toBe(404);
    });

    it('creates by a PUT that says so', async () => {
      const put = { ...shop.paths['/api/stores/{storeId}/books/{bookId}'].put, ...responds('201') };
      const paths = { ...shop.paths, '/api/shelves/{id}': { parameters: path('id'), put } };
      const lists = { get: responds('200', { type: 'array', items: to('Book') }) };
      const document = { ...shop, paths: { ...paths, '/api/shelves': lists } };
      const send = await createClient(await openDocument(document, { strict: true }));
      expect(await statusOf(send, 'PUT /api/shelves/7', BOOK)).toBe(201);
      expect(await statusOf(send, 'PUT /api/shelves/7', BOOK)).toBe(201);
    });

    it('takes any key where no list has the items and no request creates them', async () => {
      const paths = {
        '/api/books/{id}': { parameters: path('id'), get: responds('200', to('Book')) },
      };
      const send = await createClient(await openDocument({ ...shop, paths }, { strict: true }));
      expect(await statusOf(send, 'GET /api/books/7')).toBe(200);
    });
  });
});
