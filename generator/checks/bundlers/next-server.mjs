// Builds an application with Next.js whose caches are on, starts it, and calls its routes while tokens are revoked.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { nextApp } from './apps.mjs';
import { openRevokingServer } from './revoking-server.mjs';

const START_MS = 30_000;

/** As users have it: one client in a module, which Next.js bundles once for each runtime. */
const CLIENT = (packageName, options) => `import { OptimumClient } from '${packageName}';

export const client = new OptimumClient(${JSON.stringify(options)});
`;

const ROUTE = (runtime, fetchCache) => `import { client } from '../client';

export const runtime = '${runtime}';
export const fetchCache = '${fetchCache}';

export async function GET(request: Request): Promise<Response> {
  const plate = new URL(request.url).searchParams.get('plate') ?? '';
  const { registrationNumber } = await client.vehicles.get(plate);
  return new Response(\`plate \${registrationNumber}\`);
}
`;

const PAGE = (fetchCache) => `import { client } from '../client';

export const fetchCache = '${fetchCache}';

export default async function Page({ searchParams }: { searchParams: Promise<{ plate: string }> }) {
  const { plate } = await searchParams;
  const { registrationNumber } = await client.vehicles.get(plate);
  return <p>{\`plate \${registrationNumber}\`}</p>;
}
`;

/** Rendered while it is built, and anew when it is a second old. */
const STATIC_PAGE = `import { client } from '../client';

export const revalidate = 1;

export default async function Page() {
  const { registrationNumber } = await client.vehicles.get('static');
  return <p>{registrationNumber}</p>;
}
`;

/** By name: a file in a folder of that name. `default-cache` caches what does not ask otherwise, `force-cache` all. */
const ROUTES = {
  'node-default': ['route.ts', ROUTE('nodejs', 'default-cache')],
  'node-force': ['route.ts', ROUTE('nodejs', 'force-cache')],
  'edge-default': ['route.ts', ROUTE('edge', 'default-cache')],
  'edge-force': ['route.ts', ROUTE('edge', 'force-cache')],
  'page-default': ['page.tsx', PAGE('default-cache')],
  'page-force': ['page.tsx', PAGE('force-cache')],
};

function writeApplication(folder, packageName, options) {
  const { 'app/call.ts': _call, 'app/page.tsx': _page, ...files } = nextApp('none', {});
  files['app/client.ts'] = CLIENT(packageName, options);
  files['app/static/page.tsx'] = STATIC_PAGE;
  for (const [name, [file, text]] of Object.entries(ROUTES)) files[`app/${name}/${file}`] = text;
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function findPort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts what was built. @returns Its address, and `stop`. */
async function start(next, folder, env) {
  const port = await findPort();
  const words = [next, 'start', '--port', String(port), '--hostname', '127.0.0.1'];
  const child = spawn(process.execPath, words, { cwd: folder, env });
  const exited = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output += chunk.toString()));
  for (const end = Date.now() + START_MS; !/Ready in/.test(output);) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(output);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}

/**
 * @param next The program of Next.js.
 * @param build Builds the application in a folder.
 * @param packageName A package in a `node_modules` above the folder.
 * @returns The failures, a line each.
 */
export async function tryNextServer({ next, env, build, folder, packageName }) {
  const api = await openRevokingServer();
  const failures = [];
  try {
    const credentials = { clientId: 'next', clientSecret: 'secret', rateLimit: false };
    const options = { baseUrl: api.url, tokenUrl: `${api.url}connect/token`, ...credentials };
    writeApplication(folder, packageName, options);
    await build(folder);
    const { routes } = JSON.parse(
      readFileSync(join(folder, '.next/prerender-manifest.json'), 'utf8'),
    );
    if (!routes['/static']) failures.push('next static: the page is not static');
    const expectPlate = async (server, route, plate, when) => {
      const response = await fetch(`${server.url}${route}?plate=${plate}`);
      const text = await response.text();
      if (!text.includes(`plate ${plate}`))
        failures.push(`next ${route}: ${when}: ${response.status} ${text.slice(0, 100)}`);
    };
    const expectRebuilt = async (server) => {
      const before = api.countRequests('static');
      for (let second = 0; second < 20 && api.countRequests('static') === before; second += 1) {
        await fetch(`${server.url}static`);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      if (api.countRequests('static') === before)
        failures.push('next static: not rendered again after its token was revoked');
    };
    for (const when of ['after the start', 'after a restart']) {
      api.revoke();
      const server = await start(next, folder, env);
      try {
        for (const route of Object.keys(ROUTES)) {
          const plate = `${route}-${when.split(' ').at(-1)}`;
          await expectPlate(server, route, plate, when);
          await expectPlate(server, route, plate, 'again');
          const requests = api.countRequests(plate);
          if (requests !== 1)
            failures.push(`next ${route}: nothing is cached: ${requests} requests`);
          api.revoke();
          await expectPlate(server, route, `${plate}-2`, 'after its token was revoked');
        }
        await expectRebuilt(server);
      } finally {
        await server.stop();
      }
    }
  } finally {
    await api.close();
  }
  return failures;
}
