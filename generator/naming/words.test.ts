import ts from 'typescript';
import { isFileName, isIdentifierName } from './identifier-characters.js';
import {
  capitalizePieces,
  spellSigns,
  splitWords,
  toCamelCase,
  toKebabCase,
  toPascalCase,
  toUpperSnakeCase,
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
    ['VATorCBE', 'vat or cbe'],
    ['IBANandBIC', 'iban and bic'],
    ['VATnumber', 'vat number'],
    ['ssoTOKEN', 'sso token'],
    ['FORMAT', 'format'],
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
  ])('%j is split into %j', (text, words) => {
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
    expect([
      toCamelCase(words),
      toPascalCase(words),
      toKebabCase(words),
      toUpperSnakeCase(words),
    ]).toEqual([camel, pascal, kebab, snake]);
  });

  it.each([
    ['VehicleDTO', 'VehicleDTO'],
    ['vehicleDTO', 'VehicleDTO'],
    ['vehicle_dto', 'VehicleDto'],
    ['OUT_FLEET', 'OutFleet'],
    ['USD', 'USD'],
    ['TMDbCountryCode', 'TMDbCountryCode'],
  ])('%s keeps its capitals as %s', (text, name) => {
    expect(capitalizePieces(text)).toBe(name);
  });
});

test('an ASCII text gives the same words as one with other letters beside it', () => {
  const signs = [
    'a',
    'b',
    'Z',
    's',
    '1',
    '9',
    "'",
    '_',
    '-',
    '.',
    ' ',
    '$',
    'OAuth',
    'ipv6',
    'IDs',
  ];
  const texts = signs.flatMap((a) => signs.flatMap((b) => signs.map((c) => a + b + c)));
  const plain = texts.map((text) => [splitWords(text), capitalizePieces(`x${text} y`)]);
  const beside = texts.map((text) => [
    splitWords(`${text} é`).slice(0, -1),
    capitalizePieces(`x${text} y é`).slice(0, -1),
  ]);
  expect(plain).toEqual(beside);
});

const LAST = 0x10ffff;

it('a name has no letter that the compiler refuses', () => {
  const strange: string[] = [];
  for (let code = 0x80; code <= LAST; code += 1) {
    const name = `a${String.fromCodePoint(code)}`;
    const spelled = toPascalCase(splitWords(name));
    if (!isIdentifierName(name) && isIdentifierName(spelled)) continue;
    if (isIdentifierName(name) && ts.isIdentifierPart(code, ts.ScriptTarget.ES2022)) continue;
    strange.push(code.toString(16));
  }
  expect(strange).toEqual([]);
});

it('no word begins with a combining mark', () => {
  expect(splitWords('\u093c')).toEqual([]);
  expect(splitWords('AB\u0308c')).toEqual(['ab', 'c']);
  expect(capitalizePieces('\u093cx')).toBe('X');
});

it.each([
  ['x\u3164', 'a filler, which is invisible'],
  ['x\u{323b0}', 'younger than the compiler'],
  ['x\ua7c7', 'younger than the oldest compiler that the package promises'],
])('%j is no name: %s', (name) => {
  expect(isIdentifierName(name)).toBe(false);
  expect(splitWords(name)).toEqual(['x']);
});

test('a name in ASCII is judged as with letters of any script beside it', () => {
  const texts = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)).flatMap(
    (sign) => [sign, `a${sign}b`, `${sign}b`, `a${sign}`],
  );
  const judged = (end: string) =>
    texts.map((text) => [
      isIdentifierName(text + end),
      isFileName(text + end),
      spellSigns(`${text} ${end}`).filter((word) => word !== end),
    ]);
  expect(judged('qq')).toEqual(judged('éé'));
});
