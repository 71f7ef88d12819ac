import { json, OK, withResponses, type Parts } from '../documents.js';
import { both, LIST, RECORD, silent, TEXT, type Probe } from './probe.js';

const as = (...types: readonly string[]): Parts =>
  Object.fromEntries(types.map((type) => [type, { schema: TEXT }]));
const answers = (status: string, schema: Parts | undefined = TEXT): Parts =>
  withResponses({ [status]: { description: 'x', content: json(schema) } });
const answering = (...statuses: readonly string[]): Parts => {
  const others = statuses.map((status) => [status, { description: 'x', content: json(RECORD) }]);
  return withResponses({ 200: { description: 'x' }, ...(Object.fromEntries(others) as Parts) });
};
const offered = (...types: readonly string[]): Parts =>
  withResponses({ 200: { description: 'x', content: as(...types) } });
const headed = (headers: Parts): Parts => withResponses({ 200: { description: 'x', headers } });
const header = (more: Parts): Parts => headed({ 'X-A': { schema: TEXT, ...more } });
const linked = (links: Parts): Parts => withResponses({ 200: { description: 'x', links } });
const named = (properties: Parts, status: string): Parts => ({
  ...withResponses({
    [status]: { description: 'x', content: json({ $ref: '#/components/schemas/T' }) },
  }),
  components: { schemas: { T: { type: 'object', properties } } },
});

export const RESPONSES: readonly Probe[] = [
  both('201 in place of 200', answers('200'), answers('201'), 'may break success-status-changed'),
  both(
    '201 of another body',
    answers('200'),
    answers('201', { type: 'integer' }),
    'breaks success-status-removed',
    'may break success-status-added',
  ),
  [
    '201 of a type that changed',
    named({ p: TEXT }, '200'),
    named({}, '201'),
    ['may break optional-property-removed', 'may break success-status-changed'],
  ],
  both('2XX in place of 200', answers('200'), answers('2XX'), 'may break success-status-changed'),
  [
    '2XX of another body',
    answers('200'),
    answers('2XX', { type: 'integer' }),
    ['breaks type-changed', 'may break success-status-changed'],
  ],
  [
    'a further success',
    answering(),
    answering('202'),
    ['may break success-status-added'],
    ['breaks success-status-removed'],
  ],
  [
    'an error',
    answering(),
    answering('404'),
    ['may break error-status-added'],
    ['safe error-status-removed'],
  ],
  [
    'default',
    answering(),
    answering('default'),
    ['safe default-response-changed'],
    ['safe default-response-changed'],
  ],
  silent('a range in another case', answering('4XX'), answering('4xx')),
  [
    '4XX in place of 404',
    answering('404'),
    answering('4XX'),
    ['may break error-status-added'],
    ['safe error-status-removed'],
  ],
  [
    '4XX of another body in place of 404',
    withResponses({ ...OK, 404: { description: 'x', content: json(TEXT) } }),
    withResponses({ ...OK, '4XX': { description: 'x', content: json({ type: 'integer' }) } }),
    ['breaks type-changed', 'may break error-status-added'],
    ['breaks type-changed', 'safe error-status-removed'],
  ],
  [
    'a further media type',
    offered('application/json'),
    offered('application/json', 'text/csv'),
    ['safe media-type-added'],
    ['breaks media-type-removed'],
  ],
  [
    'any media type',
    offered('application/json'),
    offered('*/*'),
    ['may break media-type-widened'],
    ['safe media-type-narrowed'],
  ],
  [
    'a body',
    withResponses(OK),
    answers('200'),
    ['safe content-schema-added', 'safe documentation-changed'],
    ['breaks content-schema-removed', 'safe documentation-changed'],
  ],
  both(
    'summary',
    withResponses({ 200: { description: 'x' } }),
    withResponses({ 200: { description: 'x', summary: 's' } }),
    'safe documentation-changed',
  ),
  silent('links, which no client needs', linked({}), linked({ next: { operationId: 'other' } })),
  [
    'a header',
    headed({}),
    header({}),
    ['safe header-added'],
    ['may break optional-header-removed'],
  ],
  [
    'a required header',
    headed({}),
    header({ required: true }),
    ['safe header-added'],
    ['breaks required-header-removed'],
  ],
  [
    'a header, optional or required',
    header({}),
    header({ required: true }),
    ['safe header-became-required'],
    ['breaks header-became-optional'],
  ],
  silent(
    'a header in another case',
    headed({ ETag: { schema: TEXT } }),
    headed({ etag: { schema: TEXT } }),
  ),
  [
    'a deprecated header',
    header({}),
    header({ deprecated: true }),
    ['safe deprecated'],
    ['safe undeprecated'],
  ],
  both(
    'an object in a header',
    header({ schema: RECORD }),
    header({ schema: RECORD, explode: true }),
    'breaks header-serialization-changed',
  ),
  silent(
    'a list in a header, explode has no effect',
    header({ schema: LIST }),
    header({ schema: LIST, explode: true }),
  ),
  silent('a header simply, restated', header({}), header({ style: 'simple', explode: false })),
  both(
    'a header as a media type',
    header({}),
    headed({ 'X-A': { content: json(TEXT) } }),
    'breaks header-serialization-changed',
  ),
  silent(
    'the header Content-Type, which is ignored',
    headed({}),
    headed({ 'Content-Type': { schema: TEXT } }),
  ),
  [
    'the type of a header',
    header({}),
    header({ schema: { type: 'integer' } }),
    ['breaks type-changed'],
    ['breaks type-changed'],
  ],
  [
    'a header without a type',
    headed({ 'X-A': {} }),
    header({}),
    ['safe type-specialized'],
    ['breaks type-generalized'],
  ],
];
