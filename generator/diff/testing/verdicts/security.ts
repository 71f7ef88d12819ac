import { documentOf, OK, withOperation, type Parts } from '../documents.js';
import { both, silent, type Probe } from './probe.js';

const key = (name: string): Parts => ({ type: 'apiKey', in: 'header', name });
const SCHEMES = {
  a: key('X-A'),
  b: key('X-B'),
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://t.test', scopes: {} } },
  },
};
const required = (...security: readonly Parts[]): Parts =>
  withOperation({ security }, undefined, { components: { securitySchemes: SCHEMES } });
const requiredByRoot = (security: unknown, own?: unknown, more: Parts = {}): Parts =>
  documentOf(
    { '/a': { get: { responses: OK, ...(own !== undefined && { security: own }) }, ...more } },
    { ...(security !== undefined && { security }), components: { securitySchemes: SCHEMES } },
  );
const unstated = withOperation({}, undefined, { components: { securitySchemes: SCHEMES } });
const [a, b, ab] = [{ a: [] }, { b: [] }, { a: [], b: [] }];
const scoped = (...scopes: readonly string[]): Parts => ({ oauth: scopes });

export const CREDENTIALS: readonly Probe[] = [
  [
    'one of two together',
    required(ab),
    required(a),
    ['safe security-loosened'],
    ['breaks security-added'],
  ],
  [
    'either of two that were asked for together',
    required(ab),
    required(a, b),
    ['safe security-loosened'],
    ['breaks security-added'],
  ],
  [
    'two together or one',
    required(ab, a),
    required(a),
    ['safe security-loosened'],
    ['safe security-alternative-added'],
  ],
  [
    'a further alternative',
    required(a),
    required(a, b),
    ['safe security-alternative-added'],
    ['may break security-alternative-removed'],
  ],
  both('other credentials', required(a), required(b), 'breaks security-added'),
  both(
    'another second of two together',
    required(ab),
    required({ a: [], oauth: [] }),
    'breaks security-added',
  ),
  [
    'one alternative of two grows',
    required(a, b),
    required(ab, b),
    ['may break security-alternative-removed'],
    ['safe security-loosened'],
  ],
  [
    'both alternatives become one',
    required(a, b),
    required(ab),
    ['breaks security-added'],
    ['safe security-loosened'],
  ],
  ['none to some', required(), required(a), ['breaks security-added'], ['safe security-removed']],
  ['unstated to some', unstated, required(a), ['breaks security-added'], ['safe security-removed']],
  [
    'an empty alternative to some',
    required({}),
    required(a),
    ['breaks security-added'],
    ['safe security-removed'],
  ],
  [
    'optional to required',
    required({}, a),
    required(a),
    ['may break security-alternative-removed'],
    ['safe security-removed'],
  ],
  [
    'none to optional',
    required(),
    required({}, a),
    ['safe security-alternative-added'],
    ['safe security-loosened'],
  ],
  silent('none, written in three ways', required(), required({})),
  silent('none, unstated', unstated, required()),
  silent('none, unstated or empty', unstated, required({})),
  silent('alternatives in another order', required(a, b), required(b, a)),
  silent('an alternative twice', required(a), required(a, a)),
  [
    'more scopes',
    required(scoped('r')),
    required(scoped('r', 'w')),
    ['may break security-scopes-changed'],
    ['safe security-loosened'],
  ],
  [
    'scopes where there were none',
    required(scoped()),
    required(scoped('r')),
    ['may break security-scopes-changed'],
    ['safe security-loosened'],
  ],
  both(
    'other scopes',
    required(scoped('r')),
    required(scoped('w')),
    'may break security-scopes-changed',
  ),
  silent('scopes in another order', required(scoped('r', 'w')), required(scoped('w', 'r'))),
  [
    'more scopes for one of two alternatives',
    required(scoped('r'), a),
    required(scoped('r', 'w'), a),
    ['may break security-scopes-changed'],
    ['safe security-loosened'],
  ],
  [
    'more scopes, and an alternative less',
    required(scoped('r'), a),
    required(scoped('r', 'w')),
    ['may break security-alternative-removed'],
    ['safe security-loosened'],
  ],
  [
    'more scopes, and a scheme less',
    required({ ...scoped('r'), a: [] }),
    required(scoped('r', 'w')),
    ['may break security-scopes-changed'],
    ['breaks security-added'],
  ],
  [
    'either of two scopes',
    required(scoped('r', 'w')),
    required(scoped('r'), scoped('w')),
    ['safe security-loosened'],
    ['may break security-scopes-changed'],
  ],
  silent('a scheme by its URI', required(a), required({ '#/components/securitySchemes/a': [] })),
  silent('root security written out', requiredByRoot([a]), requiredByRoot([a], [a])),
  silent('root security moved', requiredByRoot([a]), requiredByRoot(undefined, [a])),
  [
    'root security',
    requiredByRoot(undefined),
    requiredByRoot([a]),
    ['breaks security-added'],
    ['safe security-removed'],
  ],
  [
    'root security, written out at the same time',
    requiredByRoot([a]),
    requiredByRoot([b], [b]),
    ['breaks security-added'],
    ['breaks security-added'],
  ],
  [
    'root security, written out for one of two operations',
    requiredByRoot([a], undefined, { post: { responses: OK } }),
    requiredByRoot([b], [b], { post: { responses: OK } }),
    ['breaks security-added'],
    ['breaks security-added'],
  ],
  silent(
    'root security that no operation inherits',
    requiredByRoot([a], [b]),
    requiredByRoot(undefined, [b]),
  ),
  [
    'opened for one operation',
    requiredByRoot([a]),
    requiredByRoot([a], []),
    ['safe security-removed'],
    ['breaks security-added'],
  ],
  [
    'loosened by root',
    requiredByRoot([ab]),
    requiredByRoot([a]),
    ['safe security-loosened'],
    ['breaks security-added'],
  ],
];

