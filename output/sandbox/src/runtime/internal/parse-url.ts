/** @returns The URL; undefined for one that cannot be parsed. Some platforms have no `URL.canParse` (React Native, Safari before 17). */
export function parseUrl(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/** @returns The origin of an absolute URL, or ''. A platform's `URL` may have no `origin` (older React Native). */
export function getOrigin(url: string): string {
  const [origin = ''] = /^https?:\/\/[^/?#\\\s]+/i.exec(url) ?? [];
  return origin.toLowerCase().replace(/^(https:.*):443$|^(http:.*):80$/, '$1$2');
}
