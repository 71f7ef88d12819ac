import { encode, simpleText } from './values.js';

/**
 * Tags a path template: each value becomes one segment, percent-encoded.
 *
 * @throws TypeError for null, undefined, an empty value, `.` and `..`, which would call another operation.
 */
export function path(template: TemplateStringsArray, ...values: readonly unknown[]): string {
  return template.reduce((before, after, index) => {
    const text = simpleText(values[index - 1], encode);
    if (/^\.{0,2}$/.test(text)) throw new TypeError(`No value '${text}' may follow '${before}'`);
    return before + text + after;
  });
}
