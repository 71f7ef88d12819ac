// What the generated package does in a worker, which has neither Node's modules nor a file system: run by worker.mjs.
import {
  BareCallerError,
  createBareCaller,
  listVehicles,
  OptimumClient,
} from '../../../output/sandbox/src/index.ts';

function equal(got, want) {
  const [left, right] = [JSON.stringify(got), JSON.stringify(want)];
  if (left !== right) throw new Error(`It is ${left}, and should be ${right}`);
}

const nameOf = (promise) =>
  promise.then(
    (value) => `no error: ${JSON.stringify(value)}`,
    (error) => error.name,
  );

/** A client for a scenario of worker-server.mjs, and what the server has seen of it. */
function at(root, scenario, options = {}) {
  const baseUrl = `${root}${scenario}/`;
  const client = new OptimumClient({
    clientId: scenario,
    clientSecret: 'secret',
    baseUrl,
    tokenUrl: `${baseUrl}token`,
    ...options,
  });
  const seen = async () => (await fetch(`${baseUrl}seen`)).json();
  const places = async () => (await seen()).map(({ place }) => place);
  return { client, seen, places };
}

/** @param root Where the scenarios are. */
const TESTS = {
  'gets one token for five calls': async (root) => {
    const { client, places } = at(root, 'plain');
    const lists = await Promise.all(Array.from({ length: 5 }, () => client.vehicles.list()));
    equal(lists[4], [{ registrationNumber: 'AB-123-CD' }]);
    equal(await places(), ['token', ...Array(5).fill('Vehicles')]);
  },
  'replaces a refused token once': async (root) => {
    const { client, places } = at(root, 'revoked');
    equal((await client.vehicles.list()).length, 1);
    equal(await places(), ['token', 'Vehicles', 'token', 'Vehicles']);
  },
  'retries twice': async (root) => {
    const { client, places } = at(root, 'busy');
    equal((await client.vehicles.list()).length, 1);
    equal(await places(), ['token', ...Array(3).fill('Vehicles')]);
  },
  'waits as long as it is told to': async (root) => {
    const { client, seen } = at(root, 'limited');
    await client.vehicles.list();
    const [, first, second] = await seen();
    equal(second.at - first.at >= 990, true);
  },
  'stops with the signal': async (root) => {
    const controller = new AbortController();
    const call = at(root, 'silent').client.vehicles.list({ signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    equal(await nameOf(call), 'AbortError');
  },
  'gives a silent server up': async (root) => {
    const { client } = at(root, 'silent', { timeout: 100, maxRetries: 0 });
    equal(await nameOf(client.vehicles.list()), 'TimeoutError');
  },
  'gives a stalled body up': async (root) => {
    const { client } = at(root, 'stalled', { timeout: 100, maxRetries: 0 });
    equal(await nameOf(client.vehicles.list()), 'TimeoutError');
  },
  'takes no half of a body': async (root) => {
    const { client } = at(root, 'cut', { maxRetries: 0 });
    equal(await nameOf(client.vehicles.list()), 'ConnectionError');
  },
  'takes no page for data': async (root) => {
    equal(await nameOf(at(root, 'html').client.vehicles.list()), 'ResponseParseError');
  },
  'tells the problem': async (root) => {
    const error = await at(root, 'missing')
      .client.vehicles.get('AB')
      .catch((reason) => reason);
    const { name, status, requestId, problem } = error;
    equal(
      [name, status, requestId, problem.title],
      ['NotFoundError', 404, '00-1', 'No such vehicle'],
    );
  },
  'follows no redirect': async (root) => {
    const { client, places } = at(root, 'redirect', { maxRetries: 0 });
    equal((await nameOf(client.vehicles.list())).startsWith('no error'), false);
    equal(await places(), ['token', 'Vehicles']);
  },
  'walks pages': async (root) => {
    const items = [];
    for await (const { registrationNumber } of at(root, 'pages').client.vehicles.search().pages())
      items.push(registrationNumber);
    equal(items, ['page 1', 'page 2', 'page 3']);
  },
  'streams bytes': async (root) => {
    const { body } = await at(root, 'bytes').client.documents.getContent(1).asResponse();
    let size = 0;
    for await (const chunk of body) size += chunk.length;
    equal(size, 200_000);
  },
  'gives bytes as a Blob': async (root) => {
    const blob = await at(root, 'bytes').client.documents.getContent(1);
    equal([blob instanceof Blob, blob.size], [true, 200_000]);
  },
  'sends a form with a file': async (root) => {
    const { client } = at(root, 'upload');
    const { fileName } = await client.documents.create({
      body: { File: new Blob(['bytes']), RegistrationNumber: 'AB-123-CD', DocumentType: 'Invoice' },
    });
    equal(/name="File"; filename="blob"/.test(fileName), true);
    equal(/name="RegistrationNumber"\r\n\r\nAB-123-CD/.test(fileName), true);
  },
  'keeps to the rate limit': async (root) => {
    const { client, seen } = at(root, 'plain', {
      clientId: 'hasty',
      rateLimit: { requests: 2, perMs: 300 },
    });
    const before = (await seen()).length;
    await Promise.all(Array.from({ length: 5 }, () => client.vehicles.list()));
    const calls = (await seen()).slice(before).filter(({ place }) => place === 'Vehicles');
    equal(
      calls.every(({ at: time }, index) => index < 2 || time - calls[index - 2].at >= 290),
      true,
    );
  },
  'calls without a client': async (root) => {
    const bare = (scenario) =>
      createBareCaller({ baseUrl: `${root}${scenario}/`, token: 'token-9' });
    equal((await listVehicles(bare('plain'))).length, 1);
    const error = await listVehicles(bare('redirect')).catch((reason) => reason);
    equal([error instanceof BareCallerError, error.message], [true, 'GET /Vehicles returned 307']);
  },
  'shows no secret': async (root) => {
    const { client } = at(root, 'plain', { clientSecret: 'very-secret' });
    equal(JSON.stringify(client).includes('very-secret'), false);
  },
};

export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    const results = [];
    for (const [title, test] of Object.entries(TESTS)) {
      const failure = await test(searchParams.get('root')).then(
        () => undefined,
        (error) => String(error?.stack ?? error),
      );
      results.push({ title, failure });
    }
    return Response.json(results);
  },
};
