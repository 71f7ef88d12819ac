import { json, one, pairsOf, text, type Json, type Pair } from './documents.js';

const withOperation = pairsOf((more: Json) => one(more));
const document = pairsOf((more: Json) => one({}, more));

const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
const oauth = (flow: Json = {}, name = 'implicit'): Json => ({
  type: 'oauth2',
  flows: { [name]: { authorizationUrl: 'https://a.test/', scopes: { read: 'Reads' }, ...flow } },
});
const schemes = (securitySchemes: Json, more: Json = {}): Json => ({
  components: { securitySchemes },
  ...more,
});
const securedDocument = (...security: readonly Json[]): Json =>
  schemes({ key, oauth: oauth() }, { security });
const secured = pairsOf((security: readonly Json[] | undefined) =>
  one({ ...(security && { security }) }, schemes({ key, oauth: oauth() })),
);
const hooks = (webhooks: Json): Json => ({ openapi: '3.1.0', webhooks });
const call = { requestBody: json(text), responses: { 204: { description: 'Taken' } } };

/** Differences of security, servers, webhooks, callbacks and the document itself. */
export const DOCUMENT_PAIRS: readonly Pair[] = [
  secured('security-added', undefined, [{ key: [] }], 'security-removed'),
  document('security-added', securedDocument(), securedDocument({ key: [] }), 'security-removed'),
  document(
    'security-alternative-added',
    securedDocument({ key: [] }),
    securedDocument({ key: [] }, { oauth: [] }),
    'security-alternative-removed',
  ),
  document(
    'security-loosened',
    securedDocument({ key: [], oauth: [] }),
    securedDocument({ key: [] }),
    'security-added',
  ),
  document('security-scheme-added', schemes({}), schemes({ key }), 'security-scheme-removed'),
  document(
    'security-scheme-changed',
    schemes({ key }),
    schemes({ key: { ...key, name: 'X-Other' } }),
  ),
  document(
    'security-scheme-changed',
    schemes({ key }),
    schemes({ key: { type: 'http', scheme: 'basic' } }),
  ),
  document(
    'security-flow-added',
    schemes({ oauth: { type: 'oauth2', flows: {} } }),
    schemes({ oauth: oauth() }),
    'security-flow-removed',
  ),
  document(
    'security-scheme-renamed',
    schemes({ key }),
    schemes({ other: key }),
    'security-scheme-renamed',
  ),
  document(
    'security-urls-changed',
    schemes({ oauth: oauth() }),
    schemes({ oauth: oauth({ authorizationUrl: 'https://b.test/' }) }),
  ),
  document(
    'security-scopes-changed',
    schemes({ oauth: oauth() }),
    schemes({ oauth: oauth({ scopes: {} }) }),
  ),
  document(
    'security-scopes-changed',
    securedDocument({ oauth: [] }),
    securedDocument({ oauth: ['read'] }),
  ),
  secured('security-scopes-changed', [{ oauth: [] }], [{ oauth: ['read'] }]),
  document(
    'server-changed',
    { servers: [{ url: 'https://a.test' }] },
    { servers: [{ url: 'https://b.test' }] },
  ),
  document(
    'server-default-changed',
    { servers: [{ url: 'https://a.test' }, { url: 'https://b.test' }] },
    { servers: [{ url: 'https://b.test' }, { url: 'https://a.test' }] },
    'server-default-changed',
  ),
  document(
    'server-added',
    { servers: [{ url: 'https://a.test' }] },
    { servers: [{ url: 'https://a.test' }, { url: 'https://b.test' }] },
    'server-changed',
  ),
  document(
    'security-urls-changed',
    schemes({ oauth: { ...oauth(), oauth2MetadataUrl: 'https://a.test/' } }),
    schemes({ oauth: { ...oauth(), oauth2MetadataUrl: 'https://b.test/' } }),
  ),
  document(
    'security-urls-changed',
    schemes({ key: { type: 'openIdConnect', openIdConnectUrl: 'https://a.test/' } }),
    schemes({ key: { type: 'openIdConnect', openIdConnectUrl: 'https://b.test/' } }),
  ),
  document(
    'security-urls-changed',
    schemes({ oauth: oauth({ deviceAuthorizationUrl: 'https://a.test/' }, 'deviceAuthorization') }),
    schemes({ oauth: oauth({ deviceAuthorizationUrl: 'https://b.test/' }, 'deviceAuthorization') }),
  ),
  document('deprecated', schemes({ key }), schemes({ key: { ...key, deprecated: true } })),
  document(
    'documentation-changed',
    { servers: [{ url: 'https://a.test' }] },
    { servers: [{ url: 'https://a.test', name: 'production' }] },
  ),
  ...['summary', 'parent', 'kind'].map((field) =>
    document(
      'documentation-changed',
      { tags: [{ name: 'Things' }] },
      { tags: [{ name: 'Things', [field]: 'Other' }] },
    ),
  ),
  document(
    'info-changed',
    {},
    { info: { title: 'Things', version: '1.1.0' } },
    'version-decreased',
  ),
  document(
    'bearer-format-changed',
    schemes({ token: { type: 'http', scheme: 'bearer' } }),
    schemes({ token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }),
  ),
  document(
    'documentation-changed',
    {},
    { info: { title: 'Things', version: '1.0.0', description: 'All' } },
  ),
  document(
    'documentation-changed',
    schemes({ oauth: oauth() }),
    schemes({ oauth: oauth({ scopes: { read: 'Sees' } }) }),
  ),
  document('webhook-added', hooks({}), hooks({ made: { post: call } }), 'webhook-removed'),
  document(
    'webhook-changed',
    hooks({ made: { post: call } }),
    hooks({ made: { put: call } }),
    'webhook-changed',
  ),
  withOperation(
    'callback-changed',
    {},
    { callbacks: { done: { '{$request.query.url}': { post: call } } } },
    'callback-changed',
  ),
];
