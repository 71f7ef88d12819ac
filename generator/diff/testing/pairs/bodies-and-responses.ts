import {
  json,
  object,
  one,
  pairsOf,
  list,
  text,
  whole,
  withBody,
  withHeaders,
  type Json,
  type Pair,
} from './documents.js';

const body = pairsOf((value: Json | undefined) => withBody(value));

const form = (encoding: Json): Json => ({
  content: {
    'multipart/form-data': {
      schema: object({ file: { type: 'string', format: 'binary' } }),
      encoding,
    },
  },
});
const mixed = (encodings: Json): Json => ({
  content: { 'multipart/mixed': { itemSchema: {}, ...encodings } },
});
const lines = (media: Json): Json => ({ content: { 'application/jsonl': media } });
const both = (type: string): Json => ({
  content: { 'application/json': { schema: text }, [type]: { schema: text } },
});

/** Differences of request bodies, except for their schemas. */
export const BODY_PAIRS: readonly Pair[] = [
  body(
    'request-body-added-required',
    undefined,
    { required: true, ...json(text) },
    'request-body-removed',
  ),
  body('request-body-added-optional', undefined, json(text)),
  body(
    'request-body-became-required',
    json(text),
    { required: true, ...json(text) },
    'request-body-became-optional',
  ),
  body('request media-type-added', json(text), both('text/plain'), 'request media-type-removed'),
  body(
    'request media-type-renamed',
    json(text),
    { content: { 'application/problem+json': { schema: text } } },
    'request media-type-renamed',
  ),
  body('request encoding-changed', form({}), form({ file: { contentType: 'image/png' } })),
  body(
    'request encoding-changed',
    mixed({ prefixEncoding: [{ contentType: 'image/png' }] }),
    mixed({ prefixEncoding: [{ contentType: 'image/gif' }] }),
  ),
  body('request encoding-changed', mixed({}), mixed({ itemEncoding: { contentType: 'text/csv' } })),
  body(
    'request encoding-changed',
    form({
      file: { contentType: 'multipart/mixed', encoding: { a: { contentType: 'text/csv' } } },
    }),
    form({ file: { contentType: 'multipart/mixed', encoding: { a: { contentType: 'a/b' } } } }),
  ),
  body(
    'request encoding-widened',
    form({ file: { contentType: 'image/png' } }),
    form({ file: { contentType: 'image/png, image/gif' } }),
    'request encoding-changed',
  ),
  body(
    'request media-type-widened',
    json(text),
    { content: { 'application/*': { schema: text } } },
    'request media-type-narrowed',
  ),
  body(
    'request item-schema-added',
    lines({}),
    lines({ itemSchema: text }),
    'request item-schema-removed',
  ),
  body('request type-changed', lines({ itemSchema: text }), lines({ itemSchema: whole })),
  body('request content-schema-added', json(), json(text), 'request content-schema-removed'),
  body('documentation-changed', json(text), { description: 'The thing', ...json(text) }),
];

const answers = pairsOf((responses: Json) => one({ responses }));
const headers = pairsOf((value: Json) => withHeaders(value));

const ok = (more: Json = {}): Json => ({ description: 'OK', ...more });
const maybe = (more: Json): Json => ({ 200: ok(json(text)), ...more });

/** Differences of responses, except for their schemas. */
export const RESPONSE_PAIRS: readonly Pair[] = [
  answers('success-status-added', maybe({}), maybe({ 202: ok() }), 'success-status-removed'),
  answers('success-status-changed', { 200: ok(json(text)) }, { 201: ok(json(text)) }),
  answers('error-status-added', maybe({}), maybe({ 404: ok() }), 'error-status-removed'),
  answers(
    'default-response-changed',
    maybe({}),
    maybe({ default: ok() }),
    'default-response-changed',
  ),
  answers(
    'response media-type-added',
    { 200: ok(json(text)) },
    { 200: ok(both('text/plain')) },
    'response media-type-removed',
  ),
  answers(
    'response media-type-renamed',
    { 200: ok(json(text)) },
    { 200: ok({ content: { 'application/problem+json': { schema: text } } }) },
    'response media-type-renamed',
  ),
  answers(
    'response media-type-widened',
    { 200: ok(json(text)) },
    { 200: ok({ content: { '*/*': { schema: text } } }) },
    'response media-type-narrowed',
  ),
  answers(
    'response encoding-changed',
    { 200: ok(form({})) },
    { 200: ok(form({ file: { contentType: 'image/png' } })) },
  ),
  answers(
    'response encoding-widened',
    { 200: ok(form({ file: { contentType: 'image/png' } })) },
    { 200: ok(form({ file: { contentType: 'image/*' } })) },
  ),
  answers(
    'response content-schema-added',
    { 200: ok() },
    { 200: ok(json(text)) },
    'response content-schema-removed',
  ),
  answers(
    'response item-schema-added',
    { 200: ok(lines({})) },
    { 200: ok(lines({ itemSchema: text })) },
    'response item-schema-removed',
  ),
  answers(
    'response item-schema-added',
    { 200: ok(lines({ schema: list(text) })) },
    { 200: ok(lines({ itemSchema: text })) },
    'response item-schema-removed',
  ),
  answers(
    'response type-changed',
    { 200: ok(lines({ itemSchema: text })) },
    { 200: ok(lines({ itemSchema: whole })) },
  ),
  answers('documentation-changed', { 200: ok() }, { 200: { summary: 'Found', description: 'OK' } }),
  answers(
    'response content-schema-added',
    { 200: ok(json()) },
    { 200: ok(json(text)) },
    'response content-schema-removed',
  ),
  headers('header-added', {}, { ETag: { schema: text } }, 'optional-header-removed'),
  headers('required-header-removed', { ETag: { required: true, schema: text } }, {}),
  headers(
    'header-became-optional',
    { ETag: { required: true, schema: text } },
    { ETag: { schema: text } },
    'header-became-required',
  ),
  headers('response type-changed', { Age: { schema: text } }, { Age: { schema: whole } }),
  headers(
    'response constraint-tightened',
    { Age: { schema: text } },
    { Age: { schema: { ...text, maxLength: 9 } } },
    'response constraint-relaxed',
  ),
  headers(
    'header-serialization-changed',
    { Link: { schema: object({ a: text }) } },
    { Link: { schema: object({ a: text }), explode: true } },
  ),
  answers('documentation-changed', { 200: ok() }, { 200: { description: 'Found' } }),
];
