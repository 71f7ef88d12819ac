import type { Operation, TypeRef } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { getResult } from './requests.js';

const text = { type: 'string' };
const object = { type: 'object', properties: { a: text } };
const content = (schema: unknown, ...names: readonly string[]) => ({
  content: Object.fromEntries(names.map((name) => [name, { schema }])),
});

const NUMBER: TypeRef['kind'] = 'scalar';

describe('what a call gives', () => {
  it.each<[string, Record<string, unknown>, string, TypeRef['kind'] | undefined, boolean]>([
    ['JSON', { 200: content(object, 'application/json') }, 'readJson', 'object', false],
    [
      'JSON beside text, for an object',
      { 200: content(object, 'text/plain', 'application/json', 'text/json') },
      'readJson',
      'object',
      false,
    ],
    [
      'JSON beside text, for a text',
      { 200: content(text, 'text/plain', 'application/json') },
      'readJsonOrText',
      NUMBER,
      false,
    ],
    ['text alone', { 200: content(text, 'text/csv') }, 'readText', NUMBER, false],
    [
      'bytes',
      { 200: content({ type: 'string', format: 'binary' }, 'application/octet-stream') },
      'readBlob',
      'binary',
      false,
    ],
    [
      'a file under a JSON name',
      { 200: content({ type: 'string', format: 'binary' }, 'application/json') },
      'readBlob',
      'binary',
      false,
    ],
    ['a description alone', { 200: {} }, 'readByContentType', 'unknown', false],
    ['nothing', { 204: {} }, 'readVoid', undefined, false],
    [
      'something or nothing',
      { 200: content(object, 'application/json'), 204: {} },
      'readJson',
      'object',
      true,
    ],
    [
      'no success but a default',
      { default: content(object, 'application/json') },
      'readJson',
      'object',
      false,
    ],
    [
      'errors alone',
      { 400: content(object, 'application/json') },
      'readByContentType',
      'unknown',
      false,
    ],
    [
      'JSON or bytes',
      {
        200: content(object, 'application/json'),
        202: content({ type: 'string', format: 'binary' }, 'application/pdf'),
      },
      'readByContentType',
      'union',
      false,
    ],
  ])('%s', async (_, responses, expect_, kind, maybeEmpty) => {
    const described = Object.fromEntries(
      Object.entries(responses).map(([status, node]) => [
        status,
        { description: '', ...(node as object) },
      ]),
    );
    const { model } = await readModel(documentOf({ '/x': { get: { responses: described } } }));
    const result = getResult(getOperations(model)[0] as Operation);
    expect({
      expect: result.reader,
      kind: result.type?.kind,
      maybeEmpty: result.maybeEmpty,
    }).toEqual({ expect: expect_, kind, maybeEmpty });
  });
});
