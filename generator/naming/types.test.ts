import type { Declaration } from '../model/model.js';
import { planNames } from './plan.js';
import { declaration, modelOf } from './testing/models.js';

/** The types of the schemas, in the order given. */
function typesOf(
  ids: readonly string[],
  reserved: readonly string[] = [],
): readonly (string | undefined)[] {
  return namesOf(
    ids.map((id) => declaration(id)),
    reserved,
  ).map((names) => names?.type);
}

function namesOf(declarations: readonly Declaration[], reserved: readonly string[] = []) {
  const { names } = planNames(modelOf({ declarations }), { reservedExports: new Set(reserved) });
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

describe('schemas that want the same type', () => {
  it.each([
    ['say their namespace', ['A.Fleet.Car', 'A.Rental.Car'], ['FleetCar', 'RentalCar']],
    ['leave the short one to who has no namespace', ['Car', 'Rental.Car'], ['Car', 'RentalCar']],
    ['say more of it', ['A.Api.Car', 'B.Api.Car'], ['AApiCar', 'BApiCar']],
    [
      'say that of their arguments',
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

  it('differ where a second one of that name stands outside of the components', () => {
    const [first, second] = namesOf([
      declaration('Car'),
      { ...declaration('Car'), id: '/definitions/Car' },
    ]);
    expect(first?.type).not.toBe(second?.type);
  });

  it('have no number and no other’s name where nothing tells them apart', () => {
    const [first = '', second = ''] = typesOf(['🚗', '🚙']);
    expect(first).not.toBe(second);
    expect(first + second).toMatch(/^\p{L}+$/u);
  });
});

describe('a type', () => {
  it('leaves the runtime its names', () => {
    expect(typesOf(['ApiError', 'Vehicle'], ['ApiError'])).toEqual(['ApiErrorModel', 'Vehicle']);
  });

  it('leaves the client and its error their names', () => {
    expect(typesOf(['OptimumClient', 'OptimumError'])).toEqual([
      'OptimumClientModel',
      'OptimumErrorModel',
    ]);
  });

  it('has a name for each side where they differ', () => {
    const [split, taken, whole] = namesOf([
      declaration('VehicleDto', { splits: true }),
      declaration('VehicleDtoInput'),
      declaration('Person', { splits: true }),
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
    expect(namesOf(ids.map((id) => declaration(id))).map((names) => names?.fileName)).toEqual(
      files,
    );
  });

  it('has a file of its own on a disk that ignores case', () => {
    const ids = ['VehicleDTO', 'VehicleDto'];
    expect(namesOf(ids.map((id) => declaration(id))).map((names) => names?.fileName)).toEqual([
      'vehicle-dto-model',
      'vehicle-dto',
    ]);
  });

  it('has a file whose name every disk takes, however long the type', () => {
    const [names] = namesOf([declaration(`${'Long'.repeat(100)}Dto`)]);
    expect(names?.fileName.length).toBeLessThan(120);
  });
});
