import {
  type Row,
  int32,
  lenient30,
  lenient31,
  cat,
  dog,
  json,
  maybe,
  number,
  object,
  pets,
  ref,
  sent,
  state,
  text,
} from '../documents.js';

const bytes = { type: 'string', format: 'binary' };
const asJson = { 'application/json': { schema: ref('Sent') } };
const asPng = { 'image/png': { schema: bytes } };
const asImage = { 'image/*': { schema: bytes } };
const asXml = { 'application/xml': { schema: ref('Sent') } };
const sending = (content: object) => ({ body: { required: true, content } });

export const REQUEST_BODIES: readonly Row[] = [
  [
    'number also read from text',
    sent({ a: int32, b: int32 }),
    sent({ a: lenient30, b: lenient31 }),
    [],
  ],
  [
    'number no longer read from text',
    sent({ a: lenient30, b: lenient31 }),
    sent({ a: int32, b: int32 }),
    [],
  ],
  ['required request body added', { body: null }, {}, ['argument vehicles.create: body']],
  [
    'optional request body added',
    { body: null },
    { body: json(ref('Sent')) },
    ['argument vehicles.create'],
    'the body comes before options, and there was none',
  ],
  ['request body removed', {}, { body: null }, ['argument vehicles.create']],
  [
    'request body optional -> required',
    { body: json(ref('Sent')) },
    {},
    ['argument vehicles.create: body'],
  ],
  ['request body required -> optional', {}, { body: json(ref('Sent')) }, []],
  [
    'request media type removed',
    {},
    {
      body: {
        required: true,
        content: {
          'multipart/form-data': { schema: object({ file: { type: 'string', format: 'binary' } }) },
        },
      },
    },
    ['argument vehicles.create: body'],
  ],
  ['a second media type added', {}, sending({ ...asJson, ...asPng }), []],
  [
    'a media type added that becomes the default',
    sending(asXml),
    sending({ ...asJson, ...asXml }),
    ['argument vehicles.create'],
    'the body of the default is another',
  ],
  [
    'a chosen media type removed',
    sending({ ...asJson, ...asPng, ...asXml }),
    sending({ ...asJson, ...asXml }),
    ['argument vehicles.create: contentType'],
  ],
  [
    'the last choice removed',
    sending({ ...asJson, ...asPng }),
    {},
    ['argument vehicles.create: contentType'],
  ],
  [
    'the default media type removed',
    sending({ ...asJson, ...asPng, ...asXml }),
    sending({ ...asPng, ...asXml }),
    ['argument vehicles.create: body'],
  ],
  [
    'another name of the media type removed',
    sending({ ...asJson, 'text/json': { schema: ref('Sent') } }),
    {},
    [],
  ],
  ['bytes in place of one image type', sending(asPng), sending(asImage), []],
  [
    'request encoding changed',
    {},
    {
      body: {
        required: true,
        content: { 'application/x-www-form-urlencoded': { schema: ref('Sent') } },
      },
    },
    [],
  ],
  [
    'required property added',
    {},
    sent({ name: text, size: number, plate: text }, ['plate']),
    ['argument Sent.plate'],
  ],
  ['optional property added', {}, sent({ name: text, size: number, plate: text }), []],
  ['property removed', {}, sent({ name: text }), ['argument Sent.size']],
  [
    'property optional -> required',
    {},
    sent({ name: text, size: number }, ['size']),
    ['argument Sent.size'],
  ],
  ['property required -> optional', sent({ name: text }, ['name']), sent({ name: text }), []],
  [
    'property became not nullable',
    sent({ name: maybe(text) }),
    sent({ name: text }),
    ['argument Sent.name'],
  ],
  ['property became nullable', sent({ name: text }), sent({ name: maybe(text) }), []],
  [
    'property type/format changed',
    {},
    sent({ name: number, size: number }),
    ['argument Sent.name'],
  ],
  [
    'property type generalized',
    {},
    sent({ name: { oneOf: [text, number] }, size: { type: 'number' } }),
    [],
  ],
  [
    'property type narrowed',
    sent({ name: { oneOf: [text, number] } }),
    sent({ name: text }),
    ['argument Sent.name'],
  ],
  [
    'property enum value removed',
    sent({ name: state('a', 'b', 'c') }),
    sent({ name: state('a', 'b') }),
    ['argument Sent.name'],
  ],
  [
    'property enum value removed, of a named enum',
    { ...sent({ state: ref('State') }), schemas: { State: state('a', 'b', 'c') } },
    { ...sent({ state: ref('State') }), schemas: { State: state('a', 'b') } },
    ['argument State.C', 'export State.C'],
  ],
  [
    'property enum value added',
    sent({ name: state('a', 'b') }),
    sent({ name: state('a', 'b', 'c') }),
    [],
  ],
  [
    'property became enum',
    {},
    sent({ name: state('a', 'b'), size: number }),
    ['argument Sent.name'],
  ],
  [
    'const changed/added',
    sent({ name: state('a') }),
    sent({ name: state('b') }),
    ['argument Sent.name'],
  ],
  ['const removed', sent({ name: state('a') }), sent({ name: text }), []],
  [
    'oneOf/anyOf variant removed',
    { ...sent({ pet: pets() }), schemas: { Cat: cat, Dog: dog } },
    { ...sent({ pet: ref('Cat') }), schemas: { Cat: cat, Dog: dog } },
    ['argument Sent.pet'],
  ],
  [
    'oneOf/anyOf variant added',
    { ...sent({ pet: { oneOf: [ref('Cat')] } }), schemas: { Cat: cat, Dog: dog } },
    { ...sent({ pet: { oneOf: [ref('Cat'), ref('Dog')] } }), schemas: { Cat: cat, Dog: dog } },
    [],
  ],
  [
    'allOf part added',
    { schemas: { Base: object({ key: text }, ['key']) } },
    {
      sent: { allOf: [ref('Base'), object({ name: text, size: number })] },
      schemas: { Base: object({ key: text }, ['key']) },
    },
    ['argument Sent.key'],
  ],
  [
    'allOf part removed',
    {
      sent: { allOf: [ref('Base'), object({ name: text })] },
      schemas: { Base: object({ key: text }) },
    },
    { sent: object({ name: text }), schemas: { Base: object({ key: text }) } },
    ['argument Sent.key'],
  ],
  [
    'wrapped in oneOf',
    { sent: object({ name: text }) },
    { sent: { oneOf: [object({ name: text }), object({ size: number })] } },
    [],
  ],
  [
    'property became readOnly',
    {},
    sent({ name: text, size: { ...number, readOnly: true } }),
    ['argument Sent.size'],
  ],
  [
    'property became readOnly, of a schema used in both directions',
    { shared: object({ id: number, note: text }) },
    { shared: object({ id: { ...number, readOnly: true }, note: text }) },
    ['argument Shared.id'],
  ],
  [
    'property stops being readOnly',
    { shared: object({ id: { ...number, readOnly: true }, note: text }) },
    { shared: object({ id: number, note: text }) },
    ['export SharedInput'],
  ],
  [
    'property stops being readOnly, required',
    sent({ name: text, size: { ...number, readOnly: true } }),
    sent({ name: text, size: number }, ['size']),
    ['argument Sent.size'],
  ],
  ['property became writeOnly', {}, sent({ name: text, size: { ...number, writeOnly: true } }), []],
  [
    'additionalProperties allowed -> forbidden',
    { sent: object({ name: text }, [], { additionalProperties: {} }) },
    { sent: object({ name: text }, [], { additionalProperties: false }) },
    ['argument Sent.*'],
  ],
  [
    'additionalProperties value type changed',
    { sent: { type: 'object', additionalProperties: text } },
    { sent: { type: 'object', additionalProperties: number } },
    ['argument Sent.*'],
  ],
  ['constraint tightened', {}, sent({ name: { ...text, maxLength: 3 }, size: number }), []],
  [
    'a named type replaced by one with fewer properties',
    {
      ...sent({ place: ref('Here') }),
      schemas: { Here: object({ a: text, b: text }), There: object({ a: text }) },
    },
    {
      ...sent({ place: ref('There') }),
      schemas: { Here: object({ a: text, b: text }), There: object({ a: text }) },
    },
    ['argument Sent.place'],
  ],
  [
    'an inline object replaced by one with fewer properties',
    sent({ place: object({ a: text, b: text }) }),
    sent({ place: object({ a: text }) }),
    ['argument Sent.place'],
  ],
];
