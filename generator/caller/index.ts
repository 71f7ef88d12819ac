export { sleep, systemClock, type Clock, type Sleep } from '#runtime/internal/clock.js';
export {
  createCaller,
  type ApiCaller,
  type CalledApi,
  type CallerOptions,
} from './create-caller.js';
export type { Exchange } from './exchange.js';
export { getNextPage, getPageItems } from './next-page.js';
export type { CallArguments } from './to-request.js';
