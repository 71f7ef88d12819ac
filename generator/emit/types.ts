/**
 * The room's side door, for whoever prints types and no files: behind it is nothing that takes long to load, as
 * ts-morph does.
 */
export { Imports } from './imports.js';
export { resultOf } from './results.js';
export { runtimeExports } from './runtime.js';
export { typeScope, type TypeContext } from './scope.js';
export { typeText, type Side, type TypeScope } from './type-text.js';
