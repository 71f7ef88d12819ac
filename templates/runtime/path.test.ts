import { exploded, label, matrix, path } from './parameters.js';

describe('path', () => {
  it.each([
    ['a plate', 'AB-123-CD', '/Vehicles/AB-123-CD'],
    ['a number', 0, '/Vehicles/0'],
    ['a boolean', false, '/Vehicles/false'],
    ['a slash', 'a/b', '/Vehicles/a%2Fb'],
    ['a backslash, which URLs take for a slash', 'a\\b', '/Vehicles/a%5Cb'],
    ['dots among others', '..a', '/Vehicles/..a'],
    ['dots that are encoded already', '%2e%2e', '/Vehicles/%252e%252e'],
    ['a question mark and a hash', '?#', '/Vehicles/%3F%23'],
    ['letters beyond ASCII', 'é', '/Vehicles/%C3%A9'],
    ['a date as the caller wrote it', '2026-04-23T00:00:00', '/Vehicles/2026-04-23T00:00:00'],
    ['a Date', new Date(0), '/Vehicles/1970-01-01T00:00:00.000Z'],
    ['a list', ['a,', 'b'], '/Vehicles/a%2C,b'],
    ['an object', { R: 100, G: 200 }, '/Vehicles/R,100,G,200'],
    ['an object, exploded', exploded({ R: 100, G: 200 }), '/Vehicles/R=100,G=200'],
    ['a label', label([3, 4]), '/Vehicles/.3,4'],
    ['a label, exploded', label([3, 4], true), '/Vehicles/.3.4'],
    ['a label of an object, exploded', label({ R: 100 }, true), '/Vehicles/.R=100'],
    ['a matrix', matrix([3, 4], 'id'), '/Vehicles/;id=3,4'],
    ['a matrix, exploded', matrix([3, 4], 'id', true), '/Vehicles/;id=3;id=4'],
    ['a matrix of an object, exploded', matrix({ R: 100 }, 'id', true), '/Vehicles/;R=100'],
  ])('writes %s as one segment', (_what, value, want) => {
    expect(path`/Vehicles/${value}`).toBe(want);
  });

  it.each([
    ['..', '..'],
    ['.', '.'],
    ['an empty string', ''],
    ['null', null],
    ['undefined', undefined],
    ['an empty list', []],
    ['a label that makes ..', label('.')],
    ['a matrix of nothing', matrix(undefined, 'id')],
  ])('refuses %s, which would call another operation', (_what, value) => {
    expect(() => path`/Vehicles/${value}/Trips`).toThrow(/not allowed after '\/Vehicles\/'/);
  });

  it('joins several values', () => {
    expect(path`/a/${1}/b/${'x y'}.json`).toBe('/a/1/b/x%20y.json');
    expect(path`/a`).toBe('/a');
  });
});
