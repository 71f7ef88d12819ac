import type { Declaration, EnumDeclaration } from '../model/model.js';
import { defined } from '../util/defined.js';
import { planNames } from './plan.js';
import { createDeclaration, createModel } from './testing/models.js';
import { nameEnumMembers } from './types.js';

/** The types of the schemas, in the order given. */
function typesOf(
  ids: readonly string[],
  reserved: readonly string[] = [],
): readonly (string | undefined)[] {
  return namesOf(
    ids.map((id) => createDeclaration(id)),
    reserved,
  ).map((names) => names?.type);
}

function namesOf(declarations: readonly Declaration[], reserved: readonly string[] = []) {
  const { names } = planNames(createModel({ declarations }), {
    reservedExports: new Set(reserved),
  });
  return declarations.map(({ id }) => names.declarations.get(id));
}

describe('a schema becomes the type', () => {
  it.each([
    ['VehicleDto', 'VehicleDto'],
    ['vehicleDto', 'VehicleDto'],
    ['VehicleDtoPagedResult', 'VehicleDtoPagedResult'],
    ['PageResult_Order', 'PageResultOrder'],
    ['My.Company.Api.VehicleDto', 'VehicleDto'],
    ['Outer+Inner', 'OuterInner'],
    ['My.Api.CreateVehicle+Command', 'CreateVehicleCommand'],
    [
      'PagedList`1[[My.X, Asm, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null]]',
      'PagedListOfX',
    ],
    [
      'Ns.Dto`2[[A.Key, Asm, Version=1.0.0.0],[Ns.List`1[[B.Value, Asm]], Asm, Version=1.0.0.0]]',
      'DtoOfKeyAndListOfValue',
    ],
    ['Ns.Page`1+Item[[A.X, Asm]]', 'PageItemOfX'],
    ['ServiceResponse<string>', 'ServiceResponseOfString'],
    ['ServiceResponse<string[]>', 'ServiceResponseOfStringArray'],
    ['Dictionary<string, VehicleDto>', 'DictionaryOfStringAndVehicleDto'],
    ['Envelope[My.VehicleDto]', 'EnvelopeOfVehicleDto'],
    ['Envelope«VehicleDto»', 'EnvelopeOfVehicleDto'],
    ['VehicleDto[][]', 'VehicleDtoArrayArray'],
    ['Véhicule', 'Véhicule'],
    ['Датчики_давления', 'ДатчикиДавления'],
    ['车辆', '车辆'],
    ['1', 'Type1'],
    ['2FaRequest', 'Type2FaRequest'],
    ['***', 'StarStarStar'],
    ['', 'Unnamed'],
    ['Broken<', 'Broken'],
    ['a.b.', 'AB'],
    // What TypeScript knows already
    ['Record', 'RecordModel'],
    ['My.Api.Error', 'ErrorModel'],
    ['Event', 'EventModel'],
    ['File', 'FileModel'],
    ['Partial', 'PartialModel'],
    ['PromiseLike', 'PromiseLikeModel'],
  ])('%s: %s', (id, type) => {
    expect(typesOf([id])).toEqual([type]);
  });
});

describe('schemas with colliding types', () => {
  it.each([
    ['get their namespace', ['A.Fleet.Car', 'A.Rental.Car'], ['FleetCar', 'RentalCar']],
    ['leave the short one to who has no namespace', ['Car', 'Rental.Car'], ['Car', 'RentalCar']],
    ['get more of it', ['A.Api.Car', 'B.Api.Car'], ['AApiCar', 'BApiCar']],
    [
      'get the namespace of their arguments',
      ['Ns.Page<A.Car>', 'Ns.Page<B.Car>'],
      ['PageOfACar', 'PageOfBCar'],
    ],
    [
      'are never merged',
      ['ServiceResponse<string>', 'ServiceResponse<string[]>'],
      ['ServiceResponseOfString', 'ServiceResponseOfStringArray'],
    ],
    [
      'move when one meets a word of TypeScript',
      ['Record', 'RecordModel'],
      ['RecordSchema', 'RecordModel'],
    ],
    ['spell the signs', ['Car-Dto', 'Car_Dto'], ['CarDashDto', 'CarUnderscoreDto']],
    ['leave it to who is spelled so', ['Car', 'car', 'CAR'], ['Car', 'CarModel', 'CAR']],
    ['leave it to who is spelled so', ['CarDto', 'car_dto'], ['CarDto', 'CarUnderscoreDto']],
  ])('%s', (_, ids, types) => {
    expect(typesOf(ids)).toEqual(types);
    expect(typesOf([...ids].reverse())).toEqual([...types].reverse());
  });

  it('are distinguished when one is outside of the components', () => {
    const [first, second] = namesOf([
      createDeclaration('Car'),
      { ...createDeclaration('Car'), id: '/definitions/Car' },
    ]);
    expect(first?.type).not.toBe(second?.type);
  });

  it('get no number, and no name of another, when they have the same words', () => {
    const [first = '', second = ''] = typesOf(['🚗', '🚙']);
    expect(first).not.toBe(second);
    expect(first + second).toMatch(/^\p{L}+$/u);
  });
});

