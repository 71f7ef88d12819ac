import { encode, isStyle, partsOf } from './values.js';

/**
 * Tags a path template: each value becomes one segment, percent-encoded.
 *
 * @throws TypeError for null, undefined, an empty value, `.` and `..`, which would call another operation.
 */
export function path(template: TemplateStringsArray, ...values: readonly unknown[]): string {
  return template.reduce((before, after, index) => {
    const value = values[index - 1];
    const text = isStyle(value) ? (value('', encode) ?? '') : partsOf(value).map(encode).join(',');
    if (/^\.{0,2}$/.test(text))
      throw new TypeError(`The path parameter after '${before}' may not be '${text}'`);
    return before + text + after;
  });
}
