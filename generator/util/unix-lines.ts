/**
 * The bytes of a text with `\n` at the end of each line, whatever it has: Git may check a file out with the line ends of
 * Windows (`core.autocrlf`), and nobody has then changed it.
 *
 * @returns the same bytes where nothing is to be replaced.
 */
export function toUnixLines(bytes: Buffer): Buffer {
  if (!bytes.includes('\r\n')) return bytes;
  // One character for each byte, so that text in any encoding comes back as it was.
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
