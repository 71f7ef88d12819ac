/** What the generated code imports where dates, 64-bit integers or names differ from the wire; other packages are without. */
export type { Codec } from './codec.js';
export { encode } from './encode.js';
export { exactJsonBody, jsonText } from './exact-json.js';
export { errorDecoder, exactErrorDecoder, exactDecoder, decoder } from './readers.js';
