/** One call of an API, as a client without any library makes it. */

export interface Received {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** @param call `GET /path` of the API. */
export async function sendCall(
  apiUrl: string,
  call: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Promise<Received> {
  const [method = '', path = ''] = call.split(' ');
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, body: parsed, headers: response.headers };
}
