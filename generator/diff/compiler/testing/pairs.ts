import {
  answer,
  json,
  list,
  maybe,
  number,
  object,
  query,
  ref,
  text,
  type Parts,
} from './documents.js';

/** What happens to a small document, and what breaks by it: `position subject`. */
export interface Pair {
  /** The kind of change, as the list of kinds calls it. */
  readonly what: string;
  readonly before: Parts;
  readonly after: Parts;
  readonly breaks: readonly string[];
  /** Where the package answers otherwise than the kind's source verdict would let one expect: why. */
  readonly because?: string;
}

type Row = readonly [
  what: string,
  before: Parts,
  after: Parts,
  breaks: readonly string[],
  because?: string,
];

const state = (...values: readonly string[]) => ({ type: 'string', enum: values });
const sent = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  sent: object(properties, required),
});
const got = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  got: object(properties, required),
});
const required = { required: true };

const open =
  "an enumeration that answers hold is open: tomorrow's value breaks no program of today";

const path = (at: string, get: Record<string, unknown> = {}, method = 'get') => ({
  [at]: { [method]: { tags: ['Vehicles'], responses: { 200: answer(ref('Got')) }, ...get } },
});
const cat = object({ kind: text, purrs: text }, ['kind']);
const dog = object({ kind: text, barks: text }, ['kind']);
const pets = (
  name = 'kind',
  tags: Record<string, unknown> = {
    cat: '#/components/schemas/Cat',
    dog: '#/components/schemas/Dog',
  },
) => ({
  oneOf: [ref('Cat'), ref('Dog')],
  discriminator: { propertyName: name, mapping: tags },
});

const two = { paths: { ...path('/Vehicles'), ...path('/Trips', { tags: ['Trips'] }) } };
const one = { paths: path('/Vehicles') };
const called = (operationId?: string, tag = 'Vehicles') => ({
  paths: path('/Vehicles', { ...(operationId && { operationId }), tags: [tag] }),
});

const OPERATIONS: readonly Row[] = [
  ['path removed', two, one, ['export Trips', 'export getTrips', 'export trips.get']],
  ['path or operation added', one, two, []],
  [
    'HTTP method changed (PUT->PATCH)',
    { paths: path('/Vehicles', { operationId: 'touchVehicles' }, 'put') },
    { paths: path('/Vehicles', { operationId: 'touchVehicles' }, 'patch') },
    [],
  ],
  [
    'path moved/prefixed, same operationId',
    { paths: path('/Vehicles', { operationId: 'findVehicles' }) },
    { paths: path('/api/Vehicles', { operationId: 'findVehicles' }) },
    [],
  ],
  ['operationId renamed', called('findVehicles'), called('searchVehicles'), []],
  [
    'operation moved to other tag',
    called(undefined, 'Vehicles'),
    called(undefined, 'Cars'),
    ['export Vehicles'],
    "the client's property keeps its name, the class is called after the tag",
  ],
  ['operation deprecated', {}, { list: { deprecated: true } }, []],
  ['summary changed', {}, { list: { summary: 'All of them' } }, []],
];

