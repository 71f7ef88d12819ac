/** The room's door: everything else in this folder is its own affair. */
export type * from './names.js';
export { parameterKey } from './names.js';
export { lockOf } from './lock-of.js';
export type { NameOverrides } from './overrides.js';
export { planNames, type NamingOptions } from './plan.js';
export { isSameApi } from './same-api.js';
export { withPropertyNames } from './property-names.js';
