import { rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bundled, packageOf, work } from './packages.mjs';

/** What a user's bundle grows by, minified and gzipped. Ends with 1 when it is more than was promised. */

const BASE = `{ baseUrl: 'https://api.example.com' }`;

/** @returns Rows of what is measured; `most` is in bytes. */
async function rows() {
  const one = await packageOf('one', { include: { operations: ['GET /Vehicles'] } });
  const all = await packageOf('all');
  return [
    {
      what: 'client, auth, retries, limiter, errors and one operation',
      sdk: one,
      code: `import { OptimumClient, isApiError } from 'sdk';
        export const list = () => new OptimumClient().vehicles.list();
        export { isApiError };`,
      most: 6 * 1024,
    },
    {
      what: 'one function, without auth, retries and limiter',
      sdk: all,
      code: `import { createBareCaller, listVehicles } from 'sdk';
        export const list = (token) => listVehicles(createBareCaller({ baseUrl: 'https://api.example.com', token }));`,
      most: 1.2 * 1024,
    },
    {
      what: 'one function that pages, without auth, retries and limiter',
      sdk: all,
      code: `import { createBareCaller, listAlerts } from 'sdk';
        export const list = () => listAlerts(createBareCaller(${BASE})).pages();`,
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
  for (const { what, sdk, code, most } of await rows()) {
    const bytes = gzipSync(await bundled(code, sdk), { level: 9 }).length;
    const verdict = most === undefined ? '' : ` (at most ${Math.floor(most)})`;
    console.log(`${String(bytes).padStart(7)}  ${what}${verdict}`);
    if (bytes > most) process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
