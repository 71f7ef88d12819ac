import { readStream } from '../internal/streams/read-stream.js';
import { ConnectionError, SdkError } from './errors.js';

/**
 * Reads the body of a response chunk by chunk, so that it is never in memory as a whole. It can be read once; leaving the
 * loop closes the connection.
 *
 * @param response What `asResponse()` of a call gives, or its promise.
 * @throws ConnectionError when the body breaks off, or what the call rejects with.
 */
export async function* readChunks(
  response: Response | Promise<Response>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const given = await response;
  try {
    if (given.body?.getReader) yield* readStream(given.body);
    // React Native has no streams: the body has been read.
    else if (given.body !== null) yield new Uint8Array(await given.arrayBuffer());
  } catch (error) {
    if (error instanceof SdkError) throw error;
    throw new ConnectionError('The body of the response broke off', error);
  }
}
