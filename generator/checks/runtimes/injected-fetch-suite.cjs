// Tests of the generated package with a `fetch` of the user's, on platforms that lack much of what Node has: under jsdom, and as in
// React Native. Nothing here needs more than the language.

function equal(got, want) {
  const [left, right] = [JSON.stringify(got), JSON.stringify(want)];
  if (left !== right) throw new Error(`Expected ${right}, received ${left}`);
}

const getError = (promise) =>
  promise.then(
    (value) => ({ name: `no error: ${JSON.stringify(value)}` }),
    (error) => error,
  );

const JSON_TYPE = { 'content-type': 'application/json' };
const createToken = (number) => ({
  status: 200,
  body: `{"access_token":"token-${number}","token_type":"Bearer","expires_in":3600}`,
});
const VEHICLES = { status: 200, body: '[{"registrationNumber":"AB-123-CD"}]' };
const NEVER = () => new Promise(() => undefined);

/**
 * @param sdk The package's main entry.
 * @param functions Its entry `./functions`.
 * @param createResponse Makes a response of the platform from status, headers and body.
 * @returns The tests, by title.
 */
exports.createTests = ({ OptimumClient }, { createBareCaller, listVehicles }, createResponse) => {
  /** A client whose API gives these answers in turn, the last one again and again; and the requests that it sent. */
  const createClient = (name, answers, options = {}) => {
    const sent = [];
    let next = 0;
    let tokens = 0;
    const fetch = async (url, init) => {
      sent.push({ url, ...init });
      const isToken = url.endsWith('/token');
      const answer = isToken
        ? createToken(++tokens)
        : answers[Math.min(next++, answers.length - 1)];
      if (typeof answer === 'function') return answer();
      return createResponse({ headers: JSON_TYPE, ...answer });
    };
    const baseUrl = `https://${name}.example.com/api/`;
    const client = new OptimumClient({
      clientId: name,
      clientSecret: 'secret+é',
      baseUrl,
      tokenUrl: `${baseUrl}token`,
      rateLimit: false,
      // Under jsdom there is a document, as in a browser.
      dangerouslyAllowBrowser: true,
      maxRetries: 0,
      fetch,
      ...options,
    });
    return { client, sent, countCalls: () => sent.filter(({ url }) => !/token$/.test(url)).length };
  };

  return {
    'gets a token and makes a call': async () => {
      const { client, sent } = createClient('plain', [VEHICLES]);
      equal(await client.vehicles.list(), [{ registrationNumber: 'AB-123-CD' }]);
      equal(
        sent.map(({ method, url }) => `${method} ${url}`),
        ['POST https://plain.example.com/api/token', 'GET https://plain.example.com/api/Vehicles'],
      );
      equal(/client_secret=secret%2B%C3%A9/.test(String(sent[0].body)), true);
      equal(sent[1].headers.authorization, 'Bearer token-1');
    },
    'retries after a 503': async () => {
      const { client, countCalls } = createClient('busy', [{ status: 503, body: '' }, VEHICLES], {
        maxRetries: 1,
      });
      equal((await client.vehicles.list()).length, 1);
      equal(countCalls(), 2);
    },
    'renews a refused token': async () => {
      const { client, sent } = createClient('refused', [{ status: 401, body: '' }, VEHICLES]);
      equal((await client.vehicles.list()).length, 1);
      equal(sent.length, 4);
    },
    'sends a query and a body': async () => {
      const { client, sent } = createClient('body', [{ status: 204, body: '' }]);
      await client.alerts.acknowledge(7, { comment: 'gesehen: é' });
      const { url, body, headers } = sent[1];
      equal([url.slice(-21), body], ['/Alerts/7/acknowledge', '{"comment":"gesehen: é"}']);
      equal(headers['content-type'], 'application/json');
    },
    'throws the errors of the API': async () => {
      const problem = '{"title":"No such vehicle","status":404,"traceId":"00-1"}';
      const headers = { 'content-type': 'application/problem+json; charset=utf-8' };
      const { client } = createClient('missing', [{ status: 404, body: problem, headers }]);
      const error = await getError(client.vehicles.get('AB'));
      equal(
        [error.name, error.status, error.requestId, error.problem.title],
        ['NotFoundError', 404, '00-1', 'No such vehicle'],
      );
    },
    'throws a ResponseParseError for a page': async () => {
      const headers = { 'content-type': 'text/html' };
      const { client } = createClient('page', [{ status: 200, body: '<!doctype html>', headers }]);
      equal((await getError(client.vehicles.list())).name, 'ResponseParseError');
    },
    'throws a ConnectionError': async () => {
      const fail = () => Promise.reject(new TypeError('Network request failed'));
      const { client } = createClient('network', [fail]);
      equal((await getError(client.vehicles.list())).name, 'ConnectionError');
    },
    'throws a TimeoutError': async () => {
      const { client } = createClient('silent', [NEVER], { timeout: 50 });
      equal((await getError(client.vehicles.list())).name, 'TimeoutError');
    },
    'throws an AbortError': async () => {
      const { client } = createClient('aborted', [NEVER]);
      const controller = new AbortController();
      const call = client.vehicles.list({ signal: controller.signal });
      setTimeout(() => controller.abort(), 20);
      equal((await getError(call)).name, 'AbortError');
      const later = client.vehicles.list({ signal: controller.signal });
      equal((await getError(later)).name, 'AbortError');
    },
    'throws a ConfigurationError': async () => {
      const create = async () => createClient('wrong', [], { baseUrl: 'ftp://example.com' });
      const error = await getError(create());
      equal([error.name, /baseUrl/.test(error.message)], ['ConfigurationError', true]);
      const { client } = createClient('argument', [VEHICLES]);
      equal(
        /registrationNumber/.test((await getError(client.vehicles.get(undefined))).message),
        true,
      );
    },
    'does not follow a redirect': async () => {
      const { client, countCalls } = createClient('redirect', [{ status: 307, body: '' }]);
      equal((await getError(client.vehicles.list())).status, 307);
      equal(countCalls(), 1);
    },
    'waits for the rate limit': async () => {
      const { client, countCalls } = createClient('limited', [VEHICLES], {
        rateLimit: { requests: 2, perMs: 40 },
      });
      await Promise.all([1, 2, 3, 4, 5].map(() => client.vehicles.list()));
      equal(countCalls(), 5);
    },
    'iterates over pages': async () => {
      const page = (number) => ({
        status: 200,
        body: JSON.stringify({
          items: [{ registrationNumber: `page ${number}` }],
          page: number,
          totalPages: 2,
          hasNextPage: number < 2,
        }),
      });
      const { client } = createClient('pages', [page(1), page(2)]);
      const items = [];
      for await (const { registrationNumber } of client.vehicles.search())
        items.push(registrationNumber);
      equal(items, ['page 1', 'page 2']);
    },
    'reads a stream, at once where the platform has none': async () => {
      const body = 'data: {"registrationNumber":"é"}\n\ndata: {"registrationNumber":"b"}\n\n';
      const headers = { 'content-type': 'text/event-stream' };
      const { client } = createClient('stream', [{ status: 200, body, headers }]);
      const items = [];
      for await (const event of client.geolocation.listLivePositions({}, { reconnect: 'never' }))
        items.push((event.data ?? event).registrationNumber);
      equal(items, ['é', 'b']);
    },
    'sends a form with a file': async () => {
      const { client, sent } = createClient('form', [{ status: 200, body: '{"fileName":"a"}' }]);
      const { fileName } = await client.documents.create({
        File: new Blob(['bytes']),
        RegistrationNumber: 'AB-123-CD',
        DocumentType: 'Invoice',
      });
      equal([fileName, sent[1].body instanceof FormData], ['a', true]);
    },
    'gives the response': async () => {
      const { client } = createClient('response', [VEHICLES]);
      const { data, response } = await client.vehicles.list().withResponse();
      equal([data.length, response.status], [1, 200]);
      equal(await (await client.vehicles.list().asResponse()).text(), VEHICLES.body);
    },
    'calls without a client': async () => {
      const answer = (given) => ({
        baseUrl: 'https://bare.example.com',
        token: 'token-9',
        fetch: async () => createResponse({ headers: JSON_TYPE, ...given }),
      });
      equal((await listVehicles(createBareCaller(answer(VEHICLES)))).length, 1);
      const error = await getError(
        listVehicles(createBareCaller(answer({ status: 500, body: '' }))),
      );
      equal([error.response.status, error.message], [500, 'GET /Vehicles returned 500']);
    },
    'does not show the secret': async () => {
      equal(/secret/.test(JSON.stringify(createClient('shown', [VEHICLES]).client)), false);
    },
  };
};
