import { createCaller, sleep, systemClock, type CallerOptions } from '../caller/index.js';
import type { GeneratorConfig } from '../config/index.js';
import {
  appendOverlay,
  ask,
  createChecker,
  isAboutTheCaller,
  createPlan,
  getFindings,
  parseState,
  printState,
  proposeOverlay,
  type ConformReport,
  type Finding,
  type Observations,
  type Outcome,
  type Plan,
  type Proposal,
  type ReportedDifference,
  type ReportedOverlay,
  type RunState,
} from '../conform/index.js';
import type { DiffReport } from '../diff/index.js';
import { applyOverlays } from '../document/overlay.js';
import { Diagnostics } from '../diagnostics.js';
import type { RateLimit } from '../model/environment.js';
import { readIfExists, replaceFile } from '../source/index.js';
import { UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { sha256 } from '../util/hash.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { withoutQuery } from '../util/url.js';
import { getCallerOptions, openApi, type OpenedApi } from './called-api.js';
import { compareRecipes } from './compare.js';
import type { Surroundings } from './obtain-target.js';

/** Of a run that checks an API; what is not given is the configuration's. */
export interface ConformOptions extends Pick<
  CallerOptions,
  'baseUrl' | 'fetch' | 'credentials' | 'clock' | 'sleep'
> {
  readonly budget?: number;
  readonly seen?: number;
  readonly seed?: string;
  /** Default: the environment's, or 60 requests a minute. */
  readonly rateLimit?: RateLimit;
  /** Downloads the document of an environment that is recorded. */
  readonly live?: boolean;
  /** The absolute path of a file that keeps what was observed, and from which a run goes on. */
  readonly statePath?: string;
  /** Called after each answer. @param sent the requests so far. @param most the most that are sent. */
  readonly onAnswer?: (sent: number, most: number, operation: string) => void;
}

/** An API whose limit nobody knows is asked once a second. */
const POLITE: RateLimit = { requests: 60, perMs: 60_000 };

/** What is asked, and of whom. */
export interface PlannedRun extends OpenedApi {
  readonly plan: Plan;
}

/** Reads the document and plans a run. Sends nothing to the API. */
export async function planConform(
  config: GeneratorConfig,
  options: ConformOptions,
  surroundings: Surroundings,
): Promise<PlannedRun> {
  const opened = await openApi(config, surroundings, options.live);
  return { ...opened, plan: createRunPlan(opened, config, options) };
}

function createRunPlan(
  { api }: Pick<OpenedApi, 'api'>,
  { conform }: GeneratorConfig,
  { budget = conform.budget, seed = '', rateLimit }: ConformOptions,
): Plan {
  return createPlan(api.model, {
    values: conform.values,
    budget,
    rateLimit: rateLimit ?? api.settings.rateLimit ?? POLITE,
    seed,
  });
}

/** What was asked, and what the answers were like. */
export interface Observed {
  readonly outcomes: readonly Outcome[];
  /** Requests by operation id, those of earlier parts included. */
  readonly sent: ReadonlyMap<string, number>;
  readonly observations: Observations;
}

/** What a run has found. */
export interface ConformRun extends PlannedRun, Observed {
  readonly findings: readonly Finding[];
  readonly proposal: Proposal;
  /** What the overlay does to the SDK; undefined without an action. */
  readonly difference?: DiffReport;
}

/**
 * Asks an API, within its rate limit, and compares what it answers with its document.
 *
 * @throws SdkgenError of the class that says what failed; `options.statePath` has what was observed until then.
 */
export async function conform(
  run: PlannedRun,
  config: GeneratorConfig,
  options: ConformOptions,
  surroundings: Surroundings,
): Promise<ConformRun> {
  const observed = await observe(run, options, surroundings);
  return { ...run, ...observed, ...(await conclude(run, config, options, observed.observations)) };
}

/** Asks an API, within its rate limit, and checks its answers: the part of {@link conform} that sends requests. */
export async function observe(
  run: PlannedRun,
  options: ConformOptions,
  surroundings: Surroundings,
): Promise<Observed> {
  const { api, understood, recipe, plan } = run;
  const { seed = '', statePath, onAnswer, rateLimit, ...callerOptions } = options;
  const { clock = systemClock, sleep: pause = sleep } = options;
  const signal = surroundings.signal ?? new AbortController().signal;
  const document = sha256(JSON.stringify([recipe.text, recipe.overlays.map(({ text }) => text)]));
  const before =
    statePath === undefined ? undefined : await readState(statePath, { document, seed });
  const checker = createChecker(understood.loaded, api.model, before?.observations);
  const sent = new Map(Object.entries(before?.sent ?? {}));
  const { environment, credentials } = getCallerOptions(run, surroundings.variables);
  const caller = createCaller(api, {
    ...defined({ environment }),
    ...callerOptions,
    credentials: { ...credentials, ...callerOptions.credentials },
    rateLimit: rateLimit ?? api.settings.rateLimit ?? POLITE,
    // A request is a request: what fails is not sent again.
    maxRetries: 0,
  });
  const start = clock.monotonic();
  const already = [...sent.values()].reduce((all, each) => all + each, 0);
  const outcomes = await ask(plan, {
    seed,
    call: (operation, args) => caller.call(operation, args, signal),
    observe: (exchange) => checker.observe(exchange),
    observePaging: (operation, fault) => checker.observePaging(operation, fault),
    sentBefore: new Map(sent),
    signal,
    pace: async (count) => {
      const left = start + (count - already) * plan.paceMs - clock.monotonic();
      if (left > 0) await pause(left, signal);
    },
    onAnswer: async (count, { id }) => {
      sent.set(id, (sent.get(id) ?? 0) + 1);
      onAnswer?.(count, plan.requests, id);
      if (statePath === undefined) return;
      const state: RunState = {
        ...{ document, seed },
        sent: Object.fromEntries(sent),
        observations: checker.getObservations(),
      };
      await replaceFile(statePath, printState(state));
    },
  });
  return { outcomes, sent, observations: checker.getObservations() };
}

/** What follows from observations: findings, the overlay that corrects the document, and what it does to the SDK. */
export async function conclude(
  { understood, recipe }: Pick<PlannedRun, 'understood' | 'recipe'>,
  { conform }: GeneratorConfig,
  { seen = conform.seen }: Pick<ConformOptions, 'seen'>,
  observations: Observations,
): Promise<Pick<ConformRun, 'observations' | 'findings' | 'proposal' | 'difference'>> {
  const findings = getFindings(observations);
  const { published } = understood.loaded;
  // What is proposed is applied after the overlays that there are.
  const { document } = await applyOverlays(published, recipe.overlays, new Diagnostics());
  const { title } = understood.model;
  const proposal = proposeOverlay(findings, document, { title, seen });
  if (proposal.actions === 0) return { observations, findings, proposal };
  const overlays = [...recipe.overlays, { file: 'the proposed overlay', text: proposal.text }];
  const difference = await compareRecipes(recipe, { ...recipe, overlays });
  return { observations, findings, proposal, difference };
}

async function readState(
  path: string,
  expected: Pick<RunState, 'document' | 'seed'>,
): Promise<RunState | undefined> {
  const bytes = await readIfExists(path);
  return bytes && parseState(bytes.toString(), path, expected);
}

/** What reports show of a run. @param elapsedMs how long it took. */
export function createConformReport(run: ConformRun, elapsedMs: number): ConformReport {
  const { environment, recipe, understood, plan, outcomes, observations, findings } = run;
  const { title, version } = understood.model;
  const answered = new Set(observations.answers.map(({ operation }) => operation));
  const unanswered = outcomes.flatMap(({ operation, reason }) =>
    reason === undefined || answered.has(operation.id) ? [] : [{ operation, reason }],
  );
  const notAsked = [...plan.skipped, ...unanswered].map(({ operation, reason }) => ({
    operation: operation.id,
    reason,
  }));
  return {
    source: environment ?? withoutQuery(recipe.location),
    document: { title, version },
    requests: [...run.sent.values()].reduce((all, each) => all + each, 0),
    minutes: elapsedMs / 60_000,
    answers: countAnswers(run),
    findings,
    operations: {
      seen: [...answered].sort(byCodeUnit),
      notAsked: sortedBy(notAsked, ({ operation }) => operation),
    },
    ...(findings.length > 0 && { overlay: reportOverlay(run.proposal) }),
    ...(run.difference && { difference: countVerdicts(run.difference) }),
  };
}

function countAnswers({ observations, outcomes }: ConformRun): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  const add = (status: number, count: number) =>
    counts.set(String(status), (counts.get(String(status)) ?? 0) + count);
  for (const { status, count } of observations.answers) add(status, count);
  // Those that say nothing about the document are not observed.
  for (const { statuses } of outcomes)
    for (const [status, count] of statuses) if (isAboutTheCaller(status)) add(status, count);
  return Object.fromEntries(sortedBy(counts, ([status]) => status));
}

