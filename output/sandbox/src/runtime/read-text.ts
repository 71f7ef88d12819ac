/** Nobody writes an error, or a token, longer than this. */
export const SHORT_BYTES = 2 ** 20;

/** What a body comes in: bytes, which TypeScript's versions write differently. */
type Piece = NonNullable<Response['body']> extends ReadableStream<infer P> ? P : never;

const decoder = /* @__PURE__ */ new TextDecoder();

/** The body as text; what is beyond `most` bytes is not read. Piece by piece, which costs less than `text()`. */
export async function readText(response: Response, most: number): Promise<string> {
  const { body } = response;
  // What stands in for `fetch` may know no streams.
  if (!body?.getReader) return response.text();
  const reader = body.getReader();
  const pieces: Piece[] = [];
  let bytes = 0;
  while (bytes < most) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    pieces.push(value);
  }
  if (bytes >= most) await reader.cancel();
  // Nearly every answer comes in one piece.
  return pieces.length > 1 ? new Blob(pieces).text() : decoder.decode(pieces[0]);
}
