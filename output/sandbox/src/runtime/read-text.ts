/** Nobody writes an error, or a token, longer than this. */
export const SHORT_BYTES = 2 ** 20;

/** The body as text; what is beyond `most` bytes is not read. */
export async function readText(response: Response, most: number): Promise<string> {
  if (most === Infinity || !response.body) return response.text();
  const reader = response.body.getReader();
  const chunks: BlobPart[] = [];
  for (let bytes = 0; bytes < most;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    chunks.push(value);
  }
  await reader.cancel();
  return new Blob(chunks).text();
}
