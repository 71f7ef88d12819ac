/** Whether a parsed JSON value is an object. Any key may occur in it, `__proto__` too. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
