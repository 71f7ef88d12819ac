/**
 * Masks secrets in a text from the server: some servers repeat the request in their error pages, as ASP.NET's developer
 * page does. Each character is recognized as it is, and in the spellings of URLs, forms, JSON and HTML, however often it
 * was escaped.
 */
export function maskSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>(
    (masked, secret) =>
      secret ? masked.replace(new RegExp(Array.from(secret, spell).join(''), 'gi'), '***') : masked,
    text,
  );
}

/** What comes before a character that is escaped. The length is limited, so that no text takes long to search. */
const ESCAPE = '[\\\\%&#xu025]{0,12}';

/** @returns A pattern for a character: itself, its code in decimal or hexadecimal, its units in UTF-16, its bytes in UTF-8. */
function spell(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const units = char.split('').map((unit) => unit.charCodeAt(0).toString(16));
  const forms = [char.replace(/[^\w\s]/gu, '\\$&'), code, code.toString(16), units.join(ESCAPE)];
  if (code > 127)
    forms.push(encodeURIComponent(char.replace(/\p{Surrogate}/u, '\ufffd')).replace(/%/g, ESCAPE));
  if (char === ' ') forms.push('\\+');
  // The names that HTML has for what may not stand in it.
  if (/["&'<>]/.test(char)) forms.push('quot|amp|apos|lt|gt');
  return `${ESCAPE}(?:${forms.join('|')});?`;
}
