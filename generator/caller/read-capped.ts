/** The bytes of a body, as far as they were read. */
export interface CappedBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** True when reading stopped before the body's end. */
  readonly truncated: boolean;
}

/**
 * Reads a body up to a limit; what is left is cancelled, which closes its connection.
 *
 * @param maxMs For a stream, which may never end: how long it is read, in milliseconds.
 */
export async function readCapped(
  { body }: Response,
  maxBytes: number,
  maxMs?: number,
): Promise<CappedBody> {
  const chunks: Uint8Array[] = [];
  if (body === null) return { bytes: new Uint8Array(), truncated: false };
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  let size = 0;
  let isOver = false;
  // A read that waits ends with `done` when its stream is cancelled.
  const timer =
    maxMs === undefined
      ? undefined
      : setTimeout(() => {
          isOver = true;
          void reader.cancel();
        }, maxMs);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.length;
      if (size >= maxBytes) {
        isOver = true;
        await reader.cancel();
        break;
      }
    }
  } finally {
    clearTimeout(timer);
  }
  const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
  return { bytes: new Uint8Array(bytes), truncated: isOver };
}
