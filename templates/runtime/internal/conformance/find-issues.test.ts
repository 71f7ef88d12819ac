import { findIssues, type IssueOptions } from './find-issues.js';
import type { Definitions, Schema } from './schema.js';
import { createStandardSchemas } from './standard-schema.js';

/** Values on the wire and values of programs, compared with the schemas of a package. */

const definitions: Definitions = {
  Vehicle: {
    type: 'object',
    properties: {
      plate: { type: 'string' },
      soldAt: { type: ['string', 'null'], 'x-type': ['Date', 'null'] },
      mileage: { type: 'integer', 'x-type': ['BigInt', 'integer'] },
      status: { $ref: '#/$defs/Status' },
      trips: { type: 'array', items: { $ref: '#/$defs/Trip' } },
      tags: { type: 'object', additionalProperties: { type: 'string' } },
      position: {
        type: 'array',
        prefixItems: [{ type: 'number' }, { type: 'number' }],
        items: false,
        minItems: 2,
      },
      owner: { anyOf: [{ $ref: '#/$defs/Person' }, { type: 'null' }] },
      file: { 'x-type': 'binary' },
      next: { $ref: '#/$defs/Vehicle' },
    },
    required: ['plate'],
    'x-names': { plate: 'registrationNumber' },
  },
  Status: { enum: ['Active', 'Sold', 3] },
  Trip: { type: 'object', properties: { km: { type: 'number' } }, required: ['km'] },
  Person: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  Company: {
    type: 'object',
    properties: { name: { type: 'string' }, vat: { type: 'string' } },
    required: ['vat'],
  },
  Owner: { anyOf: [{ $ref: '#/$defs/Person' }, { $ref: '#/$defs/Company' }] },
  AnimalBase: { type: 'object', properties: { kind: { type: 'string' } }, required: ['kind'] },
  Cat: {
    allOf: [
      { $ref: '#/$defs/AnimalBase' },
      { type: 'object', properties: { lives: { type: 'integer' } }, required: ['lives'] },
    ],
  },
  Dog: {
    allOf: [
      { $ref: '#/$defs/AnimalBase' },
      { type: 'object', properties: { age: { type: 'number' } } },
    ],
  },
  Animal: {
    anyOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/Dog' }],
    discriminator: {
      propertyName: 'kind',
      mapping: { Cat: '#/$defs/Cat', Dog: '#/$defs/Dog' },
    },
  },
  AnimalInput: {
    anyOf: [{ $ref: '#/$defs/Cat' }, { $ref: '#/$defs/AnimalBase' }],
    discriminator: {
      propertyName: 'kind',
      mapping: { Cat: '#/$defs/Cat' },
      defaultMapping: '#/$defs/AnimalBase',
    },
  },
  Loop: { $ref: '#/$defs/Loop' },
  Tree: {
    anyOf: [
      {
        type: 'object',
        properties: { next: { $ref: '#/$defs/Tree' }, a: { type: 'string' } },
        required: ['a'],
      },
      {
        type: 'object',
        properties: { next: { $ref: '#/$defs/Tree' }, b: { type: 'string' } },
        required: ['b'],
      },
    ],
  },
  Proto: {
    type: 'object',
    properties: { ['__proto__']: { type: 'string' }, constructor: { type: 'string' } },
    required: ['__proto__'],
  },
};

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const options: IssueOptions = { definitions, place: 'GET /x 200', side: 'wire', undeclared: true };
const find = (value: unknown, schema: Schema, more: Partial<IssueOptions> = {}) =>
  findIssues(value, schema, { ...options, ...more }).map(
    ({ place, kind, expected }) => `${place} ${kind}, not ${expected}`,
  );

