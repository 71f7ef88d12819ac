/**
 * Text from bytes. A byte order mark decides first (PowerShell's `>` writes UTF-16), then the
 * content type's charset, then UTF-8 (RFC 8259, section 8.1). The mark itself is dropped.
 */
export function decodeText(bytes: Uint8Array, contentType?: string | null): string {
  const charset =
    markedCharset(bytes) ?? /charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1];
  return decoderFor(charset).decode(bytes);
}

function markedCharset([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function decoderFor(charset: string | undefined) {
  try {
    return new TextDecoder(charset ?? 'utf-8');
  } catch {
    // A charset that nobody knows: the text is most likely UTF-8 all the same.
    return new TextDecoder('utf-8');
  }
}
