import {
  camelCase,
  kebabCase,
  keepingPascalCase,
  pascalCase,
  splitWords,
  upperSnakeCase,
} from './words.js';

describe('splitWords', () => {
  it.each([
    ['VehicleAssignments', 'vehicle assignments'],
    ['vehicle-assignments', 'vehicle assignments'],
    ['OUT_FLEET', 'out fleet'],
    ['SSH Keys', 'ssh keys'],
    ['VINNumber', 'vin number'],
    ['ID', 'id'],
    ['IDs', 'ids'],
    ['vehicleIDs', 'vehicle ids'],
    ['getURLsByID', 'get urls by id'],
    ['OAuth2', 'oauth2'],
    ['VehicleOAuth', 'vehicle oauth'],
    ['ODataQueryOptions', 'odata query options'],
    ['eSign', 'e sign'],
    ['Issue3013', 'issue3013'],
    ['2fa', '2fa'],
    ["Driver's licence", 'drivers licence'],
    ['Véhicule', 'véhicule'],
    ['V\u0065\u0301hicule', 'véhicule'],
    ['Датчики_давления', 'датчики давления'],
    ['车辆', '车辆'],
    ['***', ''],
    ['', ''],
  ])('%j is cut into %j', (text, words) => {
    expect(splitWords(text).join(' ')).toBe(words);
  });
});

describe('a name is written', () => {
  it.each([
    ['VINNumber', 'vinNumber', 'VinNumber', 'vin-number', 'VIN_NUMBER'],
    ['vehicle_oauth2', 'vehicleOAuth2', 'VehicleOAuth2', 'vehicle-oauth2', 'VEHICLE_OAUTH2'],
    ['OAuth callback', 'oauthCallback', 'OAuthCallback', 'oauth-callback', 'OAUTH_CALLBACK'],
    ['Véhicule', 'véhicule', 'Véhicule', 'véhicule', 'VEHICULE'],
    ['车辆 list', '车辆List', '车辆List', '车辆-list', 'LIST'],
  ])('%s as %s, %s, %s and %s', (text, camel, pascal, kebab, snake) => {
    const words = splitWords(text);
    expect([camelCase(words), pascalCase(words), kebabCase(words), upperSnakeCase(words)]).toEqual([
      camel,
      pascal,
      kebab,
      snake,
    ]);
  });

  it.each([
    ['VehicleDTO', 'VehicleDTO'],
    ['vehicleDTO', 'VehicleDTO'],
    ['vehicle_dto', 'VehicleDto'],
    ['OUT_FLEET', 'OutFleet'],
    ['USD', 'USD'],
    ['TMDbCountryCode', 'TMDbCountryCode'],
  ])('%s keeps its capitals as %s', (text, name) => {
    expect(keepingPascalCase(text)).toBe(name);
  });
});

test('a text in ASCII is read as with letters of any script beside it', () => {
  const signs = [..."abZs19'_-. $", 'OAuth', 'ipv6', 'IDs'];
  const texts = signs.flatMap((a) => signs.flatMap((b) => signs.map((c) => a + b + c)));
  const plain = texts.map((text) => [splitWords(text), keepingPascalCase(`x${text} y`)]);
  const beside = texts.map((text) => [
    splitWords(`${text} é`).slice(0, -1),
    keepingPascalCase(`x${text} y é`).slice(0, -1),
  ]);
  expect(plain).toEqual(beside);
});
