import { median } from './statistics.mjs';
import { OURS } from './tools.mjs';

/**
 * What was read, in the order in which it was: one reading is `{ round, document, tool }` with the values of one
 * process, such as `seconds` and `bytes`, or with its `error`.
 */

const ofPair = (readings, document, tool) =>
  readings.filter((reading) => reading.document === document && reading.tool === tool);

/** @returns The first error of a tool on a document, if it failed in any round. */
export const errorOf = (readings, document, tool) =>
  ofPair(readings, document, tool).find(({ error }) => error !== undefined)?.error;

/** @returns The median of a value; undefined when it was never measured. */
export function medianOf(readings, document, tool, key) {
  const values = ofPair(readings, document, tool)
    .map((reading) => reading[key])
    .filter((value) => value !== undefined);
  return values.length === 0 ? undefined : median(values);
}

/**
 * How many times ours a tool's value is: the median of the ratios within each round, whose processes ran near each
 * other, since a shared machine is now fast and now slow.
 */
export function ratioToOurs(readings, document, tool, key) {
  const ours = ofPair(readings, document, OURS);
  const ratios = ofPair(readings, document, tool)
    .map((reading) => reading[key] / ours.find(({ round }) => round === reading.round)?.[key])
    .filter((ratio) => Number.isFinite(ratio));
  return ratios.length === 0 ? undefined : median(ratios);
}

/** One row a tool: medians and ratios of speed and memory on a document. */
export const speedOf = (readings, document, tools) =>
  tools.map(({ name }) => ({
    name,
    error: errorOf(readings, document, name),
    seconds: medianOf(readings, document, name, 'seconds'),
    bytes: medianOf(readings, document, name, 'bytes'),
    times: ratioToOurs(readings, document, name, 'seconds'),
    timesMemory: ratioToOurs(readings, document, name, 'bytes'),
  }));
