/** The URL without its query values: they hold plates, names and keys. */
export function redactUrl(url: string): string {
  const [address = '', query] = url.split('?');
  return query === undefined ? address : `${address}?${query.replace(/=[^&]*/g, '=***')}`;
}

/** The text with each secret struck out: some servers print the request that they failed on, ASP.NET's developer page for one. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>(
    (clean, secret) => (secret ? clean.replaceAll(secret, '***') : clean),
    text,
  );
}

const LOGGED_HEADERS = ['content-type', 'content-length', 'date', 'retry-after', 'x-request-id'];

/** The headers that may be logged. */
export function loggedHeaders(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries([...headers].filter(([name]) => LOGGED_HEADERS.includes(name)));
}
