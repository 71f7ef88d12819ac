/** The user and password of a URL. */
export function readUserInfo({ username, password }: URL): {
  readonly user: string;
  readonly password: string;
} {
  return { user: decodePercent(username), password: decodePercent(password) };
}

/** A value of `Authorization` or `Proxy-Authorization`: the Basic scheme (RFC 7617), in UTF-8. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** Decodes percent-encoding; a stray `%` is kept. */
function decodePercent(part: string): string {
  return new URLSearchParams(`part=${part.replaceAll('+', '%2B')}`).get('part') ?? '';
}
