/**
 * Hostile strings that a document may have instead of text. A string that tries to be code is the canary: it sets
 * `globalThis.canary`, which every test that runs something checks.
 */
export const CANARY = 'globalThis.canary=1';

const LONG = 10_000;
/** Characters that are escaped one by one. */
const MANY = 1_000;

const byName = {
  'end of a comment': `*/${CANARY}/*`,
  'end of a comment, on lines of its own': `\n */\n${CANARY};\n/**\n * `,
  'escaped end of a comment': `*\\/${CANARY}/*`,
  'start of a comment': `/*${CANARY}`,
  'line comment': `//${CANARY}`,
  'end of an HTML comment': `-->${CANARY}<!--`,
  'single quote': `';${CANARY};'`,
  'double quote': `";${CANARY};"`,
  backtick: `\`;${CANARY};\``,
  'single quote, concatenated': `'+(${CANARY})+'`,
  'double quote, concatenated': `"+(${CANARY})+"`,
  'backslash and single quote': `\\';${CANARY};//`,
  'backslash and double quote': `\\";${CANARY};//`,
  'backslash and backtick': `\\\`;${CANARY};//`,
  'trailing backslash': `${CANARY}\\`,
  'two trailing backslashes': `x\\\\`,
  'escape of a quote': `\\u0027;${CANARY};\\x27`,
  'template slot': `\${${CANARY}}`,
  'escaped template slot': `\\\${${CANARY}}`,
  'template slot with a quote': `\${'${CANARY}'}\`'"`,
  'dollar before a brace': '$',
  'all quotes': `'"\`\\`,
  'end of a block': `}};${CANARY};({`,
  'end of a list': `];${CANARY};[`,
  'end of a call': `);${CANARY};(`,
  'end of a type': `> = never; ${CANARY}; type X<T = `,
  'computed key': `[${CANARY}]`,
  'member access': `x.constructor.constructor('${CANARY}')()`,
  'line feed': `x\n${CANARY}\n`,
  'carriage return': `x\r${CANARY}\r`,
  'both line ends': `x\r\n${CANARY}\r\n`,
  'line separator': `x\u2028${CANARY}\u2028`,
  'paragraph separator': `x\u2029${CANARY}\u2029`,
  'next line and vertical tab': `x\u0085${CANARY}\u000b\u000c`,
  'NUL and other controls': `x\u0000\u0001\u0008\u001b\u007f\u009b31m`,
  'escape sequence of a terminal': '\u001b[31mred\u001b]8;;https://evil.example\u0007x\u001b[2J',
  'lone high surrogate': 'x\ud800',
  'lone low surrogate': '\udc00x',
  'surrogates in the wrong order': '\udc00\ud800',
  'bidirectional overrides': 'x\u202e\u202d\u202a\u202b\u202cx',
  'bidirectional isolates': `x\u2066\u2067\u2068\u2069 ${CANARY}`,
  'bidirectional marks': '\u200e\u200fx\u061c',
  'zero width': 'x\u200b\u200c\u200d\u2060\ufeff\u00adx',
  'invisible letters': 'x\u3164\u115f\u1160\uffa0',
  'nothing but an invisible letter': '\u3164',
  'nothing but a mark': '\u093c',
  'marks before letters': '\u0308x AB\u0308c',
  'letters of a recent Unicode version': '\u{323b0}\ua7c7x',
  'tag characters': 'x\u{e0041}\u{e0042}\u{e007f}',
  'variation selectors': 'x\ufe00\ufe01\u{e0100}\u{e0101}',
  ['__proto__']: '__proto__',
  constructor: 'constructor',
  prototype: 'prototype',
  toString: 'toString',
  hasOwnProperty: 'hasOwnProperty',
  then: 'then',
  toJSON: 'toJSON',
  'reserved class': 'class',
  'reserved await': 'await',
  'reserved arguments': 'arguments',
  'reserved default': 'default',
  'reserved import': 'import',
  undefined: 'undefined',
  globalThis: 'globalThis',
  index: 'index',
  emoji: '😀',
  'emoji of several parts': '👩‍👩‍👧❤️🇫🇷',
  empty: '',
  space: ' ',
  'spaces and dots at the end': 'x. . ',
  'ten thousand letters': 'x'.repeat(LONG),
  'ten thousand Chinese letters': '字'.repeat(LONG),
  'a thousand words': 'ab '.repeat(MANY),
  'a thousand backticks': '`'.repeat(MANY),
  'a thousand brackets': '<'.repeat(MANY),
  'a thousand backslashes': '\\'.repeat(MANY),
  'path upwards': '../../x',
  'path upwards, Windows': '..\\..\\x',
  'path from the root': '/etc/passwd',
  'path from a drive': 'C:\\x',
  'path of a share': '\\\\host\\share',
  'path with a colon': 'x.ts:stream',
  'dot and dots': '..',
  'device con': 'con',
  'device CON': 'CON',
  'device nul with extension': 'nul.txt',
  'device aux': 'aux',
  'device com1': 'com1',
  'device com with a superscript': 'com¹',
  'Handlebars slot': `{{${CANARY}}}`,
  'Handlebars raw slot': '{{{constructor.constructor}}}',
  'Handlebars helper': '{{#with this}}{{lookup . "constructor"}}{{/with}}{{> x}}',
  'other templates': `<%= ${CANARY} %>#{${CANARY}}{% x %}`,
  'end of a script': `</script><script>${CANARY}</script>`,
  'HTML handler': `<img src=x onerror="${CANARY}">`,
  'HTML attribute': `" onmouseover="${CANARY}" x="`,
  'HTML entity': '&lt;script&gt;&#96;&quot;',
  'CDATA and declarations': '<![CDATA[ <!DOCTYPE x> <?xml ?>',
  'compiler directive': '@ts-nocheck\n// @ts-ignore\n/// <reference path="/etc/passwd" />',
  'source map': `//# sourceMappingURL=data:application/json,{}`,
  'replacement patterns': "$& $' $` $1 $$ $<x>",
  'format directives': '%s %o %j %c %%',
  'documentation tag': '@deprecated\n@internal {@link Foo} @see https://evil.example',
  'Markdown link':
    '[x](javascript:alert) ![x](https://evil.example/x.png) [y]: https://evil.example',
  'Markdown block': '\n\n# forged\n\n- x\n\n```\nx\n```\n~~~\n</details>',
  'mention and references': '@octocat @org/team #123 GH-123 octo/repo#123 a1b2c3d4e5f60718293a',
  'bare URLs and addresses': 'https://evil.example www.evil.example mailto:a@b.example a@b.example',
  'workflow command': '\n::error file=a,line=1::forged%0A::stop-commands::x',
  'old workflow command': '##[error]forged ##[stop-commands]x',
  'quick action': '\n/approve\n/merge',
} as const satisfies Readonly<Record<string, string>>;

