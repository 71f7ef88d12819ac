import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import type { LoadedDocument } from '../../document/openapi.js';
import { interpret } from '../../interpret/index.js';
import type { ApiModel } from '../../model/model.js';
import { readStandIn } from '../../source/index.js';
import { SANDBOX_CREDENTIALS } from '../defaults.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../index.js';
import type { Json } from '../outgoing-response.js';
import { FLEET_API } from './fleet-api.js';

const started: Sandbox[] = [];

afterAll(async () => {
  await Promise.all(started.map((sandbox) => sandbox.close()));
});

/** Starts a sandbox on a free port. It is closed after the tests of the file. */
export async function openSandbox(
  model: ApiModel = FLEET_API,
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  const sandbox = await startSandbox({ model, documentText: '{"openapi":"3.0.4"}', ...options });
  started.push(sandbox);
  return sandbox;
}

/** Starts a sandbox on a document. */
export async function openDocument(
  document: object,
  options: Partial<SandboxOptions> = {},
): Promise<Sandbox> {
  return openSource({ text: JSON.stringify(document), location: 'document.json' }, options);
}

/** Starts a sandbox on the stand-in document, like the `sandbox` command. */
export async function openStandIn(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return openSource(await readStandIn(), options);
}

/** The stand-in document in normal form. */
export async function loadStandIn(): Promise<LoadedDocument> {
  return load(await readStandIn());
}

/** A document in normal form. */
export function loadAsDocument(document: object): Promise<LoadedDocument> {
  return load({ text: JSON.stringify(document), location: 'document.json' });
}

interface Source {
  readonly text: string;
  readonly location: string;
}

function load(source: Source, diagnostics = new Diagnostics()): Promise<LoadedDocument> {
  return loadDocument(source, { allowedOrigins: [] }, diagnostics);
}

async function openSource(source: Source, options: Partial<SandboxOptions>): Promise<Sandbox> {
  const diagnostics = new Diagnostics();
  const loaded = await load(source, diagnostics);
  return openSandbox(interpret(loaded, diagnostics), {
    documentText: source.text,
    document: loaded.document,
    getPointer: loaded.getPointer,
    ...options,
  });
}

/** Gets a token. @returns the header that sends it. */
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

/** Calls an operation of the fleet API in a new sandbox, with a token. @param target such as `GET /Vehicles`. */
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

export interface ClientResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined if the response has no body. */
  readonly body: Json | undefined;
}

/** Sends requests with one token. @param target such as `GET /Vehicles`. */
export type Client = (target: string, body?: unknown) => Promise<ClientResponse>;

export async function createClient(sandbox: Sandbox): Promise<Client> {
  const authorization = await authorized(sandbox);
  return async (target, body) => {
    const [method = '', path = ''] = target.split(' ');
    const init = body === undefined ? {} : json(body);
    const headers = { ...authorization, ...(init.headers as Record<string, string>) };
    const response = await fetch(new URL(path, sandbox.url), { ...init, method, headers });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as Json),
    };
  };
}
