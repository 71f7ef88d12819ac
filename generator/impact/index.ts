export { planFixes, type EditedFile } from './fix/fix.js';
export { findMoves, type Moves } from './fix/moves.js';
export { findImpact, type Fixes, type ImpactReport, type Upgrade } from './impact.js';
export type { InstalledPackage } from './overlay.js';
export type { Place } from './place.js';
export type { CallNames, SdkNames } from './usage.js';
