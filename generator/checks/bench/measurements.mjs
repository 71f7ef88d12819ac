import { OURS } from './tools.mjs';
import { median } from './util.mjs';

/**
 * Measurements are `{ round, document, tool }` with the values of one process, such as `seconds` and `bytes`, or with its
 * `error`. A tool has one in each round for each {@link VARIANTS variant}, whose suffix is added to its name.
 */

/** What is measured beside a generation into an empty folder. */
export const VARIANTS = {
  unchanged: ', nothing changed',
  oneSchema: ', one schema changed',
  formatted: ', formatted by prettier',
};

const select = (measurements, document, tool) =>
  measurements.filter((one) => one.document === document && one.tool === tool);

/** @returns The first error of a tool on a document, if it failed in any round. */
export const getError = (measurements, document, tool) =>
  select(measurements, document, tool).find(({ error }) => error !== undefined)?.error;

/** @returns The median of a value; undefined when it was never measured. */
export function getMedian(measurements, document, tool, key) {
  const values = select(measurements, document, tool)
    .map((one) => one[key])
    .filter((value) => value !== undefined);
  return values.length === 0 ? undefined : median(values);
}

/**
 * How many times the value of one tool the value of another is: the median of the ratios within each round, whose processes ran
 * shortly after each other, since the speed of a shared machine varies.
 *
 * @returns Undefined when the two were never measured in one round.
 */
export function getRatio(measurements, document, tool, reference, key) {
  const references = select(measurements, document, reference);
  const ratios = select(measurements, document, tool)
    .map((one) => one[key] / references.find(({ round }) => round === one.round)?.[key])
    .filter((ratio) => Number.isFinite(ratio));
  return ratios.length === 0 ? undefined : median(ratios);
}

/** One row for each name: medians and ratios of time and memory on a document. */
export const compareSpeed = (measurements, document, names) =>
  names.map((name) => ({
    name,
    error: getError(measurements, document, name),
    seconds: getMedian(measurements, document, name, 'seconds'),
    bytes: getMedian(measurements, document, name, 'bytes'),
    times: getRatio(measurements, document, name, OURS, 'seconds'),
    timesMemory: getRatio(measurements, document, name, OURS, 'bytes'),
  }));

const LARGE_DOCUMENTS = ['stripe', 'github'];

/** Its output is a third of ours, so it may be faster even with its output formatted. */
const NOT_COMPARED_COLD = 'oazapfts';

/**
 * Compares this generator with its targets. A peer that fails on a document, or was not measured, is left out there.
 *
 * @returns Rows of `document`, `target`, the measured `value` and its `limit`; missed when the value is not below the limit.
 */
export function checkTargets(measurements, documents, tools) {
  const peers = tools.map(({ name }) => name).filter((name) => name !== OURS);
  const rows = [];
  const add = (document, target, value, limit, unit) =>
    rows.push({
      document,
      target,
      value,
      limit,
      unit,
      isMet: value !== undefined && value < limit,
    });
  const addRatios = (document, ours, names, limit) => {
    for (const name of names) {
      if (getError(measurements, document, name) !== undefined) continue;
      const value = getRatio(measurements, document, ours, name, 'seconds');
      add(document, `${ours} / ${name}`, value, limit, '×');
    }
  };
  for (const { name: document } of documents) {
    const unchangedLimit = LARGE_DOCUMENTS.includes(document) ? 0.2 : 1;
    addRatios(document, OURS + VARIANTS.unchanged, peers, unchangedLimit);
    if (document === 'github') addRatios(document, OURS + VARIANTS.oneSchema, peers, 1);
    const formatted = peers.filter((name) => name !== NOT_COMPARED_COLD);
    addRatios(
      document,
      OURS,
      formatted.map((name) => name + VARIANTS.formatted),
      1,
    );
    if (document !== 'github') continue;
    add(document, OURS, getMedian(measurements, document, OURS, 'seconds'), 10, 's');
    const bytes = getMedian(measurements, document, OURS, 'bytes');
    // Memory is not measured on every system.
    if (bytes !== undefined) add(document, OURS, bytes / 1e6, 500, 'MB');
  }
  return rows;
}