const PARAMETERS: readonly Row[] = [
  [
    'new required parameter',
    {},
    { query: [query('Page', number), query('Plate', text), query('Fleet', text, required)] },
    ['argument vehicles.list: fleet'],
  ],
  [
    'new optional parameter',
    {},
    { query: [query('Page', number), query('Plate', text), query('Fleet', text)] },
    [],
  ],
  [
    'new optional parameter, the first',
    { query: [] },
    { query: [query('Fleet', text)] },
    ['argument vehicles.list'],
    'what is asked for stands before the options, and there was nothing to ask for',
  ],
  ['parameter removed', {}, { query: [query('Page', number)] }, ['argument vehicles.list: plate']],
  [
    'parameter removed, the last',
    { query: [query('Page', number)] },
    { query: [] },
    ['argument vehicles.list', 'export ListVehiclesParams'],
  ],
  [
    'optional -> required',
    {},
    { query: [query('Page', number, required), query('Plate', text)] },
    ['argument vehicles.list: page'],
  ],
  [
    'required -> optional',
    { query: [query('Page', number, required)] },
    { query: [query('Page', number)] },
    [],
  ],
  [
    'query/header parameter renamed',
    { query: [query('Plate', text)] },
    { query: [query('Registration', text)] },
    ['argument vehicles.list: plate'],
  ],
  [
    'parameter moved (query->header)',
    { query: [query('Plate', text)] },
    { query: [{ ...query('Plate', text), in: 'header' }] },
    [],
  ],
  [
    'parameter order changed',
    { query: [query('A', text), query('B', number)] },
    { query: [query('B', number), query('A', text)] },
    [],
  ],
  [
    'style / explode changed',
    { query: [query('Ids', list(text))] },
    { query: [query('Ids', list(text), { explode: false })] },
    [],
  ],
  [
    'parameter schema <-> content',
    { query: [query('Filter', text)] },
    { query: [{ name: 'Filter', in: 'query', ...json(text) }] },
    [],
  ],
  [
    'parameter type/format changed',
    {},
    { query: [query('Page', text), query('Plate', text)] },
    ['argument vehicles.list: page'],
  ],
  ['path parameter type changed', {}, { id: number }, ['argument vehicles.get: id']],
  [
    'parameter type generalized (int->number)',
    {},
    { query: [query('Page', { type: 'number' }), query('Plate', text)] },
    [],
  ],
  [
    'parameter type generalized (T->T/U)',
    {},
    { query: [query('Page', { oneOf: [number, text] }), query('Plate', text)] },
    [],
  ],
  [
    'parameter type specialized',
    { query: [query('Page', { oneOf: [number, text] })] },
    { query: [query('Page', number)] },
    ['argument vehicles.list: page'],
  ],
  [
    'parameter enum value removed',
    { query: [query('State', state('a', 'b', 'c'))] },
    { query: [query('State', state('a', 'b'))] },
    ['argument vehicles.list: state'],
  ],
  [
    'parameter enum value added',
    { query: [query('State', state('a', 'b'))] },
    { query: [query('State', state('a', 'b', 'c'))] },
    [],
  ],
  [
    'parameter became enum',
    { query: [query('State', text)] },
    { query: [query('State', state('a', 'b'))] },
    ['argument vehicles.list: state'],
  ],
  [
    'parameter became not nullable',
    { query: [query('State', maybe(text))] },
    { query: [query('State', text)] },
    ['argument vehicles.list: state'],
  ],
  [
    'parameter became nullable',
    { query: [query('State', text)] },
    { query: [query('State', maybe(text))] },
    [],
  ],
  [
    'parameter default changed',
    {},
    { query: [query('Page', { ...number, default: 2 }), query('Plate', text)] },
    [],
  ],
  [
    'parameter constraint tightened',
    {},
    { query: [query('Page', { ...number, maximum: 2 }), query('Plate', text)] },
    [],
  ],
];

