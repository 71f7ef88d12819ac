import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { findDoubtfulNames, planNames } from './index.js';

interface Given {
  readonly tag: string;
  /** The `operationId` of each operation, by method and path. */
  readonly operations: Readonly<Record<string, string>>;
  /** The methods as they would be named otherwise. */
  readonly methods?: Readonly<Record<string, string>>;
}

async function findIn({ tag, operations }: Given, methods: Readonly<Record<string, string>>) {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, operationId] of Object.entries(operations)) {
    const [method = '', path = ''] = id.split(' ');
    const responses = { 200: { description: 'OK' } };
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: { tags: [tag], operationId, responses },
    };
  }
  const { model } = await readModel(documentOf(paths));
  const { names } = planNames(model, { reservedExports: new Set() });
  // The names that the rules give are a business of their own.
  const named = new Map(
    [...names.operations].map(([id, each]) => [
      id,
      { ...each, method: methods[id] ?? each.method },
    ]),
  );
  return findDoubtfulNames(model, { ...names, operations: named });
}

describe('findDoubtfulNames', () => {
  it.each<[what: string, tag: string, id: string, method: string, better: string | undefined]>([
    ['the resource after the verb', 'User', 'DELETE /a', 'deleteUser', 'delete'],
    ['the resource first', 'FileManager', 'POST /a', 'fileManagerDownload', 'download'],
    ['the resource after two verbs', 'Group', 'POST /a', 'createOrEditGroup', 'createOrEdit'],
    ['a list of the resource', 'Orders', 'GET /a', 'getOrders', 'list'],
    ['one of the resource', 'Orders', 'GET /a', 'getOrder', 'get'],
    ['two verbs', 'Series', 'POST /a', 'postCreate', 'create'],
    ['the method at the end', 'Report', 'GET /a', 'listGet', 'list'],
    ['the ending of C#', 'Action', 'POST /a', 'retryAsync', 'retry'],
    ['a version that tells nothing apart', 'Series', 'GET /a', 'listV2', 'list'],
    ['all of it', 'Report', 'POST /a', 'postCreateReportAsync', 'create'],
    [
      'a sentence',
      'A',
      'GET /a',
      'getAllOfThemThatAreOpenButNotClosed',
      'getAllOfThemThatAreOpenButNotClosed',
    ],
    ['a plain name', 'Users', 'GET /a', 'listRoles', undefined],
    ['the resource as a verb', 'Ping', 'GET /a', 'ping', undefined],
    ['the resource within a name', 'Products', 'GET /a', 'listDiscountProducts', undefined],
    ['an adjective before the resource', 'Grading', 'POST /a', 'manualGrading', undefined],
    ['a verb that is a noun', 'App', 'GET /a', 'getUpdate', undefined],
  ])('%s', async (_, tag, id, method, better) => {
    const found = await findIn({ tag, operations: { [id]: 'x' } }, { [id]: method });
    expect(found.map((each) => each.better)).toEqual(better === undefined ? [] : [better]);
  });

  it('finds the letters that only tell two operations apart', async () => {
    const ids = ['GET /a+b', 'GET /a-b'];
    const { model } = await readModel(
      documentOf(
        Object.fromEntries(
          ids.map((id) => [id.slice(4), { get: { tags: ['T'], responses: { 200: {} } } }]),
        ),
      ),
    );
    const { names } = planNames(model, { reservedExports: new Set() });
    const { toLetterCode } = await import('./identifier-characters.js');
    const [id = ''] = ids;
    const code = toLetterCode(id).replace(/^./, (letter) => letter.toUpperCase());
    const named = new Map(names.operations);
    const known = named.get(id);
    if (known === undefined) throw new Error('The operation has names.');
    named.set(id, { ...known, method: `list${code}` });
    const found = findDoubtfulNames(model, { ...names, operations: named });
    expect(found).toEqual([{ id, call: `t.list${code}`, better: `list${code}` }]);
  });

  it('proposes no name that a sibling has, and none twice', async () => {
    const operations = { 'GET /a': 'x', 'GET /b': 'y', 'GET /c': 'z' };
    const methods = { 'GET /a': 'get', 'GET /b': 'getUser', 'GET /c': 'getUsers' };
    expect(await findIn({ tag: 'User', operations }, methods)).toEqual([
      { id: 'GET /c', call: 'user.getUsers', better: 'list' },
    ]);
  });
});
