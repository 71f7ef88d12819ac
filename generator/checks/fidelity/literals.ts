import { BLOB, UNRECOGNIZED } from './marks.js';

/** A value, as JSON or a codec gives it, as a TypeScript expression on one line. `blob` and `unrecognizedTag` stand for values that JSON cannot say. */
export function expressionOf(value: unknown): string {
  if (value === BLOB) return 'blob';
  if (value === UNRECOGNIZED) return 'unrecognizedTag';
  if (value instanceof Date) return `new Date(${JSON.stringify(value.toISOString())})`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(expressionOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${keyOf(key)}: ${expressionOf(inner)}`,
    );
    return `{ ${entries.join(', ')} }`;
  }
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** `__proto__: x` would set the prototype; computed, it is a property. */
function keyOf(key: string): string {
  return key === '__proto__' ? `['__proto__']` : expressionOf(key);
}
