import { toUnixLines } from './unix-lines.js';

it.each([
  ['a\r\nb\r\n', 'a\nb\n'],
  ['a\nb\n', 'a\nb\n'],
  ['a\rb\r\r\n', 'a\rb\r\n'],
  ['\u00e9\u{1f697}\r\n', '\u00e9\u{1f697}\n'],
  ['', ''],
])('%j: %j', (given, want) => {
  expect(toUnixLines(Buffer.from(given)).toString()).toBe(want);
});

it('keeps bytes that are no text', () => {
  const bytes = Buffer.from([0xff, 0x0d, 0x00, 0x0a]);
  expect(toUnixLines(bytes)).toBe(bytes);
});
