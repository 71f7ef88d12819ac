import { json, withBody, type Parts } from '../documents.js';
import { both, LIST, RECORD, silent, TEXT, type Probe } from './probe.js';

const sent = (types: Parts, more: Parts = {}): Parts => withBody({ content: types, ...more });
const as = (...types: readonly string[]): Parts =>
  Object.fromEntries(types.map((type) => [type, { schema: TEXT }]));
const form = (properties: Parts, encoding: Parts = {}, type = 'multipart/form-data'): Parts =>
  sent({ [type]: { schema: { type: 'object', properties }, encoding } });
const FILE = { type: 'string', format: 'binary' };
const stream = (more: Parts): Parts => sent({ 'multipart/mixed': { itemSchema: FILE, ...more } });
const encoded = 'breaks encoding-changed';

export const BODIES: readonly Probe[] = [
  [
    'a further media type',
    sent(as('application/json')),
    sent(as('application/json', 'text/csv')),
    ['safe media-type-added'],
    ['breaks media-type-removed'],
  ],
  both(
    'another media type',
    sent(as('application/json')),
    sent(as('text/csv')),
    'breaks media-type-removed',
    'safe media-type-added',
  ),
  silent(
    'a media type in another case',
    sent(as('application/json')),
    sent(as('Application/JSON')),
  ),
  silent('a media type with other spaces', sent(as('a/b;c=d')), sent(as('a/b; c=d'))),
  both(
    'a parameter of a media type',
    sent(as('application/json')),
    sent(as('application/json; charset=utf-8')),
    'may break media-type-renamed',
  ),
  both(
    'a suffix',
    sent(as('application/json')),
    sent(as('application/problem+json')),
    'may break media-type-renamed',
  ),
  [
    'any subtype',
    sent(as('application/json')),
    sent(as('application/*')),
    ['safe media-type-widened'],
    ['may break media-type-narrowed'],
  ],
  [
    'any media type',
    sent(as('application/json')),
    sent(as('*/*')),
    ['safe media-type-widened'],
    ['may break media-type-narrowed'],
  ],
  [
    'any image',
    sent(as('image/*')),
    sent(as('*/*')),
    ['safe media-type-widened'],
    ['may break media-type-narrowed'],
  ],
  [
    'any with a suffix',
    sent(as('application/problem+json')),
    sent(as('application/*+json')),
    ['safe media-type-widened'],
    ['may break media-type-narrowed'],
  ],
  both(
    'any of another type',
    sent(as('application/json')),
    sent(as('image/*')),
    'breaks media-type-removed',
    'safe media-type-added',
  ),
  [
    'one that another includes',
    sent(as('application/json', 'application/*')),
    sent(as('application/*')),
    ['safe media-type-widened'],
    ['safe media-type-added'],
  ],
  [
    'a schema behind any media type',
    sent(json(TEXT)),
    sent(json({ type: 'integer' }, '*/*')),
    ['breaks type-changed', 'safe media-type-widened'],
  ],
  [
    'required',
    sent(as('application/json')),
    sent(as('application/json'), { required: true }),
    ['breaks request-body-became-required'],
    ['safe request-body-became-optional'],
  ],
  [
    'added',
    withBody(undefined),
    sent(as('application/json')),
    ['safe request-body-added-optional'],
    ['may break request-body-removed'],
  ],
  both(
    'the media type of a part',
    form({ f: FILE }),
    form({ f: FILE }, { f: { contentType: 'image/png' } }),
    encoded,
  ),
  silent(
    'the media type of a file, restated',
    form({ f: FILE }),
    form({ f: FILE }, { f: { contentType: 'application/octet-stream' } }),
  ),
  silent(
    'the media type of text, restated',
    form({ f: TEXT }),
    form({ f: TEXT }, { f: { contentType: 'text/plain' } }),
  ),
  silent(
    'the media type of an object, restated',
    form({ f: RECORD }),
    form({ f: RECORD }, { f: { contentType: 'application/json' } }),
  ),
  silent(
    'the media type of files, restated',
    form({ f: { type: 'array', items: FILE } }),
    form({ f: { type: 'array', items: FILE } }, { f: { contentType: 'application/octet-stream' } }),
  ),
  silent(
    'the media type of a part in another case',
    form({ f: FILE }, { f: { contentType: 'image/png, image/gif' } }),
    form({ f: FILE }, { f: { contentType: 'Image/PNG,image/gif' } }),
  ),
  [
    'a further media type of a part',
    form({ f: FILE }, { f: { contentType: 'image/png' } }),
    form({ f: FILE }, { f: { contentType: 'image/png, image/gif' } }),
    ['safe encoding-widened'],
    [encoded],
  ],
  [
    'any media type of a part',
    form({ f: FILE }, { f: { contentType: 'image/png' } }),
    form({ f: FILE }, { f: { contentType: 'image/*' } }),
    ['safe encoding-widened'],
    [encoded],
  ],
  [
    'a new part with an encoding',
    form({ f: FILE }),
    form({ f: FILE, g: FILE }, { g: { contentType: 'image/png' } }),
    ['safe optional-property-added'],
    ['may break optional-property-removed'],
  ],
  silent(
    'an encoding of no part',
    form({ f: FILE }),
    form({ f: FILE }, { g: { contentType: 'image/png' } }),
  ),
  both(
    'explode of a part',
    form({ f: LIST }, {}, 'application/x-www-form-urlencoded'),
    form({ f: LIST }, { f: { explode: false } }, 'application/x-www-form-urlencoded'),
    encoded,
  ),
  silent(
    'style of a part, restated',
    form({ f: LIST }, {}, 'application/x-www-form-urlencoded'),
    form({ f: LIST }, { f: { style: 'form', explode: true } }, 'application/x-www-form-urlencoded'),
  ),
  both(
    'prefixEncoding',
    stream({}),
    stream({ prefixEncoding: [{ contentType: 'image/png' }] }),
    encoded,
  ),
  both('itemEncoding', stream({}), stream({ itemEncoding: { contentType: 'image/png' } }), encoded),
  both(
    'a form of another kind',
    form({ f: TEXT }),
    form({ f: TEXT }, {}, 'application/x-www-form-urlencoded'),
    'breaks media-type-removed',
    'safe media-type-added',
  ),
];
