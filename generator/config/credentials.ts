import { UsageError } from '../errors.js';
import type { ProcessEnvironment } from './layers.js';

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), for a document that is not public. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Reads the credentials of an environment: `EXAMPLE_CLIENT_ID` and `EXAMPLE_CLIENT_SECRET`. They are not part of the
 * configuration, so that nothing that prints or hashes it can reveal them.
 *
 * @param prefix the environment's `variablePrefix`.
 * @returns undefined when neither is set.
 * @throws UsageError when only one is set.
 */
export function readCredentials(prefix: string, env: ProcessEnvironment): Credentials | undefined {
  const names = [`${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`] as const;
  const [clientId, clientSecret] = names.map((name) => env[name] || undefined);
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) return undefined;
  const [set, missing] = clientId === undefined ? [names[1], names[0]] : names;
  throw new UsageError(`${set} is set, but ${missing} is not.`, {
    hint: 'Set both, or neither where the document is public.',
  });
}