describe('a type', () => {
  it('gets no name of the runtime', () => {
    expect(typesOf(['ApiError', 'Vehicle'], ['ApiError'])).toEqual(['ApiErrorModel', 'Vehicle']);
  });

  it('gets no name of the client or its error', () => {
    expect(typesOf(['OptimumClient', 'OptimumError'])).toEqual([
      'OptimumClientModel',
      'OptimumErrorModel',
    ]);
  });

  it('has a name for each direction when it splits', () => {
    const [split, taken, whole] = namesOf([
      createDeclaration('VehicleDto', { splits: true }),
      createDeclaration('VehicleDtoInput'),
      createDeclaration('Person', { splits: true }),
    ]);
    expect([split?.type, split?.inputType]).toEqual(['VehicleDto', 'VehicleDtoRequest']);
    expect([taken?.type, taken?.inputType]).toEqual(['VehicleDtoInput', 'VehicleDtoInput']);
    expect([whole?.type, whole?.inputType]).toEqual(['Person', 'PersonInput']);
  });

  it.each([
    [['VehicleDto'], ['vehicle-dto']],
    [
      ['Index', 'Con'],
      ['index-model', 'con-model'],
    ],
  ])('%s has the file %s', (ids, files) => {
    expect(namesOf(ids.map((id) => createDeclaration(id))).map((names) => names?.fileName)).toEqual(
      files,
    );
  });

  it('has its own file on a case-insensitive disk', () => {
    const ids = ['VehicleDTO', 'VehicleDto'];
    expect(namesOf(ids.map((id) => createDeclaration(id))).map((names) => names?.fileName)).toEqual(
      ['vehicle-dto-model', 'vehicle-dto'],
    );
  });

  it('has a file name of portable length, however long the type', () => {
    const [names] = namesOf([createDeclaration(`${'Long'.repeat(100)}Dto`)]);
    expect(names?.fileName.length).toBeLessThan(120);
  });
});

function keysOf(
  values: readonly (string | number)[],
  given: readonly string[] = [],
): readonly string[] {
  const enumeration: EnumDeclaration = {
    kind: 'enum',
    id: '#/components/schemas/Status',
    wireName: 'Status',
    valueType: typeof values[0] === 'number' ? 'number' : 'string',
    members: values.map((value, index) => {
      const name = given[index];
      return { value, ...defined({ name }) };
    }),
    nullable: false,
    use: { request: true, response: true },
    splits: false,
    docs: {},
    origin: { pointer: '' },
  };
  const names = nameEnumMembers(enumeration, new Map());
  return values.map((value) => names.get(JSON.stringify(value)) ?? 'missing');
}

describe('the values of an enum get the keys', () => {
  it.each([
    [
      ['OUT_FLEET', 'in-fleet', 'postgreSQL'],
      ['OutFleet', 'InFleet', 'PostgreSQL'],
    ],
    [
      ['USD', 'Open', 'closed'],
      ['Usd', 'Open', 'Closed'],
    ],
    [
      ['', ' ', '*'],
      ['Empty', 'Space', 'Star'],
    ],
    [
      ['1080p', '10', '-1', '+1'],
      ['Value1080p', 'Value10', 'ValueMinus1', 'ValuePlus1'],
    ],
    [
      [10, 0, -1, 1.5, -2.25],
      ['Value10', 'Value0', 'ValueMinus1', 'Value1Point5', 'ValueMinus2Point25'],
    ],
    [
      ['+', '-'],
      ['Plus', 'Dash'],
    ],
    [
      ['a-b', 'a_b'],
      ['ADashB', 'AUnderscoreB'],
    ],
    [
      ['desc', 'DESC'],
      ['Desc', 'DESC'],
    ],
    [
      ['Датчики_давления', 'ГПНЯмал'],
      ['ДатчикиДавления', 'ГПНЯмал'],
    ],
    [
      ['constructor', 'delete'],
      ['Constructor', 'Delete'],
    ],
  ])('%j: %j', (values, keys) => {
    expect(keysOf(values)).toEqual(keys);
    expect(keysOf([...values].reverse())).toEqual([...keys].reverse());
  });

  it.each([
    [
      ['Open', 'OUT_FLEET', 'out-fleet2'],
      ['Open', 'OutFleet', 'OutFleet2'],
    ],
    [
      ['USD', 'eur', '2fa'],
      ['USD', 'Eur', 'Value2fa'],
    ],
    [
      ['Same', 'Same', 'Other'],
      ['SameValue1', 'SameValue2', 'Other'],
    ],
  ])('from the names %j: %j', (given, keys) => {
    expect(keysOf([1, 2, 3], given)).toEqual(keys);
  });

  it('that are distinct, whatever the values', () => {
    const keys = keysOf(['🚗', '🚙', '', ' ', '  ']);
    expect(new Set(keys).size).toBe(5);
  });
});