describe('a value on the wire', () => {
  it.each<[title: string, type: string, value: unknown, issues: readonly string[]]>([
    [
      'is as declared',
      'Vehicle',
      {
        plate: 'AB',
        soldAt: null,
        mileage: 1,
        status: 3,
        trips: [{ km: 1 }],
        tags: { x: 'y' },
        position: [1, 2.5],
        owner: null,
        next: { plate: 'C' },
      },
      [],
    ],
    ['is missing', 'Vehicle', {}, ['Vehicle.plate missing, not string']],
    ['is null', 'Vehicle', { plate: null }, ['Vehicle.plate null, not string']],
    [
      'is another type',
      'Vehicle',
      { plate: 1, mileage: 1.5, soldAt: 1 },
      [
        'Vehicle.plate type, not string',
        'Vehicle.soldAt type, not string or null',
        'Vehicle.mileage type, not integer',
      ],
    ],
    ['is another type as a whole', 'Vehicle', [], ['GET /x 200 type, not object']],
    [
      'is not in the enumeration',
      'Vehicle',
      { plate: '', status: 'Lost' },
      ['Vehicle.status enum, not "Active" or "Sold" or 3'],
    ],
    [
      'is no value of an enumeration',
      'Vehicle',
      { plate: '', status: true },
      ['Vehicle.status type, not "Active" or "Sold" or 3'],
    ],
    [
      'is undeclared',
      'Vehicle',
      { plate: '', colour: 1, 'AB-123-CD': 2, Dupont22: 3 },
      [
        'Vehicle.colour undeclared-property, not no such property',
        'Vehicle{} undeclared-property, not no such property',
      ],
    ],
    [
      'is in a list, once a place',
      'Vehicle',
      { plate: '', trips: [{}, { km: 'x' }, {}, null] },
      [
        'Trip.km missing, not number',
        'Trip.km type, not number',
        'Vehicle.trips[] null, not object',
      ],
    ],
    [
      'is in a map',
      'Vehicle',
      { plate: '', tags: { secret: 1 } },
      ['Vehicle.tags{} type, not string'],
    ],
    [
      'is in a tuple',
      'Vehicle',
      { plate: '', position: ['1'] },
      ['Vehicle.position[0] type, not number', 'Vehicle.position[1] missing, not number'],
    ],
    [
      'is too much for a tuple',
      'Vehicle',
      { plate: '', position: [1, 2, 3] },
      ['Vehicle.position[] type, not no value'],
    ],
    [
      'is no member of a union',
      'Vehicle',
      { plate: '', owner: 5 },
      ['Vehicle.owner type, not Person or null'],
    ],
    [
      'is the member that fits best',
      'Vehicle',
      { plate: '', owner: {} },
      ['Person.name missing, not string'],
    ],
    ['is the member that has its properties', 'Owner', { name: '', vat: '' }, []],
    ['is the nearest member', 'Owner', { name: 1 }, ['Person.name type, not string']],
    ['has a discriminator', 'Animal', { kind: 'Cat', lives: '9' }, ['Cat.lives type, not integer']],
    [
      'has the discriminator of another variant',
      'Animal',
      { kind: 'Dog', lives: 9 },
      ['Dog.lives undeclared-property, not no such property'],
    ],
    [
      'has an unknown discriminator',
      'Animal',
      { kind: 'Emu', x: 1 },
      ['Animal.kind enum, not "Cat" or "Dog"'],
    ],
    ['has no discriminator', 'Animal', {}, ['AnimalBase.kind missing, not string']],
    [
      'has a discriminator that is a method of objects',
      'Animal',
      { kind: 'constructor' },
      ['Animal.kind enum, not "Cat" or "Dog"'],
    ],
    ['has another discriminator where any is taken', 'AnimalInput', { kind: 'Emu' }, []],
    ['is of a type that refers to itself alone', 'Loop', { x: 1 }, []],
    ['is of a type that is not known', 'Unknown', { x: 1 }, []],
    [
      'lacks a property that every object has',
      'Proto',
      {},
      ['Proto.__proto__ missing, not string'],
    ],
  ])('%s', (_title, type, value, issues) => {
    expect(find(value, ref(type))).toEqual(issues);
  });

  it('may be called as the prototype is', () => {
    expect(find(JSON.parse('{"__proto__": 1}'), ref('Proto'))).toEqual([
      'Proto.__proto__ type, not string',
    ]);
    expect(find(JSON.parse('{"__proto__": "x"}'), ref('Proto'))).toEqual([]);
  });

  it('may have more than is declared, where nobody asks', () => {
    expect(find({ plate: '', colour: 1 }, ref('Vehicle'), { undeclared: false })).toEqual([]);
  });

  it('ends, however deep it is', () => {
    let tree: unknown = 1;
    for (let depth = 0; depth < 5_000; depth += 1) tree = { next: tree };
    expect(find(tree, ref('Tree')).length).toBeLessThanOrEqual(100);
    let vehicle: unknown = { plate: 1 };
    for (let depth = 0; depth < 5_000; depth += 1) vehicle = { plate: '', next: vehicle };
    expect(find(vehicle, ref('Vehicle'))).toEqual([]);
  });

  it('has a hundred places at most', () => {
    const value = Object.fromEntries(
      Array.from({ length: 26 ** 2 }, (_, index) => [
        String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26)),
        0,
      ]),
    );
    expect(find(value, ref('Person'))).toHaveLength(100);
  });
});

