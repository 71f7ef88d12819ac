export { toSingular } from './grammar.js';
export { createNamesLock, isSameApi } from './names-lock.js';
export type * from './names.js';
export { parameterKey } from './names.js';
export { withPropertyNames } from './overrides.js';
export type { NameOverrides } from './overrides.js';
export { planNames, type NamingOptions } from './plan.js';
export { splitWords } from './words.js';