const withScheme = (scheme: Parts, name = 's'): Parts =>
  withOperation({ security: [{ [name]: [] }] }, undefined, {
    components: { securitySchemes: { [name]: scheme } },
  });
const flow = (more: Parts = {}, kind = 'clientCredentials'): Parts =>
  withScheme({ type: 'oauth2', flows: { [kind]: { scopes: {}, ...more } } });
const flows = (...kinds: readonly string[]): Parts =>
  withScheme({
    type: 'oauth2',
    flows: Object.fromEntries(kinds.map((kind) => [kind, { scopes: {} }])),
  });
const connect = (openIdConnectUrl: string): Parts =>
  withScheme({ type: 'openIdConnect', openIdConnectUrl });
const urlOf = (name: string, kind?: string): Probe =>
  both(
    `another ${name}`,
    flow({ [name]: 'https://a.test/' }, kind),
    flow({ [name]: 'https://b.test/' }, kind),
    'may break security-urls-changed',
  );

export const AUTHENTICATION: readonly Probe[] = [
  both(
    'another header for a key',
    withScheme(key('X-A')),
    withScheme(key('X-B')),
    'breaks security-scheme-changed',
  ),
  silent('the same header for a key', withScheme(key('X-Key')), withScheme(key('x-key'))),
  both(
    'a key in the query, by another case',
    withScheme({ ...key('k'), in: 'query' }),
    withScheme({ ...key('K'), in: 'query' }),
    'breaks security-scheme-changed',
  ),
  both(
    'a key elsewhere',
    withScheme(key('k')),
    withScheme({ ...key('k'), in: 'query' }),
    'breaks security-scheme-changed',
  ),
  both(
    'another HTTP scheme',
    withScheme({ type: 'http', scheme: 'basic' }),
    withScheme({ type: 'http', scheme: 'bearer' }),
    'breaks security-scheme-changed',
  ),
  silent(
    'the case of an HTTP scheme',
    withScheme({ type: 'http', scheme: 'Bearer' }),
    withScheme({ type: 'http', scheme: 'bearer' }),
  ),
  both(
    'bearerFormat',
    withScheme({ type: 'http', scheme: 'bearer' }),
    withScheme({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }),
    'safe bearer-format-changed',
  ),
  both('a key in place of tokens', flow(), withScheme(key('k')), 'breaks security-scheme-changed'),
  both(
    'a certificate',
    withScheme(key('k')),
    withScheme({ type: 'mutualTLS' }),
    'breaks security-scheme-changed',
  ),
  urlOf('tokenUrl'),
  urlOf('refreshUrl'),
  urlOf('authorizationUrl', 'implicit'),
  urlOf('deviceAuthorizationUrl', 'deviceAuthorization'),
  both(
    'openIdConnectUrl',
    connect('https://a.test/'),
    connect('https://b.test/'),
    'may break security-urls-changed',
  ),
  both(
    'oauth2MetadataUrl',
    withScheme({ type: 'oauth2', flows: {}, oauth2MetadataUrl: 'https://a.test/' }),
    withScheme({ type: 'oauth2', flows: {}, oauth2MetadataUrl: 'https://b.test/' }),
    'may break security-urls-changed',
  ),
  [
    'a further flow',
    flows('password'),
    flows('password', 'implicit'),
    ['safe security-flow-added'],
    ['may break security-flow-removed'],
  ],
  [
    'another flow',
    flows('password'),
    flows('implicit'),
    ['may break security-flow-removed', 'safe security-flow-added'],
  ],
  both(
    'a scope that is offered',
    flow(),
    flow({ scopes: { a: 'A' } }),
    'may break security-scopes-changed',
  ),
  [
    'deprecated',
    withScheme(key('k')),
    withScheme({ ...key('k'), deprecated: true }),
    ['safe deprecated'],
    ['safe undeprecated'],
  ],
  both(
    'description',
    withScheme(key('k')),
    withScheme({ ...key('k'), description: 'A key' }),
    'safe documentation-changed',
  ),
  both(
    'a scheme renamed',
    withScheme(key('k'), 's'),
    withScheme(key('k'), 't'),
    'safe security-scheme-renamed',
  ),
  both(
    'a scheme renamed, and described otherwise',
    withScheme(key('k'), 's'),
    withScheme({ ...key('k'), description: 'A key' }, 't'),
    'safe documentation-changed',
    'safe security-scheme-renamed',
  ),
  both(
    'another scheme by another name',
    withScheme(key('k'), 's'),
    withScheme(key('l'), 't'),
    'breaks security-added',
    'may break security-scheme-removed',
    'safe security-scheme-added',
  ),
];
