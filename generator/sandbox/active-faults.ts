import { unreachable } from '../model/type-refs.js';
import { parseFault, type Effect, type Fault, type FaultKind } from './faults.js';
import type { IncomingRequest } from './incoming-request.js';
import {
  emptyResponse,
  jsonResponse,
  problemResponse,
  type OutgoingResponse,
} from './outgoing-response.js';

interface ActiveFault {
  readonly fault: Fault;
  readonly pattern: RegExp | undefined;
  /** Requests that match the conditions. */
  matched: number;
  /** Of these, requests that were affected. */
  met: number;
}

/** The active faults, and how many requests each has affected. */
export class ActiveFaults {
  #active: readonly ActiveFault[] = [];

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.add(fault);
  }

  add(fault: Fault): void {
    const pattern = fault.path === undefined ? undefined : toPathPattern(fault.path);
    this.#active = [...this.#active, { fault, pattern, matched: 0, met: 0 }];
  }

  clear(): void {
    this.#active = [];
  }

  /** `met` is the number of affected requests. */
  list(): readonly (Fault & { readonly met: number })[] {
    return this.#active.map(({ fault, met }) => ({ ...fault, met }));
  }

  /** Is the documentation in this state? */
  has(kind: Extract<FaultKind, 'rotated' | 'moved'>): boolean {
    return this.#active.some(({ fault }) => fault.kind === kind);
  }

  /** The effects on this request, which is counted. */
  takeEffects(method: string, path: string): readonly Effect[] {
    return this.#active.flatMap((active) => {
      const { fault, pattern } = active;
      if (fault.kind === 'rotated' || fault.kind === 'moved') return [];
      if (active.met >= (fault.count ?? Infinity)) return [];
      if (fault.method !== undefined && fault.method !== method) return [];
      if (pattern !== undefined && !pattern.test(path)) return [];
      active.matched += 1;
      if (fault.kind === 'error' && active.matched % fault.oneIn !== 0) return [];
      active.met += 1;
      return [fault];
    });
  }
}

/** `/Vehicles/*` and `/Vehicles/{id}` match one segment, `**` any number. */
function toPathPattern(path: string): RegExp {
  const source = path
    .split(/(\*\*|\*|\{[^}]*\})/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      return part === '**' ? '.*' : '[^/]+';
    })
    .join('');
  return new RegExp(`^${source}$`, 'i');
}

export const FAULTS_PATH = '/_sandbox/faults';

/** `GET` lists the faults, `POST` adds one, `DELETE` removes them all. Undefined for any other path. */
export function createFaultEndpoint(
  faults: ActiveFaults,
): (request: IncomingRequest) => OutgoingResponse | undefined {
  return (request) => {
    if (request.path !== FAULTS_PATH) return undefined;
    switch (request.method) {
      case 'GET':
        return jsonResponse(200, [...faults.list()]);
      case 'POST':
        return addFault(faults, request);
      case 'DELETE':
        faults.clear();
        return emptyResponse(204);
      default:
        return problemResponse(405, FAULTS_PATH, { headers: { Allow: 'DELETE, GET, POST' } });
    }
  };
}

function addFault(faults: ActiveFaults, { body }: IncomingRequest): OutgoingResponse {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const detail = `The body is not valid JSON: ${error.message}`;
    return problemResponse(400, FAULTS_PATH, { detail });
  }
  const parsed = parseFault(value);
  if (parsed.kind === 'rejected')
    return problemResponse(400, FAULTS_PATH, { errors: parsed.errors });
  faults.add(parsed.fault);
  return jsonResponse(201, parsed.fault, { Location: FAULTS_PATH });
}

/** A response and how it is sent: at once and completely, unless a fault says otherwise. */
export interface Delivery {
  readonly response: OutgoingResponse;
  /** Milliseconds before the response starts. */
  readonly delay: number;
  readonly end: 'complete' | 'stalled' | 'reset';
}

export function deliverAtOnce(response: OutgoingResponse): Delivery {
  return { response, delay: 0, end: 'complete' };
}

/**
 * Applies the effects to a response.
 * @param respond not called if an effect replaces the response: then nothing is done and no data changes.
 */
export async function respondWithEffects(
  effects: readonly Effect[],
  target: string,
  respond: () => Promise<OutgoingResponse>,
): Promise<Delivery> {
  const delay = effects.reduce(
    (sum, effect) => sum + (effect.kind === 'slow' ? effect.milliseconds : 0),
    0,
  );
  const has = (wanted: FaultKind) => effects.some(({ kind }) => kind === wanted);
  const end = has('reset') ? 'reset' : has('stalled') ? 'stalled' : 'complete';
  const replacement = end === 'reset' ? NO_RESPONSE : getReplacement(effects, target);
  const response = replacement ?? (await respond());
  return { response: has('truncated') ? truncate(response) : response, delay, end };
}

const NO_RESPONSE: OutgoingResponse = { status: 500, headers: {}, body: '' };

/** The response of the first effect that replaces the API's. */
function getReplacement(effects: readonly Effect[], target: string): OutgoingResponse | undefined {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'error':
        return problemResponse(500, target);
      case 'html':
        return LOGIN_PAGE;
      case 'slow':
      case 'stalled':
      case 'reset':
      case 'truncated':
      case 'revoked':
      case 'rotated':
      case 'moved':
        break;
      default:
        return unreachable(effect);
    }
  }
  return undefined;
}

function truncate({ status, headers, body }: OutgoingResponse): OutgoingResponse {
  const bytes = Buffer.from(body);
  return { status, headers, body: bytes.subarray(0, Math.floor(bytes.byteLength / 2)) };
}

const LOGIN_PAGE: OutgoingResponse = {
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html>\n<html lang="en"><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n',
};
