// Tests of the generated package in a worker, which has neither Node's modules nor a file system; run by worker.mjs.
import {
  BareCallerError,
  createBareCaller,
  listVehicles,
} from '../../../output/sandbox/src/functions/index.ts';
import { OptimumClient } from '../../../output/sandbox/src/index.ts';

function equal(got, want) {
  const [left, right] = [JSON.stringify(got), JSON.stringify(want)];
  if (left !== right) throw new Error(`Expected ${right}, received ${left}`);
}

const getErrorName = (promise) =>
  promise.then(
    (value) => `no error: ${JSON.stringify(value)}`,
    (error) => error.name,
  );

/** A client for a scenario of worker-server.mjs, and the requests that the server received. */
function createClient(root, scenario, options = {}) {
  const baseUrl = `${root}${scenario}/`;
  const client = new OptimumClient({
    clientId: scenario,
    clientSecret: 'secret',
    baseUrl,
    tokenUrl: `${baseUrl}token`,
    ...options,
  });
  const getRequests = async () => (await fetch(`${baseUrl}seen`)).json();
  const getPaths = async () => (await getRequests()).map(({ path }) => path);
  return { client, getRequests, getPaths };
}

/** @param root The URL of the scenarios. */
const TESTS = {
  'gets one token for five calls': async (root) => {
    const { client, getPaths } = createClient(root, 'plain');
    const lists = await Promise.all(Array.from({ length: 5 }, () => client.vehicles.list()));
    equal(lists[4], [{ registrationNumber: 'AB-123-CD' }]);
    equal(await getPaths(), ['token', ...Array(5).fill('Vehicles')]);
  },
  'replaces a refused token once': async (root) => {
    const { client, getPaths } = createClient(root, 'revoked');
    equal((await client.vehicles.list()).length, 1);
    equal(await getPaths(), ['token', 'Vehicles', 'token', 'Vehicles']);
  },
  'retries twice': async (root) => {
    const { client, getPaths } = createClient(root, 'busy');
    equal((await client.vehicles.list()).length, 1);
    equal(await getPaths(), ['token', ...Array(3).fill('Vehicles')]);
  },
  'waits as long as retry-after says': async (root) => {
    const { client, getRequests } = createClient(root, 'limited');
    await client.vehicles.list();
    const [, first, second] = await getRequests();
    equal(second.at - first.at >= 990, true);
  },
  'stops with the signal': async (root) => {
    const controller = new AbortController();
    const call = createClient(root, 'silent').client.vehicles.list({ signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    equal(await getErrorName(call), 'AbortError');
  },
  'stops waiting for a silent server': async (root) => {
    const { client } = createClient(root, 'silent', { timeout: 100, maxRetries: 0 });
    equal(await getErrorName(client.vehicles.list()), 'TimeoutError');
  },
  'stops waiting for a stalled body': async (root) => {
    const { client } = createClient(root, 'stalled', { timeout: 100, maxRetries: 0 });
    equal(await getErrorName(client.vehicles.list()), 'TimeoutError');
  },
  'does not return an incomplete body': async (root) => {
    const { client } = createClient(root, 'cut', { maxRetries: 0 });
    equal(await getErrorName(client.vehicles.list()), 'ConnectionError');
  },
  'does not return an HTML page as data': async (root) => {
    equal(
      await getErrorName(createClient(root, 'html').client.vehicles.list()),
      'ResponseParseError',
    );
  },
  'returns the problem details of an error': async (root) => {
    const error = await createClient(root, 'missing')
      .client.vehicles.get('AB')
      .catch((reason) => reason);
    const { name, status, requestId, problem } = error;
    equal(
      [name, status, requestId, problem.title],
      ['NotFoundError', 404, '00-1', 'No such vehicle'],
    );
  },
  'does not follow a redirect': async (root) => {
    const { client, getPaths } = createClient(root, 'redirect', { maxRetries: 0 });
    equal((await getErrorName(client.vehicles.list())).startsWith('no error'), false);
    equal(await getPaths(), ['token', 'Vehicles']);
  },
  'iterates over pages': async (root) => {
    const items = [];
    for await (const { registrationNumber } of createClient(root, 'pages').client.vehicles.search())
      items.push(registrationNumber);
    equal(items, ['page 1', 'page 2', 'page 3']);
  },
  'streams bytes': async (root) => {
    const { body } = await createClient(root, 'bytes').client.documents.getContent(1).asResponse();
    let size = 0;
    for await (const chunk of body) size += chunk.length;
    equal(size, 200_000);
  },
  'returns bytes as a Blob': async (root) => {
    const blob = await createClient(root, 'bytes').client.documents.getContent(1);
    equal([blob instanceof Blob, blob.size], [true, 200_000]);
  },
  'sends a form with a file': async (root) => {
    const { client } = createClient(root, 'upload');
    const { fileName } = await client.documents.create({
      File: new Blob(['bytes']),
      RegistrationNumber: 'AB-123-CD',
      DocumentType: 'Invoice',
    });
    equal(/name="File"; filename="blob"/.test(fileName), true);
    equal(/name="RegistrationNumber"\r\n\r\nAB-123-CD/.test(fileName), true);
  },
  'sends a form with a stream': async (root) => {
    const { client } = createClient(root, 'upload');
    const { fileName } = await client.documents.create({
      File: new Response('bytes').body,
      RegistrationNumber: 'AB-123-CD',
      DocumentType: 'Invoice',
    });
    equal(/name="File"; filename="blob"[^]*\r\n\r\nbytes\r\n/.test(fileName), true);
    equal(/name="RegistrationNumber"\r\n\r\nAB-123-CD/.test(fileName), true);
  },
  'respects the rate limit': async (root) => {
    const { client, getRequests } = createClient(root, 'plain', {
      clientId: 'limited',
      rateLimit: { requests: 2, perMs: 300 },
    });
    const before = (await getRequests()).length;
    await Promise.all(Array.from({ length: 5 }, () => client.vehicles.list()));
    const calls = (await getRequests()).slice(before).filter(({ path }) => path === 'Vehicles');
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
  'does not show the secret': async (root) => {
    const { client } = createClient(root, 'plain', { clientSecret: 'very-secret' });
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
