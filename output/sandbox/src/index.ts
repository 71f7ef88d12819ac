// Made by optimum-sdkgen from the document of "Optimum Automotive Public API (stand-in)" (openapi.json).
// Do not edit: the next run writes it anew.

export { OptimumClient } from './client.js';
export * from './models/index.js';
export * from './resources/index.js';
export * from './runtime/public.js';
export { SdkError as OptimumError } from './runtime/errors.js';
