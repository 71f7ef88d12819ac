import { BlockList, isIP } from 'node:net';
import { UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { basicAuthorization, readUserInfo } from './basic-authorization.js';

/** The HTTP proxy that a request goes through. */
export interface Proxy {
  /** Without user and password. */
  readonly url: URL;
  /** The environment variable that it comes from. */
  readonly variable: string;
  /** The value of `Proxy-Authorization`; undefined when the variable has no user. */
  readonly authorization?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** As curl and Node.js read them: lower case first, and HTTP_PROXY where there is none for HTTPS. */
const HTTPS_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
const HTTP_VARIABLES = ['http_proxy', 'HTTP_PROXY'];
const EXCEPTIONS = ['no_proxy', 'NO_PROXY'];

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Finds the proxy for a URL in the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in upper or lower case. A proxy is never
 * used for this machine itself, whatever they say.
 *
 * @throws UsageError when the variable is not the URL of an HTTP proxy.
 */
export function findProxy(url: URL, variables: Variables): Proxy | undefined {
  const variable = firstSet(
    url.protocol === 'https:' ? HTTPS_VARIABLES : HTTP_VARIABLES,
    variables,
  );
  if (variable === undefined || isLoopback(toHost(url))) return undefined;
  const exceptions = variables[firstSet(EXCEPTIONS, variables) ?? ''] ?? '';
  if (exceptions.split(/[\s,]+/).some((entry) => matches(url, entry))) return undefined;
  return parseProxy(variables[variable] ?? '', variable);
}

function firstSet(names: readonly string[], variables: Variables): string | undefined {
  return names.find((name) => (variables[name] ?? '').trim() !== '');
}

/** Without the brackets of an IPv6 address, and without the dot that may end a name. */
function toHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isInList(host, LOOPBACK);
}

function isInList(host: string, list: BlockList): boolean {
  return isIP(host) > 0 && list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Whether an entry of NO_PROXY is for a URL: `*`, a host with its subdomains (`example.com`, `.example.com` or
 * `*.example.com`), an address (`10.0.0.7`) or a network (`10.0.0.0/8`). Hosts and addresses may have a port.
 */
function matches(url: URL, entry: string): boolean {
  const [, name = '', port] = /^(.*?|\[.*\])(?::(\d+))?$/.exec(toEntry(entry)) ?? [];
  if (port !== undefined && port !== (url.port || DEFAULT_PORTS[url.protocol])) return false;
  const host = toHost(url);
  const wanted = name
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  if (wanted === '') return false;
  return (
    wanted === '*' || host === wanted || host.endsWith(`.${wanted}`) || isInNetwork(host, wanted)
  );
}

/** An IPv6 address without brackets has no port. */
function toEntry(entry: string): string {
  return isIP(entry) === 6 ? `[${entry.toLowerCase()}]` : entry.toLowerCase();
}

function isInNetwork(host: string, network: string): boolean {
  const [, address = '', prefix = ''] = /^(.+)\/(\d{1,3})$/.exec(network) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(prefix) > (version === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(address, Number(prefix), version === 6 ? 'ipv6' : 'ipv4');
  return isInList(host, list);
}

/** The value may be secret, so no message quotes it. */
function parseProxy(value: string, variable: string): Proxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value.trim())
    ? value.trim()
    : `http://${value.trim()}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError(`${variable} is not the URL of an HTTP proxy.`, {
      hint: `Set it to a URL such as http://proxy.example.com:8080. Special characters of user and password are percent-encoded; SOCKS is not supported.`,
    });
  }
  const { user, password } = readUserInfo(url);
  const proxy = { url: new URL(url.origin), variable };
  if (user === '' && password === '') return proxy;
  return { ...proxy, authorization: basicAuthorization(user, password) };
}

/** For messages: `the proxy http://proxy.example.com:8080 (HTTPS_PROXY)`. */
export function describeProxy({ url, variable }: Proxy): string {
  return `the proxy ${url.origin} (${variable})`;
}

/** A `fetch` through one proxy. `close` ends its connections, whatever state they are in. */
export interface ProxiedFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => Promise<void>;
}

/** @returns a `fetch` through a proxy, with a tunnel of its own (CONNECT, RFC 9110, section 9.3.6). */
export async function openProxy({ url, authorization }: Proxy): Promise<ProxiedFetch> {
  // Loaded here, because most runs need no proxy. Its own `fetch`: the agent of another version is not for that of Node.js.
  const { fetch, ProxyAgent } = await import('undici');
  // The types of Node.js declare the same functions as an older version of undici had them.
  const send = fetch as unknown as (input: unknown, init: object) => Promise<Response>;
  const agent = new ProxyAgent({ uri: url.href, ...defined({ token: authorization }) });
  return {
    fetch: (input, init) => send(input, { ...init, dispatcher: agent }),
    close: () => agent.destroy(),
  };
}
