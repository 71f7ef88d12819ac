import type { CredentialNames } from './caller.js';
import { ConfigurationError } from '../core/errors.js';
import { describeCall, type OperationCall } from './operation-call.js';
import { percentEncode } from './parameters.js';
import { checkHeaderValue } from './request.js';
import type { Settings } from './settings.js';
import { toByteString } from './values.js';

/** A credential with its values. It is added after middleware has seen the request. */
export interface PlacedCredential {
  /**
   * Adds it to a request. A header of the user's has precedence.
   *
   * @param headers By name in lower case; changed in place.
   * @returns The URL, changed where the credential is part of it.
   */
  readonly addTo: (headers: Record<string, string>, url: string) => string;
  /** What is masked in texts from the server. */
  readonly secrets: readonly string[];
  readonly isInUrl?: boolean;
}

/** A credential that is sent as it is given. A client's bundle holds only those that its API uses. */
export interface Credential {
  /** The options that it consists of. Default: one that has the credential's name. */
  readonly options?: readonly string[];
  /** The name of its header, in lower case; undefined when it is part of the URL. */
  readonly header?: string | undefined;
  /**
   * @param name The credential's.
   * @param read Reads an option, or the variable that stands in for it.
   * @returns Undefined when it is not given.
   * @throws ConfigurationError when a part of it is missing, or cannot be sent.
   */
  readonly place: (
    name: string,
    read: (option: string) => string | undefined,
    variablePrefix: string,
  ) => PlacedCredential | undefined;
}

/** A credential that is one key. */
function createKey(
  header: string | undefined,
  place: (key: string) => PlacedCredential,
): Credential {
  return {
    header,
    place: (name, read) => {
      const key = read(name);
      return key ? place(key) : undefined;
    },
  };
}

export function apiKeyInHeader(name: string): Credential {
  const header = name.toLowerCase();
  return createKey(header, (key) => ({ addTo: addHeader(header, key), secrets: [key] }));
}

/** @throws TypeError for an invalid value. */
function addHeader(name: string, value: string): PlacedCredential['addTo'] {
  checkHeaderValue(name, value);
  return (headers, url) => {
    headers[name] ??= value;
    return url;
  };
}

/** A URL that has a key of that name keeps it: the link to a next page may. */
export function apiKeyInQuery(name: string): Credential {
  const start = `${percentEncode(name)}=`;
  return createKey(undefined, (key) => ({
    addTo: (_headers, url) => {
      const [, ...pairs] = url.split(/[?&]/);
      if (pairs.some((pair) => pair.startsWith(start))) return url;
      return `${url}${url.includes('?') ? '&' : '?'}${start}${percentEncode(key)}`;
    },
    secrets: [key],
    isInUrl: true,
  }));
}

/** Browsers do not let a program set cookies; there, the page's own are sent. */
export function apiKeyInCookie(name: string): Credential {
  return createKey('cookie', (key) => {
    // Escapes what a cookie's value cannot contain (RFC 6265, section 4.1.1); the key may be escaped already.
    const encoded = key.replace(/[^!#-+\--:<-[\]-~]/gu, percentEncode);
    const addTo: PlacedCredential['addTo'] = (headers, url) => {
      // One request has one `Cookie` header (RFC 6265, section 5.4).
      const { cookie } = headers;
      headers['cookie'] = `${cookie ? `${cookie}; ` : ''}${name}=${encoded}`;
      return url;
    };
    return { addTo, secrets: [key, encoded] };
  });
}

const BASIC_OPTIONS = ['username', 'password'];

/** Basic authentication with UTF-8 (RFC 7617). */
export const basicAuth: Credential = {
  options: BASIC_OPTIONS,
  header: 'authorization',
  place: (_name, read, variablePrefix) => {
    const username = read('username');
    const password = read('password');
    if (!username && !password) return undefined;
    // An empty password is one (RFC 7617, section 2).
    if (username === undefined || password === undefined)
      throw createMissingError(variablePrefix, BASIC_OPTIONS);
    if (username.includes(':')) throw new ConfigurationError("username must not contain ':'");
    const encoded = btoa(toByteString(`${username}:${password}`));
    return {
      addTo: addHeader('authorization', `Basic ${encoded}`),
      // A user name is no secret, unless it is all there is.
      secrets: [password || username, encoded],
    };
  },
};

/**
 * Chooses the credentials that a request is sent with: the first alternative that the client has whole.
 *
 * @returns Their names.
 * @throws ConfigurationError when the client has none whole, and no header that is sent stands in for the rest. What
 * the client has of an alternative is sent then.
 */
export function chooseCredentials(call: OperationCall): CredentialNames {
  const { settings, request, headers } = call;
  const { definition, held, allowMissingCredentials } = settings;
  const alternatives = request.auth ?? definition.auth;
  if (!alternatives) return held;
  const isHeld = (name: string) => held.includes(name);
  const whole = alternatives.find((names) => names.every(isHeld));
  if (whole) return whole;
  const isSent = (name: string) => {
    const { header = '' } = definition.credentials?.[name] ?? { header: 'authorization' };
    // Browsers send cookies of their own.
    return isHeld(name) || header in headers || (header === 'cookie' && 'document' in globalThis);
  };
  if (alternatives.length && !allowMissingCredentials)
    if (!alternatives.some((names) => names.every(isSent)))
      throw new ConfigurationError(
        `${describeCall(call)} was not sent. It needs ${describeMissing(settings, alternatives)}, unless allowMissingCredentials is set`,
      );
  return alternatives.map((names) => names.filter(isHeld)).find((names) => names.length) ?? [];
}

/** Names the options of each alternative, and the variables that stand in for them. */
function describeMissing(
  { definition: { variablePrefix, credentials }, tokenUrl }: Settings,
  alternatives: readonly CredentialNames[],
): string {
  const describe = (token: readonly string[]) =>
    alternatives.map((names) =>
      describeOptions(
        variablePrefix,
        names.flatMap((name) =>
          name === 'token' ? token : (credentials?.[name]?.options ?? [name]),
        ),
      ),
    );
  const all = [...(tokenUrl ? describe(['clientId', 'clientSecret']) : []), ...describe(['token'])];
  return [...new Set(all)].join(', or ');
}

export function createMissingError(variablePrefix: string, options: readonly string[]): Error {
  return new ConfigurationError(`Give ${describeOptions(variablePrefix, options)}`);
}

/** `clientId (EXAMPLE_CLIENT_ID) and clientSecret (EXAMPLE_CLIENT_SECRET)` */
export function describeOptions(prefix: string, names: readonly string[]): string {
  return names.map((name) => `${name} (${toVariableName(prefix, name)})`).join(' and ');
}

/** The environment variable that stands in for an option: `apiKey` is `EXAMPLE_API_KEY`. */
export function toVariableName(prefix: string, option: string): string {
  return `${prefix}_${option.replace(/\p{Lu}/gu, '_$&').toUpperCase()}`;
}
