/** Nobody writes an error, or a token, longer than this. */
export const SHORT_BYTES = 2 ** 20;

/** The body as text; what is beyond `most` bytes is not read. Piece by piece, which also costs less than `text()`. */
export async function readText(response: Response, most: number): Promise<string> {
  const { body } = response;
  // What stands in for `fetch` may know no streams.
  if (!body?.getReader) return response.text();
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes < most;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}
