export { World, type Outcome, type Request } from './world.js';