const BODIES: readonly Row[] = [
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

const ANSWERS: readonly Row[] = [
  [
    'success status removed',
    { answers: { 200: answer(ref('Got')), 204: { description: '' } } },
    { answers: { 204: { description: '' } } },
    ['result vehicles.get'],
  ],
  [
    'success status added',
    {},
    { answers: { 200: answer(ref('Got')), 204: { description: '' } } },
    ['result vehicles.get'],
  ],
  ['200 -> 201, same schema', {}, { answers: { 201: answer(ref('Got')) } }, []],
  [
    'error status added',
    { answers: { 200: answer(ref('Got')), 400: answer(ref('Shared')) } },
    { answers: { 200: answer(ref('Got')), 400: answer(ref('Shared')), 404: answer(ref('Sent')) } },
    ['result GetVehicleError.body'],
    'the type of the errors has one more member',
  ],
  [
    'error status added, the first',
    {},
    { answers: { 200: answer(ref('Got')), 400: answer(ref('Shared')) } },
    [],
  ],
  [
    'error status removed',
    { answers: { 200: answer(ref('Got')), 400: answer(ref('Shared')) } },
    {},
    ['export GetVehicleError'],
  ],
  [
    'default response added',
    {},
    { answers: { 200: answer(ref('Got')), default: answer(ref('Shared')) } },
    [],
  ],
  [
    'response media type removed',
    {
      answers: {
        200: {
          description: '',
          content: {
            'application/json': { schema: ref('Got') },
            'text/json': { schema: ref('Got') },
          },
        },
      },
    },
    {},
    [],
  ],
  [
    'body removed (schema -> none)',
    {},
    { answers: { 204: { description: '' } } },
    ['result vehicles.get'],
  ],
  ['body added (none -> schema)', { answers: { 204: { description: '' } } }, {}, []],
  [
    'required property removed',
    got({ name: text, size: number }, ['size']),
    got({ name: text }),
    ['result Got.size'],
  ],
  ['optional property removed', {}, got({ name: text }), ['result Got.size']],
  ['required property added', {}, got({ name: text, size: number, plate: text }, ['plate']), []],
  ['optional property added', {}, got({ name: text, size: number, plate: text }), []],
  [
    'property required -> optional',
    got({ name: text }, ['name']),
    got({ name: text }),
    ['result Got.name'],
  ],
  ['property optional -> required', {}, got({ name: text, size: number }, ['size']), []],
  ['property became nullable', {}, got({ name: maybe(text), size: number }), ['result Got.name']],
  ['property became not nullable', got({ name: maybe(text) }), got({ name: text }), []],
  ['property type/format changed', {}, got({ name: number, size: number }), ['result Got.name']],
  [
    'type generalized (int->number)',
    {},
    got({ name: text, size: { type: 'number' } }),
    [],
    'both are one type in TypeScript',
  ],
  [
    'type generalized (T->T/U)',
    {},
    got({ name: { oneOf: [text, number] }, size: number }),
    ['result Got.name'],
  ],
  ['type specialized', got({ name: { oneOf: [text, number] } }), got({ name: text }), []],
  ['format added', {}, got({ name: { ...text, format: 'date-time' }, size: number }), []],
  [
    'enum value added',
    { ...got({ state: ref('State') }), schemas: { State: state('a', 'b') } },
    { ...got({ state: ref('State') }), schemas: { State: state('a', 'b', 'c') } },
    [],
    open,
  ],
  [
    'enum value removed',
    { ...got({ state: ref('State') }), schemas: { State: state('a', 'b', 'c') } },
    { ...got({ state: ref('State') }), schemas: { State: state('a', 'b') } },
    ['export State.C'],
  ],
  [
    'enum value removed, written in place',
    got({ state: state('a', 'b', 'c') }),
    got({ state: state('a', 'b') }),
    [],
  ],
  ['became enum', {}, got({ name: state('a', 'b'), size: number }), []],
  [
    'enum constraint removed (literal -> string)',
    got({ name: state('a', 'b') }),
    got({ name: text }),
    [],
    open,
  ],
  ['enum order changed', got({ name: state('a', 'b') }), got({ name: state('b', 'a') }), []],
  [
    'enum member name (x-enum-varnames) changed',
    {
      ...got({ state: ref('State') }),
      schemas: { State: { ...number, enum: [0, 1], 'x-enum-varnames': ['Off', 'On'] } },
    },
    {
      ...got({ state: ref('State') }),
      schemas: { State: { ...number, enum: [0, 1], 'x-enum-varnames': ['Idle', 'On'] } },
    },
    [],
    'a name once given stays, whatever the document calls it',
  ],
  ['const changed', got({ name: state('a') }), got({ name: state('b') }), ['result Got.name']],
  ['const removed', got({ name: state('a') }), got({ name: text }), ['result Got.name']],
  [
    'oneOf/anyOf variant added',
    { ...got({ pet: { oneOf: [ref('Cat')] } }), schemas: { Cat: cat, Dog: dog } },
    { ...got({ pet: { oneOf: [ref('Cat'), ref('Dog')] } }), schemas: { Cat: cat, Dog: dog } },
    ['result Got.pet.purrs'],
  ],
  [
    'oneOf/anyOf variant removed',
    { ...got({ pet: { oneOf: [ref('Cat'), ref('Dog')] } }), schemas: { Cat: cat, Dog: dog } },
    { ...got({ pet: { oneOf: [ref('Cat')] } }), schemas: { Cat: cat, Dog: dog } },
    [],
  ],
  [
    'discriminator removed',
    { ...got({ pet: pets() }), schemas: { Cat: cat, Dog: dog } },
    { ...got({ pet: { oneOf: [ref('Cat'), ref('Dog')] } }), schemas: { Cat: cat, Dog: dog } },
    ['result Cat.kind', 'result Dog.kind'],
  ],
  [
    'discriminator mapping changed',
    { ...got({ pet: pets() }), schemas: { Cat: cat, Dog: dog } },
    {
      ...got({
        pet: pets('kind', { lion: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' }),
      }),
      schemas: { Cat: cat, Dog: dog },
    },
    ['result Cat.kind'],
  ],
  [
    'property became writeOnly',
    {},
    got({ name: text, size: { ...number, writeOnly: true } }),
    ['result Got.size'],
  ],
  ['property became readOnly', {}, got({ name: text, size: { ...number, readOnly: true } }), []],
  [
    'additionalProperties allowed -> forbidden',
    { got: object({ name: text }, [], { additionalProperties: {} }) },
    { got: object({ name: text }, [], { additionalProperties: false }) },
    ['result Got.*'],
  ],
  [
    'additionalProperties forbidden -> allowed',
    { got: object({ name: text }, [], { additionalProperties: false }) },
    { got: object({ name: text }, [], { additionalProperties: {} }) },
    [],
  ],
  [
    'array items type changed',
    got({ names: list(text) }),
    got({ names: list(number) }),
    ['result Got.names'],
  ],
  ['constraint changed', {}, got({ name: { ...text, maxLength: 3 }, size: number }), []],
  ['property deprecated', {}, got({ name: { ...text, deprecated: true }, size: number }), []],
  [
    'allOf part removed',
    {
      got: { allOf: [ref('Base'), object({ name: text })] },
      schemas: { Base: object({ key: text }) },
    },
    { got: object({ name: text }), schemas: { Base: object({ key: text }) } },
    ['result Got.key'],
  ],
  [
    'a named type replaced, with less',
    {
      ...got({ place: ref('Here') }),
      schemas: { Here: object({ a: text, b: text }), There: object({ a: text }) },
    },
    {
      ...got({ place: ref('There') }),
      schemas: { Here: object({ a: text, b: text }), There: object({ a: text }) },
    },
    ['result Got.place.b'],
  ],
  [
    'an object written in place, with less',
    got({ place: object({ a: text, b: text }) }),
    got({ place: object({ a: text }) }),
    ['result Got.place.b'],
  ],
];

const COMPONENTS: readonly Row[] = [
  [
    'named schema removed (was used)',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    got({ place: object({ a: text }) }),
    ['export Place'],
  ],
  [
    'named schema renamed, same shape',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    { ...got({ place: ref('Site') }), schemas: { Site: object({ a: text }) } },
    ['export Place'],
  ],
  ['named schema added', {}, { schemas: { Place: object({ a: text }) } }, []],
  ['unused schema removed', { schemas: { Place: object({ a: text }) } }, {}, ['export Place']],
  [
    'unused schema changed',
    { schemas: { Place: object({ a: text }) } },
    { schemas: { Place: object({ a: number }) } },
    [],
    'no call takes or gives it: its name is all that a program can count on',
  ],
  [
    'inline -> $ref, same shape',
    got({ place: object({ a: text }) }),
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    [],
  ],
  [
    'allOf-wrap of single $ref, same shape',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    { ...got({ place: { allOf: [ref('Place')] } }), schemas: { Place: object({ a: text }) } },
    [],
  ],
  [
    'key order',
    got({ a: text, b: number }, ['a', 'b']),
    got({ b: number, a: text }, ['b', 'a']),
    [],
  ],
  ['security added to operation', {}, { list: { security: [{ key: [] }] }, more: {} }, []],
  [
    'info.title changed',
    {},
    { title: 'Cars' },
    ['export FleetClient', 'export FleetError'],
    'the client is called after the title, unless the configuration says how',
  ],
];

const groups = { OPERATIONS, PARAMETERS, BODIES, ANSWERS, COMPONENTS };

/** The rows of the list of kinds that can touch a program's source, and what lies beside them. */
export const PAIRS: readonly Pair[] = Object.entries(groups).flatMap(([group, rows]) =>
  rows.map(([what, before, after, breaks, because]) => ({
    what: `${group.toLowerCase()}: ${what}`,
    before,
    after,
    breaks,
    ...(because !== undefined && { because }),
  })),
);
