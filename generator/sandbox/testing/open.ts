import type { ApiModel } from '../../model/model.js';
import { SANDBOX_CREDENTIALS } from '../../vendor.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../index.js';
import { FLEET_API } from './fleet-api.js';

const open: Sandbox[] = [];

afterAll(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()));
});

/** A sandbox on a free port that ends with the tests of its file. */
export async function openSandbox(
  model: ApiModel = FLEET_API,
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  const sandbox = await startSandbox({ model, documentText: '{"openapi":"3.0.4"}', ...options });
  open.push(sandbox);
  return sandbox;
}

/** The header that lets a call pass. */
export async function authorized(sandbox: Sandbox): Promise<{ readonly Authorization: string }> {
  const response = await fetch(`${sandbox.url}connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: SANDBOX_CREDENTIALS.clientId,
      client_secret: SANDBOX_CREDENTIALS.clientSecret,
      grant_type: 'client_credentials',
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return { Authorization: `Bearer ${access_token}` };
}

/** Calls an operation of the fleet API, e.g. `GET /Vehicles`, with a token. */
export async function call(target: string, init: RequestInit = {}) {
  const sandbox = await openSandbox();
  const [method = '', path = ''] = target.split(' ');
  const headers = { ...(await authorized(sandbox)), ...(init.headers as Record<string, string>) };
  return fetch(new URL(path, sandbox.url), { ...init, method, headers });
}

export function json(value: unknown, type = 'application/json'): RequestInit {
  return {
    body: typeof value === 'string' ? value : JSON.stringify(value),
    headers: { 'Content-Type': type },
  };
}
