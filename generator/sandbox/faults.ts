import { isSendable } from '../model/methods.js';
import { isRecord } from '../util/is-record.js';

/** Something that goes wrong on demand. */
export type Effect =
  /** The response starts after so many milliseconds. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Headers and half of the body, then nothing, with the connection open. */
  | { readonly kind: 'stalled' }
  /** The connection is reset (TCP RST) instead of a response. */
  | { readonly kind: 'reset' }
  /** Half of the body, sent as if it were complete. */
  | { readonly kind: 'truncated' }
  /** An HTML page with status 200 instead of the response, like a proxy's login page. */
  | { readonly kind: 'html' }
  /** Status 500 for every n-th affected request. */
  | { readonly kind: 'error'; readonly oneIn: number }
  /** Every token issued so far is rejected from this request on. */
  | { readonly kind: 'revoked' }
  /** The document is `v2`: the page announces it and `v1` is gone, until the fault is removed. */
  | { readonly kind: 'rotated' }
  /** The documentation page is only at `/docs/index.html`, until the fault is removed. */
  | { readonly kind: 'moved' };

export type FaultKind = Effect['kind'];

/** An effect and the requests that it affects; a condition that is left out matches every request. */
export type Fault = Effect & {
  readonly method?: string;
  /** `/Vehicles/*`: `*` or `{name}` is one segment, `**` any number. Letter case is ignored, as in ASP.NET. */
  readonly path?: string;
  /** The fault ends after so many affected requests. */
  readonly count?: number;
};

/** The properties of a fault of one kind. */
interface FaultOptions {
  /** The name of its number. */
  readonly amount?: 'milliseconds' | 'oneIn';
  /** Without it, the number is required. */
  readonly defaultAmount?: number;
  /** False for a state of the documentation, which has no conditions. */
  readonly isPerRequest: boolean;
  /** Without it, the fault affects any number of requests. */
  readonly defaultCount?: number;
}

const FAULT_OPTIONS: Readonly<Record<FaultKind, FaultOptions>> = {
  slow: { amount: 'milliseconds', isPerRequest: true },
  stalled: { isPerRequest: true },
  reset: { isPerRequest: true },
  truncated: { isPerRequest: true },
  html: { isPerRequest: true },
  error: { amount: 'oneIn', defaultAmount: 1, isPerRequest: true },
  revoked: { isPerRequest: true, defaultCount: 1 },
  rotated: { isPerRequest: false },
  moved: { isPerRequest: false },
};

export const FAULT_KINDS = Object.keys(FAULT_OPTIONS) as readonly FaultKind[];

export type ParsedFault =
  | { readonly kind: 'parsed'; readonly fault: Fault }
  /** Messages by the name of the property that they are about. */
  | { readonly kind: 'rejected'; readonly errors: ReadonlyMap<string, readonly string[]> };

/** The longest delay that a timer accepts, in milliseconds (2^31 - 1). */
const MAX_NUMBER = 2_147_483_647;

/** Parses the JSON of the faults endpoint: `{ "kind": "slow", "milliseconds": 500, "path": "/Vehicles", "count": 3 }`. */
export function parseFault(value: unknown): ParsedFault {
  if (!isRecord(value)) return reject([['', 'A JSON object is expected.']]);
  const kind = FAULT_KINDS.find((candidate) => candidate === value['kind']);
  if (kind === undefined)
    return reject([['kind', `One of ${FAULT_KINDS.join(', ')} is expected.`]]);
  const { amount, defaultAmount, isPerRequest, defaultCount } = FAULT_OPTIONS[kind];
  const allowed = [
    'kind',
    ...(amount ? [amount] : []),
    ...(isPerRequest ? ['method', 'path', 'count'] : []),
  ];
  const errors: [string, string][] = Object.keys(value)
    .filter((name) => !allowed.includes(name))
    .map((name) => [name, `A fault of the kind ${kind} takes ${allowed.join(', ')}.`]);
  const checkNumber = (name: string, number: unknown) => {
    const isValid = Number.isInteger(number) && Number(number) >= 1 && Number(number) <= MAX_NUMBER;
    if (!isValid) errors.push([name, `A whole number from 1 to ${MAX_NUMBER} is expected.`]);
    return Number(number);
  };
  const count = value['count'] ?? defaultCount;
  const method = value['method'];
  const path = value['path'];
  if (
    method !== undefined &&
    !(typeof method === 'string' && isSendable(method) && !/[a-z]/.test(method))
  )
    errors.push(['method', 'An HTTP method such as GET or QUERY is expected.']);
  if (path !== undefined && !(typeof path === 'string' && path.startsWith('/')))
    errors.push(['path', 'A path that starts with / is expected.']);
  const fault = {
    kind,
    ...(amount && { [amount]: checkNumber(amount, value[amount] ?? defaultAmount) }),
    ...(count !== undefined && isPerRequest && { count: checkNumber('count', count) }),
    ...(typeof method === 'string' && { method }),
    ...(typeof path === 'string' && { path }),
  } as Fault;
  return errors.length > 0 ? reject(errors) : { kind: 'parsed', fault };
}

/** Parses a fault of the command line: `slow=500`, `error=3 GET /Vehicles`, `reset /Geolocation/** x3`. */
export function parseFaultText(text: string): ParsedFault {
  const [head = '', ...conditions] = text.trim().split(/\s+/);
  const [kind = '', amount] = head.split('=');
  const name = isFaultKind(kind) ? (FAULT_OPTIONS[kind].amount ?? 'value') : 'value';
  const value: Record<string, unknown> = { kind };
  if (amount !== undefined) value[name] = Number(amount);
  for (const condition of conditions) {
    if (condition.startsWith('/')) value['path'] = condition;
    else if (/^x\d+$/.test(condition)) value['count'] = Number(condition.slice(1));
    else value['method'] = condition;
  }
  return parseFault(value);
}

function isFaultKind(text: string): text is FaultKind {
  return FAULT_KINDS.some((kind) => kind === text);
}

function reject(errors: readonly (readonly [string, string])[]): ParsedFault {
  return { kind: 'rejected', errors: new Map(errors.map(([name, message]) => [name, [message]])) };
}
