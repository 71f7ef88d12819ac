// Imports packages one by one and calls every method; prints the faults as one line of JSON. Code of a document in a
// package is detected by the canary, by a changed prototype, by a process that ends early, or by a request to another
// host.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { packages, response } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const faults = [];
const before = globals();
let calls = 0;
let requests = 0;
const refusals = {};

for (const { name, index, client } of packages) {
  const at = (what) => faults.push(`${name}: ${what}`);
  const exported = await import(pathToFileURL(index).href);
  checkGlobals(at, 'importing it');
  const options = {
    baseUrl: 'https://api.example',
    token: 'token',
    allowMissingCredentials: true,
    maxRetries: 0,
    rateLimit: false,
    fetch: async (request, init) => {
      requests += 1;
      const url = new URL(request.url ?? request);
      if (url.origin !== 'https://api.example') at(`sends a request to ${url.origin}`);
      if (init?.body instanceof FormData) await new Response(init.body).text();
      return new Response(response, { headers: { 'content-type': 'application/json' } });
    },
  };
  const sdk = new exported[client](options);
  checkGlobals(at, 'creating its client');
  for (const service of Object.keys(sdk)) {
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(sdk[service]))) {
      if (method === 'constructor') continue;
      calls += 1;
      try {
        await sdk[service][method](...argumentsFor(sdk[service][method]));
      } catch (error) {
        // A value of another type may be rejected. An unknown name means that code of the document is run.
        if (!(error instanceof Error) || /^(Reference|Syntax)Error$/.test(error.name))
          at(`${service}.${method} throws ${error}`);
        else refusals[error.message.slice(0, 80)] = (refusals[error.message.slice(0, 80)] ?? 0) + 1;
      }
    }
  }
  checkGlobals(at, 'calling it');
}
process.stdout.write(JSON.stringify({ faults, calls, requests, refusals }));

/** A text for each path parameter, and an object that has every property. */
function argumentsFor(method) {
  const [, list = ''] = /^[^(]*\(([^)]*)\)/.exec(String(method)) ?? [];
  const everything = new Proxy(
    {},
    { get: (_, key) => (typeof key === 'string' ? 'v' : undefined) },
  );
  const names = list.split(',').map((each) => each.replace(/=.*/s, '').trim());
  return names.map((each) =>
    each === 'params' ? everything : each === 'options' ? undefined : 'v',
  );
}

function checkGlobals(at, when) {
  if (globalThis.canary !== undefined) at(`${when} runs code of the document`);
  delete globalThis.canary;
  const after = globals();
  if (after !== before) at(`${when} changes globals: ${after}`);
}

function globals() {
  const holders = {
    globalThis,
    Object: Object.prototype,
    Array: Array.prototype,
    Function: Function.prototype,
  };
  return JSON.stringify(
    Object.entries(holders).map(([name, holder]) => [
      name,
      Object.getOwnPropertyNames(holder).sort(),
    ]),
  );
}
