import { json, maybe, number, object, ref, text } from '../documents.js';
import { state, sent, cat, dog, pets, type Row } from './rows.js';

export const BODIES: readonly Row[] = [
  ['required request body added', { body: null }, {}, ['argument vehicles.create: body']],
  [
    'optional request body added',
    { body: null },
    { body: json(ref('Sent')) },
    ['argument vehicles.create'],
    'what is asked for stands before the options, and there was nothing to ask for',
  ],
  [
    'request body removed',
    {},
    { body: null },
    ['argument vehicles.create', 'export CreateVehicleParams'],
  ],
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
    'property enum value removed, of a named one',
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
    'property became readOnly, travelling both ways',
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
    'a named type replaced, with less',
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
    'an object written in place, with less',
    sent({ place: object({ a: text, b: text }) }),
    sent({ place: object({ a: text }) }),
    ['argument Sent.place'],
  ],
];