export type HostileName = keyof typeof byName;

export const STRINGS: ReadonlyMap<string, string> = new Map(Object.entries(byName));

/** One of each kind, for every location in every test run. `make hostile` uses all strings in every location. */
const KINDS: readonly HostileName[] = [
  'end of a comment',
  'escaped end of a comment',
  'single quote',
  'double quote',
  'backtick',
  'backslash and single quote',
  'trailing backslash',
  'template slot',
  'all quotes',
  'line feed',
  'carriage return',
  'line separator',
  'paragraph separator',
  'NUL and other controls',
  'lone high surrogate',
  'lone low surrogate',
  'bidirectional overrides',
  'bidirectional isolates',
  'invisible letters',
  'nothing but an invisible letter',
  'nothing but a mark',
  'letters of a recent Unicode version',
  'tag characters',
  '__proto__',
  'constructor',
  'toString',
  'then',
  'reserved class',
  'reserved await',
  'reserved default',
  'emoji',
  'empty',
  'ten thousand letters',
  'ten thousand Chinese letters',
  'path upwards',
  'path upwards, Windows',
  'path from a drive',
  'device con',
  'device CON',
  'Handlebars slot',
  'end of a script',
  'documentation tag',
  'Markdown link',
  'mention and references',
];

export const ONE_OF_EACH_KIND: ReadonlyMap<string, string> = new Map(
  KINDS.map((name) => [name, byName[name]]),
);

/** Fragments that the property-based test combines. */
export const FRAGMENTS: readonly string[] = [
  ...[...STRINGS.values()].filter((text) => text.length < 200),
  ...Array.from('\'"`\\$%{}[]()<>/*#@:;.,-_|&~!?=+ \n\r\t0aA'),
];

/** Different names that some file system treats as equal. */
export const SIMILAR_NAMES: readonly (readonly string[])[] = [
  ['thing', 'Thing', 'THING', 'tHing'],
  ['straße', 'STRASSE', 'strasse', 'Straße'],
  ['ſet', 'set', 'Set'],
  ['\u212aelvin', 'kelvin', 'Kelvin'],
  ['caf\u00e9', 'cafe\u0301', 'CAF\u00c9'],
  ['ﬁle', 'file', 'FILE'],
  ['İd', 'id', 'ıd', 'ID', 'i\u0307d'],
  ['ὈΔΥΣΣΕΎΣ', 'ὀδυσσεύς', 'ὀδυσσεύσ'],
  ['x', 'x\u3164', 'x\u200b', 'x\ufe0f'],
];

/**
 * A few texts that together contain all short strings, for checks that take too long with every string.
 */
export function createMixtures(count: number): readonly string[] {
  const short = [...STRINGS.values()].filter((text) => text.length < 200);
  const size = Math.ceil(short.length / count);
  return Array.from({ length: count }, (_, index) =>
    short.slice(index * size, (index + 1) * size).join(' '),
  );
}
