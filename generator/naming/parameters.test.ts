import type { ParameterLocation } from '../model/model.js';
import { nameParameters } from './parameters.js';
import { createOperation, createParameter } from './testing/models.js';

function namesOf(parameters: readonly (readonly [ParameterLocation, string])[]) {
  const taken = new Set(['encode', 'ApiError']);
  const named = nameParameters(
    createOperation('GET', '/x', {
      parameters: parameters.map(([location, name]) => createParameter(name, location)),
    }),
    (name) => taken.has(name),
  );
  return {
    names: [...named.values()],
    keys: [...named.keys()],
  };
}

describe('a query parameter becomes the property', () => {
  it.each([
    ['StartDate', 'startDate'],
    ['api-version', 'apiVersion'],
    ['Filter.StartDate', 'filterStartDate'],
    ['filter[name]', 'filterName'],
    ['ids[]', 'ids'],
    ['$filter', 'filter'],
    ['X-Version', 'xVersion'],
    ['ID', 'id'],
    ['IDs', 'ids'],
    ['VINNumber', 'vinNumber'],
    ['ReceiverCompanyID', 'receiverCompanyId'],
    ['delete', 'delete'],
    ['options', 'options'],
    ['2fa', 'query2fa'],
    ['*', 'star'],
    ['__proto__', 'proto'],
    ['constructor', 'constructorValue'],
    ['hasOwnProperty', 'hasOwnPropertyValue'],
    ['véhicule', 'véhicule'],
  ])('%s: %s', (wireName, name) => {
    expect(namesOf([['query', wireName]]).names).toEqual([name]);
  });
});

describe('a path parameter becomes the argument', () => {
  it.each([
    ['registrationNumber', 'registrationNumber'],
    ['ID', 'id'],
    ['class', 'classValue'],
    ['delete', 'deleteValue'],
    ['client', 'clientValue'],
    ['params', 'paramsValue'],
    ['options', 'optionsValue'],
    ['path', 'path'],
    ['type', 'type'],
    ['encode', 'encodeValue'],
    ['fetch', 'fetchValue'],
    ['2fa', 'path2fa'],
  ])('%s: %s', (wireName, name) => {
    expect(namesOf([['path', wireName]]).names).toEqual([name]);
  });
});

describe('parameters with colliding names', () => {
  it.each<[readonly (readonly [ParameterLocation, string])[], readonly string[]]>([
    [
      [
        ['path', 'id'],
        ['query', 'id'],
      ],
      ['id', 'id'],
    ],
    [
      [
        ['query', 'version'],
        ['header', 'version'],
        ['cookie', 'version'],
      ],
      ['version', 'versionHeader', 'versionCookie'],
    ],
    [
      [
        ['query', 'Filter.Date'],
        ['query', 'FilterDate'],
      ],
      ['filterDotDate', 'filterDate'],
    ],
    [
      [
        ['query', 'id'],
        ['query', 'ID'],
        ['header', 'id'],
      ],
      ['idInQuery', 'idInQueryUpperCase', 'idHeader'],
    ],
    [
      [
        ['query', 'X-Version'],
        ['header', 'x-version'],
      ],
      ['xVersion', 'xVersionHeader'],
    ],
    [
      [
        ['path', 'path'],
        ['path', 'pathValue'],
      ],
      ['path', 'pathValue'],
    ],
  ])('%j: %j', (parameters, names) => {
    const named = namesOf(parameters);
    expect(named.names).toEqual(names);
  });

  it('never end in a number', () => {
    const { names } = namesOf([
      ['query', 'a'],
      ['query', 'A'],
      ['query', 'a.'],
      ['query', '🚗'],
      ['query', '🚙'],
    ]);
    expect(new Set(names).size).toBe(5);
    expect(names.join(' ')).not.toMatch(/\d/);
  });
});

it('an argument beside the body is not called like it', () => {
  expect(namesOf([['path', 'body']]).names).toEqual(['bodyValue']);
  expect(namesOf([['query', 'body']]).names).toEqual(['body']);
});
