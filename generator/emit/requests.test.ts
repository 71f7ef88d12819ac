import type { Operation, TypeRef } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { getResult } from './requests.js';

const text = { type: 'string' };
const object = { type: 'object', properties: { a: text } };
const content = (schema: unknown, ...names: readonly string[]) => ({
  content: Object.fromEntries(names.map((name) => [name, { schema }])),
});

describe('getResult', () => {
  it.each<[string, Record<string, unknown>, string, TypeRef['kind'] | undefined, boolean]>([
    ['JSON', { 200: content(object, 'application/json') }, 'readJson', 'object', false],
    [
      'JSON or text, for an object',
      { 200: content(object, 'text/plain', 'application/json', 'text/json') },
      'readJson',
      'object',
      false,
    ],
    [
      'JSON or text, for a string',
      { 200: content(text, 'text/plain', 'application/json') },
      'readJsonOrText',
      'scalar',
      false,
    ],
    ['text only', { 200: content(text, 'text/csv') }, 'readText', 'scalar', false],
    [
      'bytes',
      { 200: content({ type: 'string', format: 'binary' }, 'application/octet-stream') },
      'readBlob',
      'binary',
      false,
    ],
    [
      'binary content declared as JSON',
      { 200: content({ type: 'string', format: 'binary' }, 'application/json') },
      'readBlob',
      'binary',
      false,
    ],
    ['a description only', { 200: {} }, 'readByContentType', 'unknown', false],
    ['no body', { 204: {} }, 'readVoid', undefined, false],
    [
      'a body or none',
      { 200: content(object, 'application/json'), 204: {} },
      'readJson',
      'object',
      true,
    ],
    [
      'no success, but a default',
      { default: content(object, 'application/json') },
      'readJson',
      'object',
      false,
    ],
    [
      'errors only',
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
  ])('%s', async (_, responses, reader, kind, maybeEmpty) => {
    const described = Object.fromEntries(
      Object.entries(responses).map(([status, node]) => [
        status,
        { description: '', ...(node as object) },
      ]),
    );
    const { model } = await readModel(documentOf({ '/x': { get: { responses: described } } }));
    const result = getResult(getOperations(model)[0] as Operation);
    expect({
      reader: result.reader,
      kind: result.type?.kind,
      maybeEmpty: result.maybeEmpty,
    }).toEqual({ reader, kind, maybeEmpty });
  });
});
