const MAX_QUOTED = 120;

/** A URL as it may be told: without user and password, without fragment, the query's values hidden. */
export function redactUrl(url: string | URL): string {
  if (!URL.canParse(String(url))) {
    return quoted(
      String(url)
        .replace(/\/\/[^/@]*@/, '//')
        .replace(/[?#].*/s, ''),
    );
  }
  const told = new URL(url);
  told.username = '';
  told.password = '';
  told.hash = '';
  const names = [...new Set(told.searchParams.keys())];
  told.search = '';
  const query = names.map((name) => `${encodeURIComponent(name)}=***`).join('&');
  return query === '' ? told.href : `${told.href}?${query}`;
}

/** The first line that says something, at most 120 printable characters, in quotes. */
export function quoted(text: string): string {
  // Only the start is looked at: a line may be as long as the text.
  const start = text.slice(0, 8 * MAX_QUOTED).replace(/^\uFEFF/, '');
  const line = start.split(/[\r\n]+/).find((part) => part.trim() !== '') ?? '';
  const printable = line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim();
  const characters = [...printable];
  const cut = characters.length > MAX_QUOTED;
  return `"${cut ? `${characters.slice(0, MAX_QUOTED).join('')}...` : printable}"`;
}

/** Hides secrets that a server may have echoed, also as they look in a form or in JSON. */
export function scrubbed(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
      JSON.stringify(secret).slice(1, -1),
    ]);
  // The longest first: one form may hold another.
  return [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .reduce((scrubbing, form) => scrubbing.replaceAll(form, '***'), text);
}
