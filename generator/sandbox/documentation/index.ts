export { createDocumentation, documentPath } from './documentation.js';