function reportOverlay({ text, actions, remarks }: Proposal): ReportedOverlay {
  return {
    ...{ text, actions },
    remarks: remarks.map(({ finding, why }) => ({ id: finding.id, why })),
  };
}

function countVerdicts({ changes }: DiffReport): ReportedDifference {
  const count = (verdict: DiffReport['verdict']['source']) =>
    changes.filter(({ source, documentation }) => !documentation && source === verdict).length;
  return {
    breaking: count('breaking'),
    potentiallyBreaking: count('potentially-breaking'),
    nonBreaking: count('non-breaking'),
  };
}

/**
 * Writes the proposed overlay; a file that is one of the configuration's overlays gets the actions added, since they were
 * proposed on top of it.
 *
 * @param path absolute.
 * @returns the number of actions.
 * @throws UsageError when there is another file; WriteError when it cannot be written.
 */
export async function writeProposal(
  path: string,
  { proposal: { text, actions } }: Pick<ConformRun, 'proposal'>,
  { overlays }: GeneratorConfig,
): Promise<number> {
  if (actions === 0) return 0;
  const earlier = (await readIfExists(path))?.toString();
  if (earlier !== undefined && !overlays.includes(path))
    throw new UsageError(`${path} exists, and is not one of the overlays that were applied.`, {
      hint: 'Give another file with --write, or add this one to `overlays` and run again.',
    });
  await replaceFile(path, earlier === undefined ? text : appendOverlay(earlier, text, path));
  return actions;
}
