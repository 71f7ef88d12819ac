// A worker like a user's, for worker-load.mjs: clients that all of its requests share, made where no request is running.
import { OptimumClient } from '../../../output/sandbox/src/index.ts';
import { LIMIT } from './worker-limit.mjs';

/** The URL of the scenarios of worker-server.mjs, set when this is bundled. */
const ROOT = SCENARIOS_URL;

const ONE_AT_A_TIME = { requests: 1, perMs: 200 };

/** The options of a client, by the scenario that it calls. */
const OPTIONS = {
  'plain-shared': {},
  'plain-own': {},
  'plain-later': {},
  'plain-queue': { rateLimit: ONE_AT_A_TIME },
  'counted-shared': { rateLimit: LIMIT },
  'counted-own': { rateLimit: LIMIT },
  'slow-shared': {},
  'slow-own': {},
  'held-shared': { rateLimit: { requests: 2, perMs: 200 } },
};

function createClient(scenario) {
  const baseUrl = `${ROOT}${scenario}/`;
  return new OptimumClient({
    clientId: scenario,
    clientSecret: 'secret',
    baseUrl,
    tokenUrl: `${baseUrl}token`,
    rateLimit: false,
    ...OPTIONS[scenario],
  });
}

const shared = new Map(
  Object.keys(OPTIONS)
    .filter((scenario) => !scenario.endsWith('-own'))
    .map((scenario) => [scenario, createClient(scenario)]),
);

export default {
  /** Makes `calls` calls one after another, with the scenario's client, or one of its own. @returns How many vehicles they gave. */
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    const scenario = searchParams.get('scenario');
    const client = shared.get(scenario) ?? createClient(scenario);
    let count = 0;
    try {
      for (let call = 0; call < Number(searchParams.get('calls')); call += 1)
        count += (await client.vehicles.list()).length;
      return Response.json(count);
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
