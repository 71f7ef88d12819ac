/** Nobody writes an error, or a token, longer than this. */
const LIMIT_BYTES = 2 ** 20;

/** The body as text; what is beyond 1 MiB is not read. */
export async function readCapped(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return response.text();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes < LIMIT_BYTES;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}
