import { UsageError } from '../../errors.js';
import { unreachable } from '../../model/type-refs.js';
import { isRecord } from '../../util/is-record.js';
import type { Path, ReadPath } from './paths.js';
import type { Aggregate, Computation, Condition, RowsStep, Selection } from './plan.js';
import {
  compareValues,
  hoursBetween,
  isSame,
  resolveValue,
  roundNumber,
  toHours,
  type Scope,
} from './values.js';

type Rows = readonly unknown[];

/** Memory is limited whatever a plan says. */
const MAX_ROWS = 200_000;

/** Makes the list of a step. @throws UsageError for a path that leads to no list. */
export function makeRows(step: RowsStep, scope: Scope, readPath: ReadPath): Rows {
  const { unnest, lookup, compute, where, groupBy, aggregate, sortBy, select } = step;
  const { offset = 0, limit = Infinity } = step;
  let rows = readList(readPath(step.from), scope);
  if (unnest !== undefined) rows = unnestRows(rows, readPath(unnest));
  if (lookup !== undefined) rows = lookUp(rows, lookup, scope, readPath);
  if (compute !== undefined) rows = computeFields(rows, compute, readPath);
  if (where !== undefined) {
    const tests = where.map((each) => createTest(each, scope, readPath));
    rows = rows.filter((row) => tests.every((test) => test(row)));
  }
  if (groupBy !== undefined || aggregate !== undefined)
    rows = groupRows(rows, groupBy ?? [], aggregate ?? {}, readPath);
  if (sortBy !== undefined) rows = sortRows(rows, sortBy, readPath);
  rows = rows.slice(offset, offset + limit);
  return select === undefined ? rows : selectFields(rows, select, readPath);
}

/** @throws UsageError for a path that leads to no list. */
export function readList(path: Path, scope: Scope): Rows {
  const found = path.read(scope);
  if (Array.isArray(found)) return found as Rows;
  throw new UsageError(`${path.text} is no list.`, {
    hint: 'Give the path of a list: trips[*] for all items, trips[*].result for a field of each.',
  });
}

/** The same row with another field; a row that is no object becomes its field `value`. */
function withField(row: unknown, name: string, value: unknown): object {
  const entries = isRecord(row) ? Object.entries(row) : [['value', row] as const];
  return Object.fromEntries([...entries, [name, value]]);
}

function unnestRows(rows: Rows, field: Path): Rows {
  if (field.first !== field.text)
    throw new UsageError(`unnest takes the name of a field, and not ${field.text}.`);
  const result: unknown[] = [];
  for (const row of rows) {
    const list = field.read(row);
    for (const item of Array.isArray(list) ? (list as Rows) : [])
      result.push(withField(row, field.text, item));
    if (result.length > MAX_ROWS)
      throw new UsageError(`unnest ${field.text} makes more than ${MAX_ROWS} rows.`);
  }
  return result;
}

function lookUp(
  rows: Rows,
  { in: other, on, as }: NonNullable<RowsStep['lookup']>,
  scope: Scope,
  readPath: ReadPath,
): Rows {
  const [own, theirs] = on.map(readPath) as [Path, Path];
  const found = new Map<string, unknown>();
  for (const row of readList(readPath(other), scope)) {
    const key = toKey(theirs.read(row));
    if (key !== undefined && !found.has(key)) found.set(key, row);
  }
  return rows.map((row) => {
    const key = toKey(own.read(row));
    return withField(row, as, (key === undefined ? undefined : found.get(key)) ?? null);
  });
}

/** Nothing is the same as null. */
function toKey(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

function computeFields(
  rows: Rows,
  computations: NonNullable<RowsStep['compute']>,
  readPath: ReadPath,
): Rows {
  const fields = Object.entries(computations).map(
    ([name, computation]) => [name, createComputation(computation, readPath)] as const,
  );
  return rows.map((row) =>
    fields.reduce<unknown>((made, [name, compute]) => withField(made, name, compute(made)), row),
  );
}

/** The function of a computation. Without a number on each side, its result is null. */
export function createComputation(
  [left, operator, right]: Computation,
  readPath: ReadPath,
): (row: unknown) => unknown {
  const operand = (given: string | number | undefined) => {
    if (typeof given === 'number') return () => given;
    if (given !== undefined) return readPath(given).read;
    if (operator === 'hours' || operator === 'day') return () => undefined;
    throw new UsageError(`The computation with ${operator} has one operand only.`);
  };
  const [a, b] = [operand(left), operand(right)];
  const calculate = (apply: (a: number, b: number) => number) => (row: unknown) => {
    const [first, second] = [a(row), b(row)];
    if (typeof first !== 'number' || typeof second !== 'number') return null;
    const result = apply(first, second);
    return Number.isFinite(result) ? roundNumber(result) : null;
  };
  switch (operator) {
    case '+':
      return calculate((first, second) => first + second);
    case '-':
      return calculate((first, second) => first - second);
    case '*':
      return calculate((first, second) => first * second);
    case '/':
      return calculate((first, second) => first / second);
    case 'hoursUntil':
      return (row) => hoursBetween(a(row), b(row));
    case 'hours':
      return (row) => toHours(a(row));
    case 'day':
      return (row) => /^\d{4}-\d{2}-\d{2}/.exec(String(a(row)))?.[0] ?? null;
    default:
      return unreachable(operator);
  }
}

/** The function of a condition. A comparison with nothing holds for `!=` alone. */
export function createTest(
  condition: Condition | { readonly any: readonly Condition[] },
  scope: Scope,
  readPath: ReadPath,
): (row: unknown) => boolean {
  if ('any' in condition) {
    const tests = condition.any.map((each) => createTest(each, scope, readPath));
    return (row) => tests.some((test) => test(row));
  }
  const [field, comparison, given] = condition;
  const { read } = readPath(field);
  const wanted = resolveValue(given, scope, readPath);
  const compare = (holds: (order: number) => boolean) => (row: unknown) => {
    const order = compareValues(read(row), wanted);
    return order !== undefined && holds(order);
  };
  switch (comparison) {
    case '==':
      return (row) => isSame(read(row), wanted);
    case '!=':
      return (row) => !isSame(read(row), wanted);
    case '<':
      return compare((order) => order < 0);
    case '<=':
      return compare((order) => order <= 0);
    case '>':
      return compare((order) => order > 0);
    case '>=':
      return compare((order) => order >= 0);
    case 'in': {
      const list = [wanted].flat();
      return (row) => list.some((each) => isSame(read(row), each));
    }
    case 'contains':
      return (row) => contains(read(row), wanted);
    default:
      return unreachable(comparison);
  }
}

/** A list has the value; a text has it, whatever the letter case. */
function contains(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => isSame(each, wanted));
  if (typeof value !== 'string' || typeof wanted !== 'string') return false;
  return value.toLowerCase().includes(wanted.toLowerCase());
}

