// An assistant's host: it starts the program of a packed package with npx, in a folder where nothing is installed.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { env, run, startSandbox } from './processes.mjs';

const SANDBOX = 'http://127.0.0.1:4010';

/** From the stand-in's document to vehicles that an assistant gets. @returns the seconds from npx to the answer. */
export async function tryAssistant({ name, folder, steps }, tarball) {
  const options = '--out mcp --build --mcp --package-name @acme/fleet-sdk';
  await run(folder, `npx optimum-sdkgen generate --input ${name}.json ${options}`);
  await run(join(folder, 'mcp'), 'npm pack --ignore-scripts --pack-destination ..');
  const packed = readdirSync(folder).find((path) => path.startsWith('acme-fleet-sdk-'));
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  const sandbox = await startSandbox(folder, steps.sandbox);
  const start = performance.now();
  const client = new Client({ name: 'host', version: '1.0.0' });
  try {
    const transport = new StdioClientTransport({
      command: 'npx',
      args: [
        ...['--yes', '-p', join(folder, packed), '-p', tarball],
        ...['fleet-sdk-mcp', '--base-url', SANDBOX],
      ],
      cwd: empty,
      env: { ...env, OPTIMUM_AUTOMOTIVE_PUBLIC_STAND_IN_TOKEN: await requestToken() },
    });
    await client.connect(transport, { timeout: 300_000 });
    const call = { operation: 'GET /Vehicles', arguments: {} };
    const { isError, structuredContent } = await client.callTool({
      name: 'call_operation',
      arguments: call,
    });
    if (isError || !structuredContent?.data?.length)
      throw new Error(`call_operation gave no vehicles: ${JSON.stringify(structuredContent)}`);
    return (performance.now() - start) / 1000;
  } finally {
    await client.close();
    await sandbox.stop();
  }
}

async function requestToken() {
  const response = await fetch(`${SANDBOX}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'sandbox-client',
      client_secret: 'sandbox-secret',
    }),
  });
  return (await response.json()).access_token;
}
