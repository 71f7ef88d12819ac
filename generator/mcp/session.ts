import { getPageItems, type ApiCaller, type CalledApi } from '../caller/index.js';
import { UsageError } from '../errors.js';
import { createCatalog, type Catalog, type CatalogEntry } from './catalog.js';
import { createArgumentCheck } from './check-arguments.js';
import { describeEntry, summarize } from './describe.js';
import { performCall, toCallArguments } from './perform-call.js';
import { createArgumentError, checkPlan, findEntry, type PlanContext } from './plan/check-plan.js';
import { countMinutes, estimatePlan } from './plan/estimate.js';
import { createPathReader } from './plan/paths.js';
import { selectFields } from './plan/rows.js';
import { runPlan } from './plan/run-plan.js';
import { describeProblem, showValue } from './results.js';
import { createSearch, type Search } from './search.js';
import { NOTICE } from './tools.js';

/** What the tools of a server work with. */
export interface SessionOptions {
  readonly api: CalledApi;
  readonly caller: ApiCaller;
  /** Operations that may write, by id, name or tag. Default: none. */
  readonly allowWrites?: readonly string[];
  /** The most requests of one plan. Default: 60. */
  readonly budget?: number;
  /** Texts that no result may contain. */
  readonly secrets?: readonly string[];
}

/** What a tool needs of the request that it answers. */
export interface ToolContext {
  readonly signal: AbortSignal;
  /** Reports progress. @param total undefined when it is not known. */
  readonly onProgress: (done: number, total: number, message: string) => void;
  /** Asks the user whether a request that writes may be sent. @throws UsageError when nobody can be asked. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** The structured content of a tool's result. */
export type ToolResult = Readonly<Record<string, unknown>>;

const DEFAULT_BUDGET = 60;
const PAGE_SIZE = 6;
/** Results that a plan may start from. */
const MAX_SAVED = 8;

/** What all conversations about an API share. */
export interface PreparedApi {
  readonly options: SessionOptions;
  readonly catalog: Catalog;
  readonly search: Search;
  readonly context: Omit<PlanContext, 'stored'>;
  /** Whether some operations may write. */
  readonly writes: boolean;
}

/** Prepares an API for its sessions. @throws UsageError for a write that the document has not. */
export async function prepareApi(options: SessionOptions): Promise<PreparedApi> {
  const catalog = createCatalog(options.api, options.allowWrites);
  const checkArguments = createArgumentCheck(catalog);
  return {
    options,
    catalog,
    search: createSearch(catalog),
    context: { catalog, checkArguments, readPath: await createPathReader() },
    writes: [...catalog.entries.values()].some((entry) => entry.writes),
  };
}

/** One conversation with a host: the tools, and the results that they have given. */
export class Session {
  readonly #options: SessionOptions;
  readonly #catalog: Catalog;
  readonly #search: Search;
  readonly #context: PlanContext;
  readonly #saved = new Map<string, unknown>();
  readonly #sizes = new Map<string, { readonly items: number; readonly pages: number }>();
  #savedCount = 0;

  constructor({ options, catalog, search, context }: PreparedApi) {
    this.#options = options;
    this.#catalog = catalog;
    this.#search = search;
    this.#context = { ...context, stored: this.#saved };
  }

