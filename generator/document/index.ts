export type { ExternalAccess } from './bundle.js';
export { resolvePointer } from './json.js';
export {
  loadDocument,
  type CorrectedDocument,
  type DocumentSource,
  type LoadOptions,
} from './load.js';
export { createLocator } from './locate.js';
export { getPublishedOperations } from './openapi.js';
export { parseText } from './parse.js';
