import type { Json } from '../reply.js';
import type { Sandbox, SandboxOptions } from '../index.js';
import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import { interpret } from '../../interpret/index.js';
import { readStandIn } from '../../source/index.js';
import { authorized, openSandbox } from './open.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where there is no body. */
  readonly body: Json | undefined;
}

/** Somebody with a token who asks one question after the other. @param target e.g. `GET /Vehicles`. */
export type Visitor = (target: string, body?: unknown) => Promise<Answered>;

export async function visitorOf(sandbox: Sandbox): Promise<Visitor> {
  const authorization = await authorized(sandbox);
  return async (target, body) => {
    const [method = '', path = ''] = target.split(' ');
    const response = await fetch(new URL(path, sandbox.url), {
      method,
      headers: {
        ...authorization,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: text === '' ? undefined : (JSON.parse(text) as Json) };
  };
}

/** The platform of the stand-in, as `sandbox` runs it. */
export async function openStandIn(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const { text, location } = await readStandIn();
  const diagnostics = new Diagnostics();
  const loaded = await loadDocument({ text, location }, { allowedOrigins: [] }, diagnostics);
  return openSandbox(interpret(loaded, diagnostics), {
    documentText: text,
    document: loaded.document,
    ...options,
  });
}
