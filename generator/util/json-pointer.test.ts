import { escapeSegment, toReadablePath, toSegments } from './json-pointer.js';

it.each([
  ['/paths/~1Vehicles~1{id}/get', 'paths › /Vehicles/{id} › get'],
  ['/components/schemas/a~0b/properties/a b', 'components › schemas › a~b › properties › a b'],
  ['/a/', 'a › ""'],
  ['/ a/b ', '" a" › "b "'],
  ['/a › b', '"a › b"'],
  ['/"a"', '"\\"a\\""'],
  ['', ''],
])('%j is read as %s', (pointer, want) => {
  expect(toReadablePath(pointer)).toBe(want);
  // Nothing is lost: another pointer has another path.
  expect(
    toSegments(pointer)
      .map((segment) => `/${escapeSegment(segment)}`)
      .join(''),
  ).toBe(pointer);
});
