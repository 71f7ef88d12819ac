import type { IncomingMessage } from 'node:http';
import { targetOf } from './request.js';

/** What arrived, without what must stay secret: for a test, or a person, to look at. */
export interface RecordedRequest {
  readonly method: string;
  /** As on the wire: percent-encoded, without the query. */
  readonly path: string;
  /** As on the wire, without `?`; values of secrets are replaced. */
  readonly query: string;
  /** By lower-case name. Of `authorization` only the scheme is kept: `Bearer`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The oldest is dropped beyond this many, so that a sandbox can run for weeks. */
const KEPT = 10_000;
const REDACTED = '[redacted]';
const SECRET_HEADER = /cookie|token|secret|api-?key|password/;
const SECRET_QUERY = /(^|_)(secret|token|password|assertion|api_?key|code)$/i;

export function record(log: RecordedRequest[], message: IncomingMessage): void {
  const { path, query } = targetOf(message);
  if (log.length === KEPT) log.shift();
  log.push({
    method: message.method ?? '',
    path,
    query: withoutSecrets(query),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        shown(name, [value].flat().join(', ')),
      ]),
    ),
  });
}

function shown(name: string, value: string): string {
  if (name === 'authorization' || name === 'proxy-authorization') {
    // A single word may be a bare token: only what stands before credentials is a scheme.
    return /^(\S+)\s+\S/.exec(value)?.[1] ?? REDACTED;
  }
  return SECRET_HEADER.test(name) ? REDACTED : value;
}

function withoutSecrets(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const name = pair.split('=')[0] ?? '';
      return SECRET_QUERY.test(name) ? `${name}=${REDACTED}` : pair;
    })
    .join('&');
}
