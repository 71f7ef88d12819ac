import type { EnumDeclaration } from '../model/model.js';
import { enumMemberNames } from './enums.js';

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
      return { value, ...(name !== undefined && { name }) };
    }),
    nullable: false,
    use: { request: true, response: true },
    splits: false,
    docs: {},
    origin: { pointer: '' },
  };
  const names = enumMemberNames(enumeration, new Map());
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

  it('that differ whatever the values', () => {
    const keys = keysOf(['🚗', '🚙', '', ' ', '  ']);
    expect(new Set(keys).size).toBe(5);
  });
});
