/** The URL without the values of its query: they hold plates, names and keys. */
export function redactUrl(url: string): string {
  return url.replace(/=[^&/?]*/g, '=***');
}

/** The text with each secret struck out: some servers print the request that they failed on, ASP.NET's developer page for one. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>(
    (clean, secret) => (secret ? clean.split(secret).join('***') : clean),
    text,
  );
}
