import { matcherOf } from './glob.js';

describe('matcherOf', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['/Vehicles', ['/Vehicles'], ['/vehicles', '/Vehicles/', '/Vehicles/{id}', '/x/Vehicles']],
    ['/Vehicles/*', ['/Vehicles/{id}', '/Vehicles/'], ['/Vehicles', '/Vehicles/{id}/Trips']],
    ['/Vehicles/**', ['/Vehicles', '/Vehicles/{id}', '/Vehicles/{id}/Trips'], ['/VehiclesOld']],
    ['/**/Trips', ['/Trips', '/a/Trips', '/a/{b}/Trips'], ['/a/Trips/b', '/aTrips']],
    ['/api/v*/x', ['/api/v1/x', '/api/v/x'], ['/api/v1/y/x']],
    ['/a/**/b', ['/a/b', '/a/x/y/b'], ['/a/bb']],
    ['**', ['/', '/a', '/a/b'], []],
    ['/', ['/'], ['/a']],
    ['/a.b/{c}(d)', ['/a.b/{c}(d)'], ['/aXb/{c}(d)']],
    ['GET /a/**', ['GET /a', 'GET /a/b'], ['POST /a', '/a']],
    [`/${'*'.repeat(500)}x`, ['/aax'], [`/${'a'.repeat(500)}`]],
  ])('%s', (pattern, matched, unmatched) => {
    const matches = matcherOf(pattern);
    expect(matched.filter((text) => !matches(text))).toEqual([]);
    expect(unmatched.filter(matches)).toEqual([]);
  });
});
