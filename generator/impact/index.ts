export { findImpact, type ImpactReport, type Upgrade } from './impact.js';
export type { InstalledPackage } from './overlay.js';
export type { Place } from './place.js';
export type { CallNames, SdkNames } from './usage.js';
