import { FAULT_KINDS, SHAPES, type Fault, type FaultKind } from './fault.js';

export type ReadFault =
  | { readonly kind: 'read'; readonly fault: Fault }
  /** By the name of what is wrong. */
  | { readonly kind: 'refused'; readonly errors: ReadonlyMap<string, readonly string[]> };

/** Milliseconds: what a timer takes (2^31 - 1). */
const MOST = 2_147_483_647;
const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/** Reads what the admin endpoint is sent: `{ "kind": "slow", "milliseconds": 500, "path": "/Vehicles", "count": 3 }`. */
export function readFault(value: unknown): ReadFault {
  if (!isRecord(value)) return refused([['', 'A JSON object is expected.']]);
  const kind = FAULT_KINDS.find((known) => known === value['kind']);
  if (kind === undefined)
    return refused([['kind', `One of ${FAULT_KINDS.join(', ')} is expected.`]]);
  const { amount, usual, meets, usualCount } = SHAPES[kind];
  const allowed = [
    'kind',
    ...(amount ? [amount] : []),
    ...(meets ? ['method', 'path', 'count'] : []),
  ];
  const errors: [string, string][] = Object.keys(value)
    .filter((name) => !allowed.includes(name))
    .map((name) => [name, `A fault of the kind ${kind} takes ${allowed.join(', ')}.`]);
  const whole = (name: string, given: unknown) => {
    const isWhole = Number.isInteger(given) && Number(given) >= 1 && Number(given) <= MOST;
    if (!isWhole) errors.push([name, `A whole number from 1 to ${MOST} is expected.`]);
    return Number(given);
  };
  const count = value['count'] ?? usualCount;
  const method = value['method'];
  const path = value['path'];
  if (method !== undefined && !(typeof method === 'string' && METHODS.includes(method)))
    errors.push(['method', `One of ${METHODS.join(', ')} is expected.`]);
  if (path !== undefined && !(typeof path === 'string' && path.startsWith('/')))
    errors.push(['path', 'A path that starts with / is expected.']);
  const fault = {
    kind,
    ...(amount && { [amount]: whole(amount, value[amount] ?? usual) }),
    ...(count !== undefined && meets && { count: whole('count', count) }),
    ...(typeof method === 'string' && { method }),
    ...(typeof path === 'string' && { path }),
  } as Fault;
  return errors.length > 0 ? refused(errors) : { kind: 'read', fault };
}

/**
 * Reads what the command line says: `slow=500`, `error=3 GET /Vehicles`, `reset /Geolocation/** x3`.
 * @returns what `readFault` says of it.
 */
export function readFaultText(text: string): ReadFault {
  const [head = '', ...rest] = text.trim().split(/\s+/);
  const [kind = '', amount] = head.split('=');
  const name = isKind(kind) ? (SHAPES[kind].amount ?? 'value') : 'value';
  const value: Record<string, unknown> = { kind };
  if (amount !== undefined) value[name] = Number(amount);
  for (const word of rest) {
    if (word.startsWith('/')) value['path'] = word;
    else if (/^x\d+$/.test(word)) value['count'] = Number(word.slice(1));
    else value['method'] = word;
  }
  return readFault(value);
}

function isKind(text: string): text is FaultKind {
  return FAULT_KINDS.some((kind) => kind === text);
}

function refused(errors: readonly (readonly [string, string])[]): ReadFault {
  return { kind: 'refused', errors: new Map(errors.map(([name, message]) => [name, [message]])) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
