import { BlockList, isIP } from 'node:net';
import { DownloadError, UsageError } from '../errors.js';
import type { Network } from './context.js';
import { redactUrl } from './wording.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Ranges that no public page has a reason to send anyone to (RFC 6890, RFC 4193, RFC 4291). */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/**
 * The URL that a user gave.
 *
 * @throws UsageError unless it is HTTPS, or HTTP to localhost, 127.0.0.1 or ::1.
 */
export function givenUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new UsageError(`${redactUrl(text)} is not a URL.`, {
      hint: 'Give scheme and host, such as https://api.example.com/swagger.',
    });
  }
  const url = new URL(text);
  const refusal = schemeRefusal(url);
  if (refusal === undefined) return url;
  throw new UsageError(`${redactUrl(url)} is not downloaded: ${refusal}.`, {
    hint:
      url.protocol === 'file:'
        ? 'Give the path of the file instead.'
        : 'Use https://; http:// is for localhost, 127.0.0.1 and [::1] alone.',
  });
}

/**
 * May a redirect, a page or a script at `from` send us to `to`?
 *
 * A host name is looked up only when the host changes. What it resolves to then is not pinned for the
 * request that follows: this keeps honest pages honest, and is no firewall.
 *
 * @throws DownloadError that says why not.
 */
export async function checkHop(from: URL, to: URL, network: Network): Promise<void> {
  const refusal = await hopRefusal(from, to, network);
  if (refusal === undefined) return;
  throw new DownloadError(
    `${redactUrl(from)} leads to ${redactUrl(to)}, which is not followed: ${refusal}.`,
    { hint: 'If that is the right place, give its URL yourself.' },
  );
}

async function hopRefusal(from: URL, to: URL, network: Network): Promise<string | undefined> {
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'it leaves HTTPS for HTTP';
  const refusal = schemeRefusal(to);
  if (refusal !== undefined || from.hostname === to.hostname) return refusal;
  if (!(await isPrivate(to.hostname, network)) || (await isPrivate(from.hostname, network))) {
    return undefined;
  }
  return 'a public host sends to an address of a private network';
}

function schemeRefusal({ protocol, hostname }: URL): string | undefined {
  switch (protocol) {
    case 'https:':
      return undefined;
    case 'http:':
      return LOOPBACK.has(hostname) ? undefined : 'HTTP is neither private nor safe from changes';
    default:
      return `its scheme is ${protocol.slice(0, -1)}`;
  }
}

async function isPrivate(hostname: string, network: Network): Promise<boolean> {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) > 0 ? [host] : await addressesOf(host, network);
  return addresses.some((address) => PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
}

/** None for a host that cannot be resolved: the request that follows fails, and says so. */
async function addressesOf(host: string, network: Network): Promise<readonly string[]> {
  try {
    return await network.resolve(host);
  } catch {
    return [];
  }
}
