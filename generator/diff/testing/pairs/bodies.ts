import { json, object, text, withBody, pairsOf, type Json, type Pair } from './documents.js';

const body = pairsOf((value: Json | undefined) => withBody(value));

const form = (encoding: Json): Json => ({
  content: {
    'multipart/form-data': {
      schema: object({ file: { type: 'string', format: 'binary' } }),
      encoding,
    },
  },
});
const both = (type: string): Json => ({
  content: { 'application/json': { schema: text }, [type]: { schema: text } },
});

/** What happens to bodies that are sent, beside their schemas. */
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
  body('request-media-type-added', json(text), both('text/plain'), 'request-media-type-removed'),
  body(
    'request-media-type-renamed',
    json(text),
    { content: { 'application/problem+json': { schema: text } } },
    'request-media-type-renamed',
  ),
  body('request-encoding-changed', form({}), form({ file: { contentType: 'image/png' } })),
  body('request-body-schema-added', json(), json(text), 'request-body-schema-removed'),
  body('request-body-description-changed', json(text), { description: 'The thing', ...json(text) }),
];
