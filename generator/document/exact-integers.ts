import { define, isArray, isObject } from './json.js';
import { getNodeRole, type NodeRole } from './references.js';

/**
 * Parses JSON as `JSON.parse` does, but keeps an integer that a number cannot hold as text where it is only shown: in
 * examples and defaults. `1234567890123456789` would be shown as 1234567890123456800.
 *
 * @throws SyntaxError when the text is not JSON.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!LONG_INTEGER.test(text)) return value;
  const mark = findUnusedCharacter(text);
  const marked = text.replace(TOKEN, (token) => (isInexact(token) ? `"${mark}${token}"` : token));
  const root = { root: JSON.parse(marked) as unknown };
  restoreNumbers(root, mark);
  return root.root;
}

/** A number of so many digits outside of strings, or a text that contains what looks like one. */
const LONG_INTEGER = /[[:,]\s*-?[1-9]\d{15,39}\s*[,\]}]/;

/** Whether the text is that of an integer that a number cannot hold exactly. */
export function isInexact(text: string): boolean {
  return /^-?[1-9]\d{15,39}$/.test(text) && !Number.isSafeInteger(Number(text));
}

/** The strings and the numbers of a valid JSON text. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** A character of Unicode's private use area that is not in the text, escaped or not. */
function findUnusedCharacter(text: string): string {
  let code = 0xe000;
  const isUsed = () =>
    text.includes(String.fromCharCode(code)) ||
    text.toLowerCase().includes(`\\u${code.toString(16)}`);
  while (isUsed()) code += 1;
  return String.fromCharCode(code);
}

/** Makes numbers of the marked texts, except in examples and defaults, where they lose the mark. */
function restoreNumbers(root: object, mark: string): void {
  const waiting: { readonly node: object; readonly role: NodeRole; readonly shown: boolean }[] = [
    { node: root, role: 'names', shown: false },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, role, shown } = next;
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      const isShown = shown || (role === 'node' && !isArray(node) && SHOWN.has(key));
      if (isObject(value) || isArray(value))
        waiting.push({ node: value, role: getNodeRole(node, role, key, value), shown: isShown });
      else if (typeof value === 'string' && value.startsWith(mark)) {
        const digits = value.slice(1);
        define(node, key, isShown ? digits : Number(digits));
      }
    }
  }
}

const SHOWN: ReadonlySet<string> = new Set(['example', 'examples', 'default']);