interface Types {
  Vehicle: { registrationNumber: string; soldAt?: Date | null; mileage?: bigint | number };
  Animal: { kind: string };
}

describe('a Standard Schema', () => {
  const { Vehicle, Animal } = createStandardSchemas<Types>(definitions);

  it('gives the value of a program as it is', () => {
    const vehicle = {
      registrationNumber: 'AB',
      soldAt: new Date(0),
      mileage: 5n,
      more: 1,
      file: new Uint8Array(1),
    };
    const result = Vehicle['~standard'].validate(vehicle);
    if (result.issues) throw new Error('It has issues');
    expect(result.value).toBe(vehicle);
    // Compiles: the value has its type.
    const date: Date | null | undefined = result.value.soldAt;
    expect(date).toBe(vehicle.soldAt);
    expect(Vehicle['~standard']).toMatchObject({ version: 1, vendor: 'sdk' });
  });

  it.each<[value: unknown, issues: unknown]>([
    [
      { plate: 'AB' },
      [{ path: ['registrationNumber'], message: 'Expected string, found nothing' }],
    ],
    [
      { registrationNumber: 'AB', soldAt: '2026-01-01' },
      [{ path: ['soldAt'], message: 'Expected Date or null' }],
    ],
    [
      { registrationNumber: 'AB', soldAt: new Date(NaN) },
      [{ path: ['soldAt'], message: 'Expected Date or null' }],
    ],
    [{ registrationNumber: 'AB', file: {} }, [{ path: ['file'], message: 'Expected binary' }]],
    [
      { registrationNumber: null, trips: [{ km: 1 }, { km: null }] },
      [
        { path: ['registrationNumber'], message: 'Expected string, found null' },
        { path: ['trips', 1, 'km'], message: 'Expected number, found null' },
      ],
    ],
    [undefined, [{ path: [], message: 'Expected object' }]],
  ])('says what is wrong with %p', (value, issues) => {
    expect(Vehicle['~standard'].validate(value)).toEqual({ issues });
  });

  it('reports each item', () => {
    const value = { registrationNumber: '', trips: [{}, {}] };
    expect(Vehicle['~standard'].validate(value).issues).toHaveLength(2);
    expect(Animal['~standard'].validate({ kind: 'Cat' }).issues).toHaveLength(1);
  });

  it('ends for an object that contains itself', () => {
    const vehicle: Record<string, unknown> = { registrationNumber: 'AB' };
    vehicle['next'] = vehicle;
    expect(Vehicle['~standard'].validate(vehicle)).toEqual({ value: vehicle });
  });
});
