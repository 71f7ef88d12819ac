/** Whether a location is a URL with a scheme and a host. Otherwise it is a path; `C:\api.json` is one. */
export function isUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(location);
}

/** A URL's origin and path, since its query may contain a token. A path is returned unchanged. */
export function withoutQuery(location: string): string {
  if (!isUrl(location) || !URL.canParse(location)) return location;
  const { origin, pathname } = new URL(location);
  return origin + pathname;
}

export function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
