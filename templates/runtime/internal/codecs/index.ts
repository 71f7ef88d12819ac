/** What generated code imports where dates, 64-bit integers or names differ from the wire; a package without them has no codecs. */
export type { Codec } from './codec.js';
export { decoder, errorDecoder, exactDecoder, exactErrorDecoder } from './decode.js';
export { encode } from './encode.js';
export { exactJsonBody, exactJsonText } from './exact-json.js';
