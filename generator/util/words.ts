/** The words of a text in lower case and in ASCII: accents are dropped, and other letters separate words. */
export function toAsciiWords(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .match(/[a-z0-9]+/g) ?? []
  );
}
