/** What is to stand in a file: text, or bytes where a text would take more memory. */
export type Content = string | Uint8Array;

export function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}
