export type { Exchange } from '../caller/index.js';
