import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, generatePackage, work } from './packages.mjs';
import { OURS, TOOLS } from './tools.mjs';

/** The clients whose calls are compared. Each is a file that exports `createCall(baseUrl)`. */

const SANDBOX = fileURLToPath(new URL('../../../fixtures/sandbox/swagger.json', import.meta.url));
const HEY_API = '@hey-api/openapi-ts';
export const FETCH = 'fetch';

const readVersion = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url))).version;

/** The generated client of hey-api, of the whole document. */
function generateHeyApi() {
  const out = join(work, 'hey-api');
  const { getArguments, entry } = TOOLS.find(({ name }) => name === HEY_API);
  execFileSync(process.execPath, getArguments(SANDBOX, out), { cwd: work, stdio: 'pipe' });
  return join(out, entry);
}

const LIST = [
  {
    name: FETCH,
    version: process.version,
    has: 'no options, no errors of its own',
    code: `export const createCall = (baseUrl) => async () => {
      const headers = { accept: 'application/json', authorization: 'Bearer token' };
      return (await fetch(baseUrl + '/Vehicles', { headers })).json();
    };`,
  },
  {
    name: OURS,
    version: TOOLS.find(({ name }) => name === OURS).version,
    has: 'token, timeout, retries, errors',
    createSdk: () => generatePackage('calls', { include: { operations: ['GET /Vehicles'] } }),
    code: `import { OptimumClient } from 'sdk';
      export const createCall = (baseUrl) => {
        const client = new OptimumClient({ baseUrl, token: 'token', rateLimit: false });
        return () => client.vehicles.list();
      };`,
  },
  {
    name: 'hey-api',
    version: readVersion(HEY_API),
    has: 'token; no timeout, no retries',
    createSdk: generateHeyApi,
    code: `import { getVehicles } from 'sdk';
      import { client } from 'sdk/client.gen';
      export const createCall = (baseUrl) => {
        client.setConfig({ baseUrl, auth: () => 'token' });
        return async () => (await getVehicles({ throwOnError: true })).data;
      };`,
  },
  {
    name: 'ky',
    version: readVersion('ky'),
    has: 'timeout, retries',
    code: `import ky from 'ky';
      export const createCall = (baseUrl) => {
        const client = ky.create({ prefixUrl: baseUrl, headers: { authorization: 'Bearer token' } });
        return () => client.get('Vehicles').json();
      };`,
  },
  {
    name: 'axios',
    version: readVersion('axios'),
    has: 'node:http instead of fetch; no timeout, no retries',
    usesHttp: true,
    code: `import axios from 'axios';
      export const createCall = (baseURL) => {
        const client = axios.create({ baseURL, headers: { authorization: 'Bearer token' } });
        return async () => (await client.get('/Vehicles')).data;
      };`,
  },
  {
    name: 'axios with fetch',
    version: readVersion('axios'),
    has: 'no timeout, no retries',
    code: `import axios from 'axios';
      export const createCall = (baseURL) => {
        const headers = { authorization: 'Bearer token' };
        const client = axios.create({ baseURL, headers, adapter: 'fetch' });
        return async () => (await client.get('/Vehicles')).data;
      };`,
  },
  {
    name: 'openai',
    version: readVersion('openai'),
    has: 'token, timeout, retries, errors',
    code: `import OpenAI from 'openai';
      export const createCall = (baseURL) => {
        const client = new OpenAI({ baseURL, apiKey: 'token' });
        return () => client.get('/Vehicles');
      };`,
  },
];

/** @returns The clients, each with its `file`: one file of JavaScript, as a program on Node.js loads it. */
export async function createClients() {
  const clients = [];
  for (const { createSdk, code, ...client } of LIST) {
    const sdk = await createSdk?.();
    const alias = sdk ? { sdk, 'sdk/client.gen': join(dirname(sdk), 'client.gen.ts') } : {};
    const file = join(work, `${client.name}.cjs`);
    const options = { platform: 'node', format: 'cjs', minify: false, alias };
    writeFileSync(file, await bundle(code, sdk, options));
    clients.push({ ...client, file });
  }
  return clients;
}
