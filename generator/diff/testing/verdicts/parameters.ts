import {
  documentOf,
  json,
  OK,
  query,
  withOperation,
  withParameters,
  type Parts,
} from '../documents.js';
import { both, LIST, RECORD, silent, TEXT, type Probe } from './probe.js';

const listed = (more: Parts = {}): Parts =>
  withParameters(query('q', { schema: { type: 'array', items: { type: 'string' } }, ...more }));
const structured = (more: Parts = {}): Parts =>
  withParameters(
    query('q', { schema: { type: 'object', properties: { p: { type: 'string' } } }, ...more }),
  );
const scalar = (more: Parts = {}): Parts => withParameters(query('q', more));
const untyped = (more: Parts = {}): Parts => withParameters(query('q', { schema: {}, ...more }));
const inPath = (schema: Parts, more: Parts = {}): Parts =>
  withOperation(
    { parameters: [{ name: 'id', in: 'path', required: true, schema, ...more }] },
    'get /a/{id}',
  );
const located = (location: string, name = 'q', more: Parts = {}): Parts =>
  withParameters({ name, in: location, schema: TEXT, ...more });
const written = 'breaks parameter-serialization-changed';
const contentOf = (type: string): Parts =>
  withParameters({ name: 'q', in: 'query', content: json(TEXT, type) });
const whole = (type: string, name = 'q'): Parts =>
  withParameters({ name, in: 'querystring', content: json(RECORD, type) });

