/** What HTTP says of a method; a method that is not listed promises nothing, and may have a body. */
interface MethodProperties {
  /** It only reads (RFC 9110, section 9.2.1). */
  readonly safe?: true;
  /** Sending it twice has the same effect as sending it once (RFC 9110, section 9.2.2). */
  readonly idempotent?: true;
  /** `fetch` refuses a body with GET and HEAD; TRACE must have none (RFC 9110, section 9.3.8). */
  readonly bodiless?: true;
}

/** RFC 9110, section 9.3; RFC 5789 (PATCH); QUERY is a GET with a body. */
const PROPERTIES: ReadonlyMap<string, MethodProperties> = new Map<string, MethodProperties>([
  ['GET', { safe: true, idempotent: true, bodiless: true }],
  ['HEAD', { safe: true, idempotent: true, bodiless: true }],
  ['OPTIONS', { safe: true, idempotent: true }],
  ['TRACE', { safe: true, idempotent: true, bodiless: true }],
  ['QUERY', { safe: true, idempotent: true }],
  ['PUT', { idempotent: true }],
  ['DELETE', { idempotent: true }],
  ['POST', {}],
  ['PATCH', {}],
]);

export function isSafe(method: string): boolean {
  return PROPERTIES.get(method)?.safe === true;
}

export function isIdempotent(method: string): boolean {
  return PROPERTIES.get(method)?.idempotent === true;
}

export function isBodiless(method: string): boolean {
  return PROPERTIES.get(method)?.bodiless === true;
}

/** `fetch` refuses these (Fetch standard, section 2.2.1), whatever their letter case. */
const FORBIDDEN = /^(CONNECT|TRACK)$/i;

/** A method is a token (RFC 9110, section 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

export function isSendable(method: string): boolean {
  return TOKEN.test(method) && !FORBIDDEN.test(method);
}
