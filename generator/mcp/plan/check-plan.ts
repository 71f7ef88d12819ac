import type { ErrorObject, ValidateFunction } from 'ajv';
import { UsageError } from '../../errors.js';
import { createAjv } from '../../util/ajv.js';
import type { Catalog, CatalogEntry } from '../catalog.js';
import type { CheckArguments } from '../check-arguments.js';
import { printSignature } from '../describe.js';
import { findNearName, quoteLine } from '../text.js';
import type { ReadPath } from './paths.js';
import {
  AGGREGATES,
  COMPARISONS,
  OPERATORS,
  PLAN_SCHEMA,
  type CallStep,
  type Condition,
  type Plan,
  type RowsStep,
} from './plan.js';
import { listReferences } from './values.js';

/** What a plan is checked with. */
export interface PlanContext {
  readonly catalog: Catalog;
  readonly checkArguments: CheckArguments;
  readonly readPath: ReadPath;
  /** Values of earlier runs that a plan may start from, by name. */
  readonly stored: ReadonlyMap<string, unknown>;
}

/** Compiled with the first plan. */
let validatePlan: ValidateFunction<Plan> | undefined;

/** Checks a plan before anything is sent. @throws UsageError that names the step, and what is wrong with it. */
export function checkPlan(given: unknown, context: PlanContext): Plan {
  validatePlan ??= createAjv().compile<Plan>(PLAN_SCHEMA);
  if (!validatePlan(given)) throw new UsageError(describeSchemaError(validatePlan.errors?.[0]));
  const known = new Set(context.stored.keys());
  for (const step of given.steps) {
    inStep(step.id, () => {
      if (known.has(step.id) || step.id === 'item') throw new UsageError('The id is taken.');
      if ('call' in step === 'from' in step)
        throw new UsageError('A step has either call or from.');
      if ('call' in step) checkCall(step, known, context);
      else checkRows(step, known, context);
    });
    known.add(step.id);
  }
  return given;
}

/** Runs what belongs to a step. @throws UsageError that names it. */
export function inStep<T>(id: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`Step ${quoteLine(JSON.stringify(id), 60)}: ${error.message}`, {
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
    });
  }
}

/** What is wrong with the input of a tool, in a sentence. */
export function describeSchemaError(error: ErrorObject | undefined): string {
  const place = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
  const extra: unknown = error?.params['additionalProperty'];
  const name = typeof extra === 'string' ? ` (${quoteLine(JSON.stringify(extra), 60)})` : '';
  return `The input is not valid: ${place === '' ? 'it' : quoteLine(place, 80)} ${error?.message ?? 'is wrong'}${name}.`;
}

/** Finds an operation by its name or its id. @throws UsageError that proposes a near one. */
export function findEntry({ entries }: Catalog, name: string): CatalogEntry {
  const found =
    entries.get(name) ?? [...entries.values()].find(({ operation }) => operation.id === name);
  if (found !== undefined) return found;
  const near = findNearName(name, entries.keys());
  throw new UsageError(`There is no operation ${quoteLine(JSON.stringify(name), 80)}.`, {
    hint: near === undefined ? 'Use search_operations.' : `Did you mean ${near}?`,
  });
}

function checkCall(step: CallStep, known: ReadonlySet<string>, context: PlanContext): void {
  const { catalog, checkArguments, readPath } = context;
  const extra = Object.keys(step).find((key) => !CALL_FIELDS.has(key));
  if (extra !== undefined)
    throw new UsageError(`A step with call has no ${extra}; use another step with from.`);
  const entry = findEntry(catalog, step.call);
  if (entry.writes)
    throw new UsageError(`${entry.name} writes, which a plan may not; use call_operation.`);
  const { forEach, arguments: values = {} } = step;
  if (typeof forEach === 'string') checkPath(forEach, known, readPath);
  const names = forEach === undefined ? known : new Set([...known, 'item']);
  for (const reference of listReferences(values)) checkPath(reference, names, readPath);
  const problems = checkArguments(entry, values);
  // What a reference stands for is checked before it is sent.
  const certain = [...problems].filter(
    ([name]) => !Object.hasOwn(values, name) || !isReferring(values[name]),
  );
  if (certain.length > 0) throw createArgumentError(catalog, entry, certain);
}

const CALL_FIELDS = new Set(['id', 'call', 'arguments', 'forEach', 'maxItems', 'maxPages']);

function isReferring(value: unknown): boolean {
  return listReferences(value).length > 0;
}

/** Names what is wrong, and the signature. */
export function createArgumentError(
  { api }: Catalog,
  entry: CatalogEntry,
  problems: Iterable<readonly [name: string, text: string]>,
): UsageError {
  return new UsageError([...problems].map(([, text]) => text).join(' '), {
    hint: `Nothing was sent. The signature is ${printSignature(api, entry)}`,
  });
}

function checkPath(text: string, known: ReadonlySet<string>, readPath: ReadPath): void {
  const { first } = readPath(text);
  if (first !== undefined && known.has(first)) return;
  throw new UsageError(`${text} does not start with the id of an earlier step.`, {
    hint: `There are: ${[...known].join(', ') || 'none'}.`,
  });
}

function checkRows(step: RowsStep, known: ReadonlySet<string>, { readPath }: PlanContext): void {
  const extra = Object.keys(step).find((key) => key !== 'id' && CALL_FIELDS.has(key));
  if (extra !== undefined) throw new UsageError(`A step with from has no ${extra}.`);
  checkPath(step.from, known, readPath);
  if (step.lookup) checkPath(step.lookup.in, known, readPath);
  for (const [name, [, operator]] of Object.entries(step.compute ?? {}))
    checkChoice(`compute.${name}`, operator, OPERATORS);
  for (const [name, [aggregate]] of Object.entries(step.aggregate ?? {}))
    checkChoice(`aggregate.${name}`, aggregate, AGGREGATES);
  for (const condition of step.where ?? []) {
    const alternatives: readonly unknown[] = isAny(condition) ? condition.any : [condition];
    for (const each of alternatives) checkCondition(each, known, readPath);
  }
}

function isAny(condition: unknown): condition is { readonly any: readonly Condition[] } {
  return Array.isArray((condition as { readonly any?: unknown }).any);
}

function checkCondition(given: unknown, known: ReadonlySet<string>, readPath: ReadPath): void {
  if (!Array.isArray(given) || given.length !== 3 || typeof given[0] !== 'string')
    throw new UsageError('A condition in where is [field, operator, value].');
  const [field, comparison, value] = given as [string, unknown, unknown];
  checkChoice('where', comparison, COMPARISONS);
  readPath(field);
  for (const reference of listReferences(value)) checkPath(reference, known, readPath);
}

function checkChoice(place: string, given: unknown, choices: readonly string[]): void {
  if (choices.some((choice) => choice === given)) return;
  throw new UsageError(
    `${quoteLine(place, 60)} has no ${quoteLine(JSON.stringify(given ?? null), 60)}.`,
    { hint: `There are: ${choices.join(' ')}.` },
  );
}
