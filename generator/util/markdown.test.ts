import { toAnchor, codeBlock, inlineCode, plainText } from './markdown.js';

describe('plainText', () => {
  it.each<[string, string]>([
    ['The vehicles of a fleet.', 'The vehicles of a fleet.'],
    [' several\r\n\tlines\u2028of text ', 'several lines of text'],
    ['[a](javascript:x)', '\\[<!-- -->a\\](javascript:<!-- -->x)'],
    ['![a](b)', '!\\[<!-- -->a\\](b)'],
    ['<script>', '\\<script\\>'],
    ['&lt;b&gt;', '\\&<!-- -->lt;b\\&<!-- -->gt;'],
    ['**bold** _it_ `code` ~~no~~', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\~\\~<!-- -->no\\~\\~'],
    ['a | b', 'a \\| b'],
    ['# heading', '\\# heading'],
    ['- item', '\\- item'],
    ['+ item', '\\+ item'],
    ['--- rule', '\\--- rule'],
    ['=== heading', '\\=== heading'],
    ['1. item', '1\\. item'],
    ['12) item', '12\\) item'],
    ['/approve', '\\/approve'],
    ['> quote', '\\> quote'],
    ['$x$', '\\$<!-- -->x\\$'],
    ['\\[a](b)', '\\\\\\[<!-- -->a\\](b)'],
    ['https://evil.example/x', 'https\\:<!-- -->//evil.example/x'],
    ['see www.evil.example', 'see www<!-- -->\\.evil.example'],
    ['@octocat and @org/team', '@<!-- -->octocat and @<!-- -->org/team'],
    ['write to a@b.example', 'write to a@<!-- -->b.example'],
    ['fixes #12', 'fixes \\#<!-- -->12'],
    ['fixes GH-12', 'fixes GH-<!-- -->12'],
    ['made by a1b2c3d4e5', 'made by a1b2c3<!-- -->d4e5'],
    ['!12, 50%of, :smile:', '!<!-- -->12, 50%<!-- -->of, :<!-- -->smile:'],
    ['at 00:00:00', 'at 00:00:00'],
    ['@a!b', '@<!-- -->a!<!-- -->b'],
    ['a\u202eb\u200bc\u0000d', 'abcd'],
  ])('%j', (text, want) => {
    expect(plainText(text)).toBe(want);
  });
});

describe('code', () => {
  it.each<[string, string]>([
    ['GET /Vehicles', '`GET /Vehicles`'],
    ['a`b', '``a`b``'],
    ['``', '``` `` ```'],
    ['`a', '`` `a ``'],
    ['', '`  `'],
    ['two\nlines', '`two lines`'],
    ['<b> @x', '`<b> @x`'],
  ])('%j within a line', (text, want) => {
    expect(inlineCode(text)).toBe(want);
  });

  it.each<[string, string]>([
    ['f(): X', '```ts\nf(): X\n```'],
    ['/**\n * ```\n */', '````ts\n/**\n * ```\n */\n````'],
  ])('%j as a block', (text, want) => {
    expect(codeBlock(text)).toBe(want);
  });
});

describe('anchorOf', () => {
  it.each([
    ['client.vehicleAssignments', 'clientvehicleassignments'],
    ['client.$api_v2', 'clientapi_v2'],
  ])('%s', (heading, want) => {
    expect(toAnchor(heading)).toBe(want);
  });
});
