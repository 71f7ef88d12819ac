import type { ApiModel, OperationSecurity, SecurityScheme } from '../model/model.js';
import { nameKeys } from './client.js';
import { createModel, createOperation } from './testing/models.js';

type Places = Readonly<Record<string, 'header' | 'query' | 'cookie'>>;

/** A model with these API keys; each list of lists is what one operation accepts. */
function modelWith(
  places: Places,
  ...needs: readonly (readonly (readonly string[])[])[]
): ApiModel {
  const securitySchemes = Object.entries(places).map(([name, place]): SecurityScheme => ({
    kind: 'apiKey',
    name,
    in: place,
    wireName: name,
  }));
  const operations = needs.map((alternatives, index) => {
    const security: OperationSecurity = {
      kind: 'schemes',
      alternatives: alternatives.map((names) => names.map((scheme) => ({ scheme, scopes: [] }))),
    };
    return { tag: 'A', operation: { ...createOperation('GET', `/${index}`), security } };
  });
  return { ...createModel({ operations }), securitySchemes };
}

const named = (model: ApiModel, locked?: Readonly<Record<string, string>>) =>
  Object.fromEntries(nameKeys(model, locked));

describe('the option of an API key', () => {
  it.each<[string, ApiModel, Readonly<Record<string, string>>]>([
    [
      'an only one',
      modelWith({ 'X-Api-Key': 'header' }, [['X-Api-Key']]),
      { 'X-Api-Key': 'apiKey' },
    ],
    [
      'two that are sent together',
      modelWith({ 'X-App-Id': 'header', 'X-App-Key': 'header' }, [['X-App-Id', 'X-App-Key']]),
      { 'X-App-Id': 'xAppId', 'X-App-Key': 'xAppKey' },
    ],
    [
      'one that may be sent in two places',
      modelWith({ apikey: 'query', 'X-Api-Key': 'header' }, [['X-Api-Key'], ['apikey']]),
      { 'X-Api-Key': 'apiKey' },
    ],
    [
      'two of which some operations accept one alone',
      modelWith({ a: 'header', b: 'query' }, [['a'], ['b']], [['a']]),
      { a: 'a', b: 'b' },
    ],
    [
      'after schemes that begin with a digit or have no letter',
      modelWith({ '2-legged': 'header', '??': 'query' }, [['2-legged', '??']]),
      { '2-legged': 'key2Legged', '??': 'key' },
    ],
    [
      'two in one place, although every operation accepts either',
      modelWith({ user: 'header', admin: 'header' }, [['user'], ['admin']]),
      { admin: 'admin', user: 'user' },
    ],
    [
      'two that are declared and required nowhere',
      modelWith({ a: 'header', b: 'query' }),
      { a: 'a', b: 'b' },
    ],
    [
      'the name of another option',
      modelWith({ token: 'header', timeout: 'query' }, [['token']], [['timeout']]),
      { token: 'tokenKey', timeout: 'timeoutKey' },
    ],
    [
      'names that differ in spelling alone',
      modelWith({ app_key: 'header', 'app-key': 'query' }, [['app_key', 'app-key']]),
      expect.objectContaining({}) as Readonly<Record<string, string>>,
    ],
  ])('%s', (_, model, want) => {
    const options = named(model);
    expect(options).toEqual(want);
    expect(new Set(Object.values(options)).size).toBe(Object.keys(options).length);
  });

  it('keeps its name when another key is added', () => {
    const model = modelWith({ key: 'header', other: 'query' }, [['key', 'other']]);
    expect(named(model, { key: 'apiKey' })).toEqual({ key: 'apiKey', other: 'other' });
  });
});
