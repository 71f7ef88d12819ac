import { isRecord } from './values.js';

/** Problem details (RFC 9457) as ASP.NET Core writes them; extensions are kept. */
export interface ProblemDetails {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  /** ASP.NET Core's name for the request. */
  readonly traceId?: string;
  /** `ValidationProblemDetails`: the complaints, by field. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly [extension: string]: unknown;
}

const TEXTS = ['type', 'title', 'detail', 'instance', 'traceId'];

/**
 * Reads a body as problem details, whatever its media type says: ASP.NET behind a proxy often answers with plain JSON.
 * Members of a wrong type are left out (RFC 9457, section 3.1).
 */
export function problemOf(body: unknown): ProblemDetails | undefined {
  if (!isRecord(body)) return undefined;
  const entries = Object.entries(body).filter(([name, value]) => {
    if (TEXTS.includes(name)) return typeof value === 'string';
    if (name === 'status') return typeof value === 'number';
    return name !== 'errors' || isFieldErrors(value);
  });
  const problem: ProblemDetails = Object.fromEntries(entries);
  return problem.title || problem.type || problem.detail || problem.errors ? problem : undefined;
}

function isFieldErrors(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(Array.isArray);
}
