import type { CallArguments, Exchange } from '../../caller/index.js';
import { ApiCallError } from '../../errors.js';
import type { Operation } from '../../model/model.js';
import type { PagingFault } from '../finding.js';
import { Answers } from './answers.js';
import { chooseArguments } from './choose-arguments.js';
import { PageWalk } from './pages.js';
import type { Plan, PlannedOperation } from './plan.js';

/** What a run needs of the world. */
export interface AskContext {
  readonly call: (operation: Operation, args: CallArguments) => Promise<Exchange>;
  readonly observe: (exchange: Exchange) => void;
  readonly observePaging: (operation: Operation, fault: PagingFault) => void;
  /** Waits until the next request may be sent. @param sent the number of requests so far. */
  readonly pace: (sent: number) => Promise<void>;
  /** Called after each answer, when everything about it is observed. */
  readonly onAnswer?: (sent: number, operation: Operation) => Promise<void> | void;
  readonly signal?: AbortSignal;
  readonly seed: string;
  /** Requests that an earlier part of the same run sent, by operation id. */
  readonly sentBefore?: ReadonlyMap<string, number>;
}

/** What became of an operation that was planned. */
export interface Outcome {
  readonly operation: Operation;
  /** By status; what an earlier part of the run sent is not counted. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Why it was never answered; undefined when it was. */
  readonly reason?: string;
}

/** Whether a status says something about the caller, and nothing about the document. */
export function isAboutTheCaller(status: number): boolean {
  return status === 401 || status === 403 || status === 429;
}

/** So many calls in a row without any answer mean that there is no API. */
const MAX_FAILURES = 3;

/**
 * Sends the requests of a plan, one after the other: each operation once, then again with other arguments and further
 * pages, as long as there are some and the budget lasts.
 *
 * @throws ApiCallError when the API does not answer at all; UsageError for missing credentials; the signal's reason.
 */
export async function ask(plan: Plan, context: AskContext): Promise<readonly Outcome[]> {
  const run = new Run(plan, context);
  await run.finish();
  return run.outcomes;
}

class Run {
  readonly #plan: Plan;
  readonly #context: AskContext;
  readonly #answers: Answers;
  readonly #used = new Map<Operation, Set<string>>();
  readonly #walks = new Map<Operation, PageWalk>();
  readonly #statuses = new Map<Operation, Map<number, number>>();
  readonly #failures = new Map<Operation, string>();
  #sent: number;
  #failedInARow = 0;

  constructor(plan: Plan, context: AskContext) {
    this.#plan = plan;
    this.#context = context;
    this.#answers = new Answers(
      plan.operations.flatMap(({ sources }) => [...sources.values()].flat()),
    );
    this.#sent = [...(context.sentBefore?.values() ?? [])].reduce((sum, each) => sum + each, 0);
  }

  get outcomes(): readonly Outcome[] {
    return this.#plan.operations.map(({ operation }) => {
      const statuses = this.#statuses.get(operation) ?? new Map<number, number>();
      const reason = this.#failures.get(operation) ?? describeRefusal(statuses);
      const isAnswered = statuses.size > 0 && reason === undefined;
      const without =
        reason ?? 'no earlier answer had a value for its arguments, or the budget was used up';
      return { operation, statuses, ...(!isAnswered && { reason: without }) };
    });
  }

  async finish(): Promise<void> {
    for (let round = 0; ; round += 1) {
      let isDone = true;
      for (const planned of this.#plan.operations) {
        if (round > 0 && !planned.isVariable) continue;
        if (this.#sent >= this.#plan.requests) return;
        if (await this.#askNext(planned, round)) isDone = false;
      }
      if (isDone) return;
    }
  }

  /** @returns false when the operation has nothing more to ask. */
  async #askNext(planned: PlannedOperation, round: number): Promise<boolean> {
    const { operation } = planned;
    if (this.#failures.has(operation)) return false;
    const walk = this.#walks.get(operation);
    const page = walk?.getNext();
    if (walk !== undefined && page !== undefined) {
      const exchange = await this.#send(operation, page);
      if (exchange === undefined) return true;
      const fault = walk.add(toPage(exchange));
      if (fault !== undefined) this.#context.observePaging(operation, fault);
      return true;
    }
    const used = this.#used.get(operation) ?? new Set<string>();
    this.#used.set(operation, used);
    const args = chooseArguments(planned, this.#answers, used, this.#context.seed);
    if (args === undefined) return false;
    // What an earlier part of the run asked is asked again only where others need its answers.
    const before = this.#context.sentBefore?.get(operation.id) ?? 0;
    if (round < before && !this.#isNeeded(operation)) return true;
    const exchange = await this.#send(operation, args);
    const { pagination } = operation;
    if (
      exchange !== undefined &&
      pagination !== undefined &&
      walk === undefined &&
      isGood(exchange)
    )
      this.#walks.set(operation, new PageWalk(operation, pagination, args, toPage(exchange)));
    return true;
  }

  #isNeeded(operation: Operation): boolean {
    return this.#plan.operations.some(({ sources }) =>
      [...sources.values()].some(
        ([source]) =>
          (source.kind === 'collection' && source.list === operation) ||
          (source.kind === 'property' && source.operations.includes(operation)),
      ),
    );
  }

  /** @returns undefined when there was no answer. */
  async #send(operation: Operation, args: CallArguments): Promise<Exchange | undefined> {
    const { call, observe, pace, onAnswer, signal } = this.#context;
    signal?.throwIfAborted();
    await pace(this.#sent);
    this.#sent += 1;
    let exchange: Exchange;
    try {
      exchange = await call(operation, args);
    } catch (error) {
      if (!(error instanceof ApiCallError)) throw error;
      this.#failedInARow += 1;
      if (this.#failedInARow >= MAX_FAILURES) throw error;
      this.#failures.set(operation, error.message);
      return undefined;
    }
    this.#failedInARow = 0;
    const { status } = exchange;
    const statuses = this.#statuses.get(operation) ?? new Map<number, number>();
    this.#statuses.set(operation, statuses.set(status, (statuses.get(status) ?? 0) + 1));
    if (!isAboutTheCaller(status)) observe(exchange);
    if (isGood(exchange)) this.#answers.add(operation, toSent(args), parse(exchange));
    await onAnswer?.(this.#sent, operation);
    return exchange;
  }
}

/** What a status says that is about the caller; undefined when there was another one. */
function describeRefusal(statuses: ReadonlyMap<number, number>): string | undefined {
  const [status, ...others] = [...statuses.keys()];
  if (status === undefined || others.length > 0 || !isAboutTheCaller(status)) return undefined;
  return status === 429
    ? 'the API answered 429: its rate limit is lower, or others use it'
    : `the API answered ${status}: these credentials may not read it`;
}

function isGood({ status }: Exchange): boolean {
  return status >= 200 && status < 300;
}

function toSent({ parameters }: CallArguments): ReadonlyMap<string, unknown> {
  return new Map([...parameters].map(([{ wireName }, value]) => [wireName.toLowerCase(), value]));
}

function toPage(exchange: Exchange) {
  return { answer: parse(exchange), link: exchange.headers.get('link') };
}

/** The check reports a body that is no JSON. */
function parse({ body, headers }: Exchange): unknown {
  if (!/[/+]json\b/i.test(headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
