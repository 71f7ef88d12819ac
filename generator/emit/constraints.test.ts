import type { Constraints } from '../model/model.js';
import { constraintsText } from './constraints.js';

describe('constraintsText', () => {
  it.each<[Constraints, string]>([
    [{}, ''],
    [{ minimum: 1, maximum: 100 }, 'From 1 to 100.'],
    [{ minimum: 5, maximum: 5 }, 'Exactly 5.'],
    [{ minimum: 0 }, 'At least 0.'],
    [{ maximum: -1.5 }, 'At most -1.5.'],
    [{ exclusiveMinimum: 0 }, 'More than 0.'],
    [{ exclusiveMinimum: 0, maximum: 10 }, 'More than 0, at most 10.'],
    [{ minimum: 0, exclusiveMaximum: 10 }, 'At least 0, less than 10.'],
    [{ minimum: 0, maximum: Number.MAX_VALUE }, 'At least 0.'],
    [{ minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE }, ''],
    [{ minimum: 0, maximum: 90, multipleOf: 5 }, 'From 0 to 90; a multiple of 5.'],
    [{ minLength: 0, maxLength: 50 }, 'At most 50 characters.'],
    [{ minLength: 1, maxLength: 2 ** 31 - 1 }, 'At least 1 character.'],
    [{ minLength: 2, maxLength: 2 }, 'Exactly 2 characters.'],
    [{ minLength: 1, maxLength: 9, pattern: '^[A-Z]+$' }, '1 to 9 characters; matches `^[A-Z]+$`.'],
    [{ pattern: '`x`' }, "Matches `'x'`."],
    [{ minItems: 1, uniqueItems: true }, 'At least 1 item; no item twice.'],
    [{ maxItems: 1 }, 'At most 1 item.'],
    [{ minProperties: 2, maxProperties: 3 }, '2 to 3 properties.'],
  ])('%j is "%s"', (given, want) => {
    expect(constraintsText(given)).toBe(want);
  });
});
