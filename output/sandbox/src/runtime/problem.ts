/** Problem details (RFC 9457) as ASP.NET Core writes them; extensions are kept. */
export interface Problem {
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

/** The body as problem details, whatever its media type: behind a proxy, ASP.NET often answers with plain JSON. */
export function problemOf(body: unknown): Problem | undefined {
  const problem = Object(body) as Problem;
  return problem.title || problem.type || problem.errors ? problem : undefined;
}

/** What the problem says, in one line; the server may have put anything in it. */
export function problemText({ title, detail, errors }: Problem): string {
  return [title, detail, errors && JSON.stringify(errors)].filter(Boolean).join(' ').slice(0, 500);
}