export const PARAMETERS: readonly Probe[] = [
  both('a list without explode', listed(), listed({ explode: false }), written),
  silent('a list with its own style', listed(), listed({ style: 'form' })),
  silent(
    'a list with its own style and explode',
    listed(),
    listed({ style: 'form', explode: true }),
  ),
  both(
    'a list with spaces',
    listed({ explode: false }),
    listed({ style: 'spaceDelimited', explode: false }),
    written,
  ),
  both(
    'a list with pipes',
    listed({ style: 'spaceDelimited' }),
    listed({ style: 'pipeDelimited' }),
    written,
  ),
  silent(
    'spaces without explode, restated',
    listed({ style: 'spaceDelimited' }),
    listed({ style: 'spaceDelimited', explode: false }),
  ),
  both('an object with brackets', structured(), structured({ style: 'deepObject' }), written),
  silent(
    'brackets with explode, which has no effect',
    structured({ style: 'deepObject' }),
    structured({ style: 'deepObject', explode: true }),
  ),
  both('an object without explode', structured(), structured({ explode: false }), written),
  silent('one value without explode', scalar(), scalar({ explode: false })),
  silent('one value with pipes', scalar(), scalar({ style: 'pipeDelimited' })),
  silent(
    'one value of a reference in allOf',
    scalar({ schema: { allOf: [{ type: 'string', enum: ['a'] }] } }),
    scalar({ schema: { allOf: [{ type: 'string', enum: ['a'] }] }, explode: false }),
  ),
  silent(
    'one value or null',
    scalar({ schema: { oneOf: [TEXT, { type: 'integer' }] } }),
    scalar({ schema: { oneOf: [TEXT, { type: 'integer' }] }, explode: false }),
  ),
  both(
    'one value or a list',
    scalar({ schema: { oneOf: [TEXT, LIST] } }),
    scalar({ schema: { oneOf: [TEXT, LIST] }, explode: false }),
    written,
  ),
  both('an unknown value without explode', untyped(), untyped({ explode: false }), written),
  [
    'one value becomes a list with commas',
    scalar(),
    listed({ explode: false }),
    ['breaks type-changed'],
  ],
  silent('a list in a path, explode has no effect', inPath(LIST), inPath(LIST, { explode: true })),
  both('an object in a path', inPath(RECORD), inPath(RECORD, { explode: true }), written),
  both('a list in a path with dots', inPath(LIST), inPath(LIST, { style: 'label' }), written),
  both('one value in a path with a dot', inPath(TEXT), inPath(TEXT, { style: 'label' }), written),
  silent(
    'one value in a path with a dot, explode',
    inPath(TEXT, { style: 'label' }),
    inPath(TEXT, { style: 'label', explode: true }),
  ),
  both(
    'a list in a path with dots, explode',
    inPath(LIST, { style: 'label' }),
    inPath(LIST, { style: 'label', explode: true }),
    written,
  ),
  both(
    'one value in a path with its name',
    inPath(TEXT),
    inPath(TEXT, { style: 'matrix' }),
    written,
  ),
  silent(
    'a path simply, restated',
    inPath(TEXT),
    inPath(TEXT, { style: 'simple', explode: false }),
  ),
  silent(
    'a list in a header, explode has no effect',
    located('header', 'X-A', { schema: LIST }),
    located('header', 'X-A', { schema: LIST, explode: true }),
  ),
  both(
    'a cookie without percent-encoding',
    located('cookie'),
    located('cookie', 'q', { style: 'cookie' }),
    written,
  ),
  both(
    'schema or content',
    scalar(),
    contentOf('application/json'),
    'breaks parameter-content-changed',
  ),
  both(
    'content of another media type',
    contentOf('application/json'),
    contentOf('text/plain'),
    'breaks parameter-content-changed',
  ),
  silent(
    'content with a parameter of its media type',
    contentOf('application/json'),
    contentOf('application/json; charset=utf-8'),
  ),
  both(
    'reserved characters',
    scalar(),
    scalar({ allowReserved: true }),
    'may break parameter-allowance-changed',
  ),
  silent('reserved characters, restated', scalar(), scalar({ allowReserved: false })),
  [
    'an empty value',
    scalar(),
    scalar({ allowEmptyValue: true }),
    ['safe parameter-allowance-granted'],
    ['may break parameter-allowance-changed'],
  ],
  [
    'required',
    scalar(),
    scalar({ required: true }),
    ['breaks parameter-became-required'],
    ['safe parameter-became-optional'],
  ],
  [
    'added',
    withParameters(),
    scalar(),
    ['safe parameter-added-optional'],
    ['may break parameter-removed'],
  ],
  [
    'added, required',
    withParameters(),
    scalar({ required: true }),
    ['breaks parameter-added-required'],
    ['may break parameter-removed'],
  ],
  both('moved to a header', located('query'), located('header'), 'breaks parameter-moved'),
  both('moved to a cookie', located('query'), located('cookie'), 'breaks parameter-moved'),
  both('renamed', located('query', 'q'), located('query', 'r'), 'breaks parameter-renamed'),
  both(
    'another case in the query',
    located('query', 'q'),
    located('query', 'Q'),
    'breaks parameter-renamed',
  ),
  silent('another case of a header', located('header', 'X-A'), located('header', 'x-a')),
  both(
    'another case of a cookie',
    located('cookie', 'q'),
    located('cookie', 'Q'),
    'breaks parameter-renamed',
  ),
  ...['Accept', 'content-type', 'Authorization'].map((name) =>
    silent(
      `the header ${name}, which is ignored`,
      withParameters(),
      located('header', name, { required: true }),
    ),
  ),
  both(
    'regrouped',
    withParameters(query('a'), query('b')),
    withParameters(query('f', { schema: { type: 'object', properties: { a: TEXT, b: TEXT } } })),
    'safe parameter-regrouped',
  ),
  both(
    'regrouped as the whole query',
    withParameters(query('p')),
    whole('application/x-www-form-urlencoded'),
    'safe parameter-regrouped',
  ),
  silent(
    'declared for the path',
    documentOf({ '/a': { get: { parameters: [query('q')], responses: OK } } }),
    documentOf({ '/a': { parameters: [query('q')], get: { responses: OK } } }),
  ),
  both(
    'a path renamed',
    inPath(TEXT),
    withOperation(
      { parameters: [{ name: 'key', in: 'path', required: true, schema: TEXT }] },
      'get /a/{key}',
    ),
    'safe path-parameter-renamed',
  ),
  both(
    'the whole query renamed',
    whole('application/json'),
    whole('application/json', 'r'),
    'safe querystring-renamed',
  ),
  both(
    'the whole query as another media type',
    whole('application/json'),
    whole('application/x-www-form-urlencoded'),
    'breaks parameter-content-changed',
  ),
  [
    'deprecated',
    scalar(),
    scalar({ deprecated: true }),
    ['safe deprecated'],
    ['safe undeprecated'],
  ],
  [
    'sunset',
    scalar({ 'x-sunset': '2030-01-01' }),
    scalar({ 'x-sunset': '2029-01-01' }),
    ['may break sunset-shortened'],
    ['safe sunset-changed'],
  ],
  [
    'stability',
    scalar(),
    scalar({ 'x-stability-level': 'beta' }),
    ['may break stability-decreased'],
    ['safe stability-increased'],
  ],
  both('example', scalar(), scalar({ example: 'a' }), 'safe documentation-changed'),
];
