import { escapeUnseen, printable, visibleLine, visibleLines } from './printable.js';

it('printable drops what a reader would not see and keeps lines', () => {
  expect(printable('a\r\nb\u2028c\u202ed\u0000\ttab\ud800')).toBe('a\nb\ncd tab');
});

it('escapeUnseen shows it', () => {
  expect(escapeUnseen('a\u202eb\u0000\ud800😀')).toBe(String.raw`a\u202eb\u0000\ud800😀`);
});

it('visibleLine shows it on one line', () => {
  expect(visibleLine(' a\r\n\tb  c\u2028d\u200be\u001b[31m ')).toBe(
    String.raw`a b c d\u200be\u001b[31m`,
  );
});

it('visibleLines keeps the lines', () => {
  expect(visibleLines('a\r\n\tb\u0007 \n')).toEqual(['a', String.raw`  b\u0007`, '']);
});
