const MAX_QUOTED = 120;

/** A URL that may be logged: without user, password and fragment, and with the query's values hidden. */
export function redactUrl(url: string | URL): string {
  if (!URL.canParse(String(url))) {
    return quoteFirstLine(
      String(url)
        .replace(/\/\/[^/@]*@/, '//')
        .replace(/[?#].*/s, ''),
    );
  }
  const redacted = new URL(url);
  redacted.username = '';
  redacted.password = '';
  redacted.hash = '';
  const names = [...new Set(redacted.searchParams.keys())];
  redacted.search = '';
  const query = names.map((name) => `${encodeURIComponent(name)}=***`).join('&');
  return query === '' ? redacted.href : `${redacted.href}?${query}`;
}

/** The first line that is not blank, in quotes: at most 120 printable characters. */
export function quoteFirstLine(text: string): string {
  // A line may be as long as the whole text, so only its start is looked at.
  const start = text.slice(0, 8 * MAX_QUOTED).replace(/^\uFEFF/, '');
  const line = start.split(/[\r\n]+/).find((part) => part.trim() !== '') ?? '';
  const printable = line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').trim();
  // Split by code points, so that the cut leaves no half of a surrogate pair.
  const characters = Array.from(printable);
  const cut = characters.length > MAX_QUOTED;
  return `"${cut ? `${characters.slice(0, MAX_QUOTED).join('')}...` : printable}"`;
}

/** Replaces secrets that a server may have echoed by `***`, also where they are encoded as a form or as JSON. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
      JSON.stringify(secret).slice(1, -1),
    ]);
  // The longest first, because one encoding may contain another.
  return [...new Set(forms)]
    .sort((a, b) => b.length - a.length)
    .reduce((redacted, form) => redacted.replaceAll(form, '***'), text);
}
