import { rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bundle, generatePackage, work } from './packages.mjs';

/** Measures what the SDK adds to a user's bundle, minified and gzipped. Ends with 1 when it is more than the limit. */

const BASE = `{ baseUrl: 'https://api.example.com' }`;

/** @returns What is measured; `limit` in bytes. */
async function createRows() {
  const one = await generatePackage('one', { include: { operations: ['GET /Vehicles'] } });
  const all = await generatePackage('all');
  return [
    {
      what: 'client, auth, retries, limiter, errors and one operation',
      sdk: one,
      code: `import { OptimumClient, isApiError } from 'sdk';
        export const list = () => new OptimumClient().vehicles.list();
        export { isApiError };`,
      limit: 9.5 * 1024,
    },
    {
      what: 'one function, without auth, retries and limiter',
      sdk: all,
      code: `import { createBareCaller, listVehicles } from 'sdk/functions';
        export const list = (token) => listVehicles(createBareCaller({ baseUrl: 'https://api.example.com', token }));`,
      limit: 1.4 * 1024,
    },
    {
      what: 'one function with pagination, without auth, retries and limiter',
      sdk: all,
      code: `import { createBareCaller, listAlerts } from 'sdk/functions';
        export const list = () => listAlerts(createBareCaller(${BASE}));`,
    },
    {
      what: 'client with every operation of the stand-in',
      sdk: all,
      code: `import { OptimumClient } from 'sdk'; export const client = () => new OptimumClient();`,
    },
    {
      what: 'openapi-fetch 0.17: no auth, retries or limiter',
      code: `import createClient from 'openapi-fetch';
        export const list = () => createClient(${BASE}).GET('/Vehicles');`,
    },
    {
      what: '@hey-api/client-fetch 0.13: no retries or limiter',
      code: `import { createClient, createConfig } from '@hey-api/client-fetch';
        export const list = () => createClient(createConfig(${BASE})).get({ url: '/Vehicles' });`,
    },
  ];
}

try {
  console.log('bytes, minified and gzipped');
  for (const { what, sdk, code, limit } of await createRows()) {
    const bytes = gzipSync(await bundle(code, sdk), { level: 9 }).length;
    const suffix = limit === undefined ? '' : ` (at most ${Math.floor(limit)})`;
    console.log(`${String(bytes).padStart(7)}  ${what}${suffix}`);
    if (bytes > limit) process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
