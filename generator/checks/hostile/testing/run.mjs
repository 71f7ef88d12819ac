// Imports packages one by one and calls all that they have; prints what went wrong as one line of JSON.
// A document that got code into one of them is noticed: by the canary, by a prototype that changed, by a process
// that ends before it prints, or by a request that goes to another host.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { packages, answer } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const faults = [];
const before = globals();
let calls = 0;
let requests = 0;
const refusals = {};

for (const { name, index, client } of packages) {
  const at = (what) => faults.push(`${name}: ${what}`);
  const exported = await import(pathToFileURL(index).href);
  look(at, 'importing it');
  const options = {
    baseUrl: 'https://api.example',
    token: 'token',
    maxRetries: 0,
    rateLimit: false,
    fetch: async (request, init) => {
      requests += 1;
      const url = new URL(request.url ?? request);
      if (url.origin !== 'https://api.example') at(`asks ${url.origin}`);
      if (init?.body instanceof FormData) await new Response(init.body).text();
      return new Response(answer, { headers: { 'content-type': 'application/json' } });
    },
  };
  const sdk = new exported[client](options);
  look(at, 'making its client');
  for (const service of Object.keys(sdk)) {
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(sdk[service]))) {
      if (method === 'constructor') continue;
      calls += 1;
      try {
        await sdk[service][method](...argumentsFor(sdk[service][method]));
      } catch (error) {
        // Values that fit no type may be refused; code that is not the generator's would not know its names.
        if (!(error instanceof Error) || /^(Reference|Syntax)Error$/.test(error.name))
          at(`${service}.${method} throws ${error}`);
        else refusals[error.message.slice(0, 80)] = (refusals[error.message.slice(0, 80)] ?? 0) + 1;
      }
    }
  }
  look(at, 'calling it');
}
process.stdout.write(JSON.stringify({ faults, calls, requests, refusals }));

/** A text for each of the path, and an object that has everything. */
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

function look(at, when) {
  if (globalThis.canary !== undefined) at(`${when} runs what the document says`);
  delete globalThis.canary;
  const after = globals();
  if (after !== before) at(`${when} changes what is global: ${after}`);
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
