import { defaultConfig, type GeneratorConfig } from '../../config/index.js';
import { getFindings, proposeOverlay, type Finding } from '../../conform/index.js';
import { getCredentialOptions, planCredentials } from '../../emit/index.js';
import { observe, planConform, type PlannedRun } from '../../pipeline/conform.js';
import { openSandbox, type Lie, type Sandbox } from '../../pipeline/open-sandbox.js';
import { createRateLimitedFetch } from '../journeys/testing/rate-limited-fetch.js';

/** What a run against a sandbox came to. */
export interface SandboxRun {
  readonly findings: readonly Finding[];
  /** The lies that at least one answer told. */
  readonly told: readonly Lie[];
  /** Ids of the findings for which the proposed overlay has a remark instead of an action. */
  readonly remarked: ReadonlySet<string>;
  /** The proposed overlay; empty when there is nothing to correct. */
  readonly overlay: string;
  /** Method and path of what must never be sent, and of what met a 429. */
  readonly offences: readonly string[];
  /** Requests to the API. */
  readonly sent: number;
}

const LIMIT = { requests: 60, perMs: 60_000 };
const BUDGET = 60;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY']);
const TOKEN_PATH = '/connect/token';

/** What nobody can know from a document: a period. */
const VALUES = Object.fromEntries([
  ...['date', 'from', 'start', 'startDate', 'dateFrom', 'startTime', 'since'].map(
    (name) => [name, '2026-04-23'] as const,
  ),
  ...['to', 'end', 'endDate', 'dateTo', 'endTime', 'until'].map(
    (name) => [name, '2026-04-24'] as const,
  ),
]);

/** Plans a run once for all sandboxes of a document. @param overlays paths of files. */
export async function planRun(
  input: string,
  overlays: readonly string[] = [],
): Promise<PlannedRun> {
  const defaults = defaultConfig();
  const conform = { ...defaults.conform, values: VALUES };
  const config: GeneratorConfig = { ...defaults, conform, input, overlays };
  return planConform(config, { budget: BUDGET, rateLimit: LIMIT }, {});
}

/** Checks a sandbox on a document as `conform` does, within a limit that it enforces. @param lies the seed; none for an honest one. */
export async function runAgainstSandbox(
  input: string,
  planned: PlannedRun,
  lies?: string,
): Promise<SandboxRun> {
  await using sandbox = await openSandbox({ input, ...(lies !== undefined && { lies }) });
  const { clock, sleep, fetch, passed, rejected } = createRateLimitedFetch(LIMIT, sandbox.fetch);
  const options = {
    ...{ budget: BUDGET, rateLimit: LIMIT, clock, sleep, fetch, baseUrl: sandbox.url },
    credentials: await getCredentials(planned, sandbox),
  };
  const { observations } = await observe(planned, options, { variables: {} });
  const findings = getFindings(observations);
  const { loaded, model } = planned.understood;
  const proposal = proposeOverlay(findings, loaded.published, { title: model.title });
  const toApi = passed.filter((request) => request !== `POST ${TOKEN_PATH}`);
  return {
    findings,
    told: sandbox.lies.filter(({ told }) => told > 0),
    remarked: new Set(proposal.remarks.map(({ finding }) => finding.id)),
    overlay: proposal.text,
    offences: [
      ...toApi.filter((request) => !SAFE_METHODS.has(request.split(' ', 1)[0] ?? '')),
      ...rejected.map((request) => `429: ${request}`),
    ],
    sent: toApi.length,
  };
}

/** A value for each option of the API's client: those of the sandbox, and any text for a key. */
async function getCredentials(
  { api: { model, names } }: PlannedRun,
  sandbox: Sandbox,
): Promise<Readonly<Record<string, string>>> {
  const options = getCredentialOptions(planCredentials(model, names));
  const { clientId, clientSecret } = sandbox.credentials;
  const known = new Map(
    Object.entries({ clientId, clientSecret, username: clientId, password: clientSecret }),
  );
  const tokenUrl = new URL(TOKEN_PATH, sandbox.url).href;
  const takesToken = options.has('token') && !options.has('clientId');
  return {
    ...Object.fromEntries(
      [...options].flatMap((option) =>
        option === 'token' ? [] : [[option, known.get(option) ?? 'any'] as const],
      ),
    ),
    ...(options.has('clientId') && { tokenUrl }),
    ...(takesToken && { token: await fetchToken(tokenUrl, sandbox) }),
  };
}

async function fetchToken(tokenUrl: string, { credentials, fetch }: Sandbox): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const response = await fetch(tokenUrl, { method: 'POST', body });
  const { access_token: token } = (await response.json()) as { readonly access_token: string };
  return token;
}
