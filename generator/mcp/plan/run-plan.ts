import { getNextPage, getPageItems, type ApiCaller } from '../../caller/index.js';
import { UsageError } from '../../errors.js';
import { plural } from '../../util/plural.js';
import type { CatalogEntry } from '../catalog.js';
import { performCall, toCallArguments, type Answer } from '../perform-call.js';
import { describeProblem } from '../results.js';
import { createArgumentError, findEntry, inStep, type PlanContext } from './check-plan.js';
import { toSizeKey } from './estimate.js';
import { MAX_ITEMS, MAX_PAGES, type CallStep, type Plan } from './plan.js';
import { makeRows, readList } from './rows.js';
import { resolveValue, type Scope } from './values.js';

/** What a plan runs with. */
export interface RunOptions extends PlanContext {
  readonly caller: ApiCaller;
  readonly signal: AbortSignal;
  /** At most so many requests. */
  readonly budget: number;
  /** Called before each request. @param sent including this one. */
  readonly onRequest: (sent: number, name: string) => void;
  /** Called with the size of a list that was read whole. */
  readonly onSize: (key: string, size: { readonly items: number; readonly pages: number }) => void;
}

/** What a plan gave. */
export interface PlanResult {
  /** The value of the last step. */
  readonly value: unknown;
  readonly requests: number;
  /** What is missing in the value, and why: sentences. */
  readonly notes: readonly string[];
}

/** A loop ends when it has only failed so often. */
const MAX_FAILURES = 3;
/** Of all results together, in characters of their bodies. */
const MAX_BYTES = 64 * 2 ** 20;

/**
 * Runs a checked plan, one request after the other. It ends early, and says so, when the budget is used.
 *
 * @throws UsageError when a step cannot be done; SdkgenError when a call gets no answer; the signal's reason.
 */
export async function runPlan(plan: Plan, options: RunOptions): Promise<PlanResult> {
  const run = new PlanRun(options);
  for (const step of plan.steps) {
    options.signal.throwIfAborted();
    const value =
      'from' in step
        ? inStep(step.id, () => makeRows(step, run.scope, options.readPath))
        : await run.call(step);
    run.scope = { ...run.scope, [step.id]: value };
  }
  const last = plan.steps.at(-1)?.id ?? '';
  return { value: run.scope[last], requests: run.requests, notes: run.notes };
}

class PlanRun {
  scope: Scope;
  requests = 0;
  readonly notes: string[] = [];
  #bytes = 0;
  readonly #options: RunOptions;

  constructor(options: RunOptions) {
    this.#options = options;
    this.scope = Object.fromEntries(options.stored);
  }

  async call(step: CallStep): Promise<unknown> {
    const entry = findEntry(this.#options.catalog, step.call);
    const { forEach } = step;
    if (forEach !== undefined) return this.#loop(step, entry, forEach);
    const values = this.#prepare(step, entry, this.scope);
    if (!this.#mayCall(step)) return [];
    const { value, failure } = await this.#callOnce(step, entry, values);
    if (failure === undefined) return value;
    throw new UsageError(`Step ${step.id}: ${entry.name} was answered with ${failure}.`);
  }

  async #loop(
    step: CallStep,
    entry: CatalogEntry,
    forEach: NonNullable<CallStep['forEach']>,
  ): Promise<unknown> {
    const { readPath } = this.#options;
    const list =
      typeof forEach === 'string'
        ? inStep(step.id, () => readList(readPath(forEach), this.scope))
        : forEach;
    const { maxItems = MAX_ITEMS } = step;
    if (list.length > maxItems)
      this.notes.push(`${step.id}: only ${maxItems} of ${list.length} items (maxItems).`);
    const results: unknown[] = [];
    const failures: string[] = [];
    for (const item of list.slice(0, maxItems)) {
      if (!this.#mayCall(step, `${results.length} of ${list.length} items`)) break;
      const values = this.#prepare(step, entry, { ...this.scope, item });
      const { value, failure } = await this.#callOnce(step, entry, values);
      results.push({ item, result: value, ...(failure !== undefined && { failure }) });
      if (failure === undefined) continue;
      failures.push(failure);
      if (failures.length === MAX_FAILURES && results.length === MAX_FAILURES)
        throw new UsageError(`Step ${step.id}: ${entry.name} was answered with ${failure}.`, {
          hint: `The first ${MAX_FAILURES} items of the loop have failed, so it was stopped.`,
        });
    }
    if (failures[0] !== undefined)
      this.notes.push(
        `${step.id}: ${failures.length} of ${plural(results.length, 'item')} failed, the first with ${failures[0]}.`,
      );
    return results;
  }

  /** The arguments of a call, checked. */
  #prepare(step: CallStep, entry: CatalogEntry, scope: Scope): Readonly<Record<string, unknown>> {
    const { readPath, checkArguments, catalog } = this.#options;
    return inStep(step.id, () => {
      const values = Object.fromEntries(
        Object.entries(step.arguments ?? {}).map(([name, value]) => [
          name,
          resolveValue(value, scope, readPath),
        ]),
      );
      const problems = checkArguments(entry, values);
      if (problems.size > 0) throw createArgumentError(catalog, entry, problems);
      return values;
    });
  }

  #mayCall({ id }: CallStep, reached = 'nothing of it'): boolean {
    const { budget } = this.#options;
    if (this.requests < budget) return true;
    this.notes.push(`${id}: stopped by the budget of ${plural(budget, 'request')}: ${reached}.`);
    return false;
  }

  async #callOnce(
    step: CallStep,
    entry: CatalogEntry,
    values: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly value: unknown; readonly failure?: string }> {
    const { operation } = entry;
    let args: ReturnType<typeof toCallArguments> | undefined = toCallArguments(entry, values);
    const items: unknown[] = [];
    for (let pageCount = 1; args !== undefined; pageCount += 1) {
      if (pageCount > (step.maxPages ?? MAX_PAGES)) {
        this.notes.push(`${step.id}: only ${plural(pageCount - 1, 'page')} of a list (maxPages).`);
        return { value: items };
      }
      if (pageCount > 1 && !this.#mayCall(step, plural(items.length, 'item'))) break;
      const answer = await this.#send(entry, args);
      const { value, exchange } = answer;
      if (answer.status >= 400) return { value: null, failure: describeProblem(answer) };
      if (answer.truncated) this.notes.push(`${step.id}: an answer was too long or too slow.`);
      const page = getPageItems(operation, value);
      if (page === undefined) {
        if (Array.isArray(value)) this.#noteSize(step, value.length, 1);
        return { value };
      }
      items.push(...page);
      const link = exchange.headers.get('link');
      args = getNextPage(operation, args, {
        ...{ data: value, items: page, pageCount, itemCount: items.length },
        ...(link !== undefined && { link }),
      });
      if (args === undefined) this.#noteSize(step, items.length, pageCount);
    }
    return { value: items };
  }

  #noteSize(step: CallStep, items: number, pages: number): void {
    if (step.forEach === undefined) this.#options.onSize(toSizeKey(step), { items, pages });
  }

  async #send(entry: CatalogEntry, args: ReturnType<typeof toCallArguments>): Promise<Answer> {
    const { caller, signal, onRequest } = this.#options;
    this.requests += 1;
    onRequest(this.requests, entry.name);
    const answer = await performCall(caller, entry, args, signal);
    this.#bytes += answer.exchange.body.length;
    if (this.#bytes > MAX_BYTES)
      throw new UsageError(`The results are more than ${MAX_BYTES / 2 ** 20} MiB together.`, {
        hint: 'Ask for less: a shorter period, fewer items.',
      });
    return answer;
  }
}
