import type { Constraints } from '../../model/model.js';
import { fitNumber, fitText } from './constraints.js';

const SEEDS = Array.from({ length: 50 }, (_, index) => `GET /Here/${index}`);

describe('a text that does not meet its constraints', () => {
  it.each<[Constraints]>([
    [{ maxLength: 3 }],
    [{ minLength: 40 }],
    [{ minLength: 10, maxLength: 10 }],
    [{ maxLength: 0 }],
    [{ pattern: '^[A-Z]{2}-\\d{3}$' }],
    [{ pattern: '^(?:draft|v\\d+(?:\\.\\d+){2})$' }],
    [{ pattern: '^\\+?[1-9][0-9]{7,14}$' }],
    [{ pattern: '^[^\\s@]+@[^\\s@]+\\.[a-z]+$' }],
    [{ pattern: '^#([0-9a-f]{3}){1,2}$' }],
    [{ pattern: '[a-z]', minLength: 8 }],
    [{ pattern: '^\\d+$', minLength: 11, maxLength: 11 }],
    [{ pattern: '^\\p{Lu}\\p{Ll}*$' }],
    [{ pattern: '^(?=.*\\d)[a-z\\d]{4,8}$' }],
    [{ pattern: '^\\u0041\\w?$' }],
  ])('is replaced by one that meets %j', (constraints) => {
    const { pattern, minLength = 0, maxLength = Infinity } = constraints;
    for (const seed of SEEDS) {
      const text = fitText(['A text.'], constraints, seed);
      const isPattern = pattern === undefined || new RegExp(pattern, 'u').test(text);
      const isLong = text.length >= minLength && text.length <= maxLength;
      expect({ text, isPattern, isLong }).toMatchObject({ isPattern: true, isLong: true });
    }
  });

  it('is bounded where quantifiers within quantifiers multiply', () => {
    const pattern = '^(?:(?:(?:a{9999}){9999}){9999}){9999}$';
    expect(fitText(['A text.'], { pattern }, '')).toBe('A text.');
  });

  it('is replaced by the next one that meets them', () => {
    expect(fitText(['one', '12', '34'], { pattern: '^\\d+$' }, '')).toBe('12');
  });
});

describe('a number that does not meet its constraints', () => {
  it.each<[Constraints, boolean]>([
    [{ minimum: 10, maximum: 12 }, true],
    [{ exclusiveMinimum: 0, exclusiveMaximum: 1 }, false],
    [{ exclusiveMinimum: 4, exclusiveMaximum: 6 }, true],
    [{ minimum: 1_000_000 }, true],
    [{ maximum: -5 }, true],
    [{ multipleOf: 5 }, true],
    [{ multipleOf: 0.25, minimum: 0.1, maximum: 2 }, false],
    [{ minimum: 7, maximum: 7 }, true],
  ])('is replaced by one that meets %j', (constraints, isInteger) => {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = constraints;
    for (const seed of SEEDS)
      for (const given of [-3, 0, 61.37, 812]) {
        const number = fitNumber(
          isInteger ? Math.round(given) : given,
          constraints,
          isInteger,
          seed,
        );
        expect(number).toBeGreaterThanOrEqual(minimum ?? -Infinity);
        expect(number).toBeLessThanOrEqual(maximum ?? Infinity);
        expect(number).toBeGreaterThan(exclusiveMinimum ?? -Infinity);
        expect(number).toBeLessThan(exclusiveMaximum ?? Infinity);
        expect(number % (multipleOf ?? (isInteger ? 1 : Number.MIN_VALUE))).toBeCloseTo(0);
      }
  });

  it('stays as it is if it meets them', () => {
    expect(fitNumber(5, { minimum: 1, maximum: 9 }, true, '')).toBe(5);
  });
});
