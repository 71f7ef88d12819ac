export type { ExternalAccess } from './bundle.js';
export { loadDocument, type DocumentSource, type LoadOptions, type Mended } from './load.js';
export { createLocator } from './locate.js';
export { resolvePointer } from './pointers.js';
export { publishedOperations } from './openapi.js';
export { parseText } from './parse.js';
