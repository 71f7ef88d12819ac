import { join } from 'node:path';
import type { GeneratorConfig } from '../config/index.js';
import {
  describeEffort,
  describeFinding,
  htmlReport,
  jsonReport,
  markdownReport,
} from '../conform/index.js';
import { SdkgenError } from '../errors.js';
import {
  conform,
  createConformReport,
  planConform,
  type ConformOptions,
  type ConformRun,
} from '../pipeline/conform.js';
import type { Surroundings } from '../pipeline/obtain-target.js';
import { generatorName } from '../pipeline/version.js';
import { sha256 } from '../util/hash.js';
import { sortedBy, sortKeys } from '../util/order.js';
import { compareNights, conformanceMarkdown, type SeenFinding } from './drift.js';
import { appendText, writeReports } from './reports.js';
import type { PublishedResult, UnchangedResult } from './result.js';
import type { RunOptions } from './run-environment.js';

/** An environment whose document was handled. */
export interface Handled {
  readonly result: UnchangedResult | PublishedResult;
  readonly config: GeneratorConfig;
  /** Of its reports, absolute. */
  readonly folder: string;
}

/**
 * Asks the API of an environment with its recorded document, writes the reports about it, and compares with earlier nights.
 * What cannot be asked is a warning, since the package is made.
 *
 * @throws WriteError when the reports cannot be written; the signal's reason.
 */
export async function askApi(
  handled: Handled,
  options: RunOptions,
  surroundings: Surroundings,
): Promise<UnchangedResult | PublishedResult> {
  const { result, folder } = handled;
  const { environment } = result;
  const start = performance.now();
  const found = await tryToAsk(handled, options, surroundings);
  if (typeof found === 'string') {
    options.onWarning?.(environment, found);
    return { ...result, unasked: found };
  }
  const report = createConformReport(found, performance.now() - start);
  const findings = describeFindings(found);
  const { conform: compared, known } = compareNights(result.known, {
    basis: createBasis(found, handled.config, options.conform),
    answered: report.operations.seen,
    ...{ requests: report.requests, findings },
  });
  const reports = await writeReports(folder, {
    'conform.md': `${markdownReport(report)}\n`,
    'conform.html': `${await htmlReport(report)}\n`,
    'conform.json': `${jsonReport(report)}\n`,
  });
  const told = { conform: compared, known };
  if (result.status === 'unchanged') return { ...result, ...told };
  await appendText(join(folder, 'report.md'), conformanceMarkdown(compared, findings));
  return { ...result, ...told, reports: [...result.reports, ...reports] };
}

/** @returns a sentence when the API could not be asked. */
async function tryToAsk(
  { result: { environment }, config }: Handled,
  { conform: asking = {}, onAsk }: RunOptions,
  surroundings: Surroundings,
): Promise<ConformRun | string> {
  try {
    const planned = await planConform(config, asking, surroundings);
    onAsk?.(environment, describeEffort(planned.plan));
    const found = await conform(planned, config, asking, surroundings);
    const { outcomes, observations } = found;
    if (observations.answers.length > 0) return found;
    const reason = outcomes.find((outcome) => outcome.reason !== undefined)?.reason;
    return `The API was not checked, because nothing was answered: ${reason ?? 'the document has no operation that can be asked'}. \`conform --env ${environment} --plan\` lists what is asked.`;
  } catch (error) {
    if (!(error instanceof SdkgenError) || surroundings.signal?.aborted) throw error;
    const hint = error.hint ?? `Try \`conform --env ${environment}\` by itself.`;
    return `The API was not checked: ${error.message} ${hint}`;
  }
}

/** Sorted by place, as in the reports. */
function describeFindings({ findings }: ConformRun): readonly SeenFinding[] {
  const sorted = sortedBy(findings, ({ place, id }) => `${place.name}\0${place.pointer}\0${id}`);
  return sorted.map((finding) => {
    const { subject, message } = describeFinding(finding);
    const operations = finding.operations.map(({ id }) => id);
    return { id: finding.id, subject, message, operations };
  });
}

/** When this is the same, a new finding comes from the API alone. */
function createBasis(
  { recipe }: ConformRun,
  { conform: settings }: GeneratorConfig,
  { budget = settings.budget, seed = '' }: ConformOptions = {},
): string {
  const overlays = recipe.overlays.map(({ text }) => text);
  const asked = { values: sortKeys(settings.values), budget, seed };
  return sha256(JSON.stringify([recipe.text, overlays, asked, generatorName]));
}