function groupRows(
  rows: Rows,
  fields: readonly string[],
  aggregates: Readonly<Record<string, Aggregate>>,
  readPath: ReadPath,
): Rows {
  const keys = fields.map((field) => [nameOf(field), readPath(field)] as const);
  const groups = new Map<string, { readonly key: readonly [string, unknown][]; rows: unknown[] }>();
  // Without keys there is one group, of no rows even.
  if (keys.length === 0) groups.set('[]', { key: [], rows: [] });
  for (const row of rows) {
    const key = keys.map(([name, path]): [string, unknown] => [name, path.read(row) ?? null]);
    const id = JSON.stringify(key.map(([, value]) => value));
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else groups.set(id, { key, rows: [row] });
  }
  const functions = Object.entries(aggregates).map(
    ([name, aggregate]) => [name, createAggregate(aggregate, readPath)] as const,
  );
  return [...groups.values()].map((group) =>
    Object.fromEntries([
      ...group.key,
      ...functions.map(([name, apply]): [string, unknown] => [name, apply(group.rows)]),
    ]),
  );
}

/** The function of an aggregate. Values that are missing or null do not count. */
export function createAggregate(
  [name, field]: Aggregate,
  readPath: ReadPath,
): (rows: Rows) => unknown {
  if (field === undefined) {
    if (name === 'count') return (rows) => rows.length;
    throw new UsageError(`The aggregate ${name} needs a field.`);
  }
  const { read } = readPath(field);
  const valuesOf = (rows: Rows) =>
    rows.map(read).filter((value) => value !== undefined && value !== null);
  const numbersOf = (rows: Rows) =>
    valuesOf(rows).filter((value): value is number => typeof value === 'number');
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  switch (name) {
    case 'count':
      return (rows) => valuesOf(rows).length;
    case 'sum':
      return (rows) => roundNumber(sum(numbersOf(rows)));
    case 'avg':
      return (rows) => {
        const numbers = numbersOf(rows);
        return numbers.length === 0 ? null : roundNumber(sum(numbers) / numbers.length);
      };
    case 'min':
    case 'max': {
      const sign = name === 'min' ? 1 : -1;
      return (rows) =>
        valuesOf(rows).reduce<unknown>(
          (best, each) =>
            best === null || sign * (compareValues(each, best) ?? 0) < 0 ? each : best,
          null,
        );
    }
    case 'distinct':
      return (rows) => distinct(valuesOf(rows)).length;
    case 'values':
      return (rows) => distinct(valuesOf(rows));
    case 'first':
      return ([row]) => read(row) ?? null;
    default:
      return unreachable(name);
  }
}

function distinct(values: Rows): Rows {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** What has no order comes last, and rows that are equal keep theirs. */
function sortRows(rows: Rows, fields: readonly string[], readPath: ReadPath): Rows {
  const keys = fields.map((field) => {
    const descends = field.startsWith('-');
    return { sign: descends ? -1 : 1, path: readPath(descends ? field.slice(1) : field) };
  });
  const isMissing = (value: unknown) => value === undefined || value === null;
  return [...rows].sort((first, second) => {
    for (const { sign, path } of keys) {
      const [a, b] = [path.read(first), path.read(second)];
      if (isMissing(a) !== isMissing(b)) return isMissing(a) ? 1 : -1;
      const order = compareValues(a, b) ?? 0;
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** The rows with some of their fields; those that a row has not are left out. */
export function selectFields(rows: Rows, selection: Selection, readPath: ReadPath): Rows {
  const fields = isRecord(selection)
    ? Object.entries(selection)
    : selection.map((field) => [nameOf(field), field] as const);
  const paths = fields.map(([name, field]) => [name, readPath(field)] as const);
  return rows.map((row) =>
    Object.fromEntries(
      paths
        .map(([name, path]) => [name, path.read(row)] as const)
        .filter(([, value]) => value !== undefined),
    ),
  );
}

/** The last name of a path: `distance` of `result.distance`. */
function nameOf(field: string): string {
  return /([\p{L}\p{N}_]+)\W*$/u.exec(field)?.[1] ?? field;
}
