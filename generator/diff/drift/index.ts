export { driftOf } from './lists.js';
export { withoutPlace } from './neutral.js';
export { alongTheWay } from './promotion.js';