  search(words: string, cursor = '0'): ToolResult {
    if (!/^\d{1,9}$/.test(cursor))
      throw new UsageError('The cursor is none of this tool.', { hint: 'Leave it out to start.' });
    const found = this.#search(words);
    const end = Number(cursor) + PAGE_SIZE;
    return {
      operations: found
        .slice(Number(cursor), end)
        .map((entry) => summarize(this.#catalog.api, entry)),
      found: found.length,
      ...(end < found.length && { next: String(end) }),
    };
  }

  describe(names: readonly string[]): ToolResult {
    const entries = names.map((name) => findEntry(this.#catalog, name));
    return { operations: entries.map((entry) => describeEntry(this.#catalog, entry)) };
  }

  /** Sends one request. */
  async call(
    name: string,
    values: Readonly<Record<string, unknown>>,
    select: readonly string[] | undefined,
    { signal, confirm }: ToolContext,
  ): Promise<ToolResult> {
    const entry = findEntry(this.#catalog, name);
    const problems = this.#context.checkArguments(entry, values);
    if (problems.size > 0) throw createArgumentError(this.#catalog, entry, problems);
    if (entry.writes && !(await confirm(describeWrite(entry, values))))
      throw new UsageError('The user did not agree. Nothing was sent.');
    const args = toCallArguments(entry, values);
    const answer = await performCall(this.#options.caller, entry, args, signal);
    if (answer.status >= 400)
      throw new UsageError(`${entry.name} was answered with ${describeProblem(answer)}.`);
    const { value, truncated } = answer;
    const items = getPageItems(entry.operation, value);
    const notes = truncated ? ['The answer was too long or too slow, and is not complete.'] : [];
    if (select === undefined) return this.#show(value, 1, notes);
    const rows = items ?? (Array.isArray(value) ? (value as readonly unknown[]) : [value]);
    const selected = selectFields(rows, select, this.#context.readPath);
    return this.#show(items || Array.isArray(value) ? selected : selected[0], 1, notes);
  }

  /** Checks a plan, tells its cost, and runs it unless only the cost is asked for. */
  async plan(given: unknown, { signal, onProgress }: ToolContext): Promise<ToolResult> {
    const plan = checkPlan(given, this.#context);
    const { api, caller, budget: most = DEFAULT_BUDGET } = this.#options;
    const { rateLimit } = api.settings;
    const estimate = estimatePlan(plan, this.#context, this.#sizes, rateLimit);
    const budget = Math.min(plan.budget ?? most, most);
    const total = Math.min(estimate.requests, budget);
    const cost = {
      requests: total,
      minutes: countMinutes(total, rateLimit),
      steps: estimate.steps,
      ...(estimate.requests > budget && { budget, wanted: estimate.requests }),
    };
    if (plan.dryRun === true)
      return { notice: 'Nothing was sent. This is what the plan costs.', data: cost };
    onProgress(0, total, `at most ${total} requests, ${cost.minutes} minutes`);
    const { value, requests, notes } = await runPlan(plan, {
      ...this.#context,
      ...{ caller, signal, budget },
      onRequest: (sent, name) => onProgress(sent, total, `${name}, request ${sent}`),
      onSize: (key, size) => this.#sizes.set(key, size),
    });
    return this.#show(value, requests, notes);
  }

  #show(value: unknown, requests: number, notes: readonly string[]): ToolResult {
    const { data, truncated, next } = showValue(value, this.#options.secrets ?? []);
    const saved = this.#save(value);
    const rest = next && {
      from: `${saved}${next.path}`,
      offset: next.offset,
      of: next.of,
      how: 'run_plan with a step that has from, offset and select sends no request.',
    };
    return {
      notice: NOTICE,
      data: data ?? null,
      ...(truncated && { truncated }),
      ...(rest && { next: rest }),
      saved,
      requests,
      ...(notes.length > 0 && { notes }),
    };
  }

  #save(value: unknown): string {
    this.#savedCount += 1;
    const name = `r${this.#savedCount}`;
    this.#saved.set(name, value);
    for (const oldest of [...this.#saved.keys()].slice(0, -MAX_SAVED)) this.#saved.delete(oldest);
    return name;
  }
}

const MAX_QUESTION = 4000;

/** The question to the user, who sees all that is sent. @throws UsageError when it is too long to be read. */
function describeWrite(
  { operation, name }: CatalogEntry,
  values: Readonly<Record<string, unknown>>,
): string {
  const shown = JSON.stringify({ operation: operation.id, arguments: values }, null, 1);
  if (shown.length > MAX_QUESTION)
    throw new UsageError(`The arguments of ${name} are too long to ask the user for them.`, {
      hint: 'Nothing was sent. Write less at once.',
    });
  return `The assistant wants to send this request, which may change data:\n${shown}`;
}
