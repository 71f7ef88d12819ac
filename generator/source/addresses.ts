import { BlockList, isIP } from 'node:net';
import { DownloadError, UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { basicAuthorization, readUserInfo } from './basic-authorization.js';
import type { Network } from './context.js';
import { redactUrl } from './redact.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Private ranges, which no public page has a reason to link to (RFC 6890, RFC 4193, RFC 4291). */
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
  // Translated to IPv4 by gateways (RFC 6052, RFC 3056, RFC 4291 section 2.5.5.1); no page is published there.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['::', 96],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** The metadata services of clouds, which hand out secrets; not even a private host may redirect there (RFC 3927, RFC 4291). */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');
LINK_LOCAL.addAddress('fd00:ec2::254', 'ipv6');

/**
 * Parses a URL that the user gave.
 *
 * @throws UsageError unless it is HTTPS, or HTTP to localhost, 127.0.0.1 or ::1.
 */
export function parseGivenUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new UsageError(`${redactUrl(text)} is not a URL.`, {
      hint: 'Give scheme and host, such as https://api.example.com/swagger.',
    });
  }
  const url = new URL(text);
  const refusal = refuseScheme(url);
  if (refusal === undefined) return url;
  throw new UsageError(`${redactUrl(url)} is not downloaded: ${refusal}.`, {
    hint:
      url.protocol === 'file:'
        ? 'Give the path of the file instead.'
        : 'Use https://; http:// is for localhost, 127.0.0.1 and [::1] alone.',
  });
}

/**
 * Parses the URL of a webhook, which is a secret as a whole.
 *
 * @param variable the environment variable that it comes from.
 * @returns the URL without user and password, and the header that they become.
 * @throws UsageError without the URL, unless it is HTTPS, or HTTP to localhost, 127.0.0.1 or ::1.
 */
export function parseWebhookUrl(
  text: string,
  variable: string,
): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } {
  const given = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  const refusal = given === undefined ? 'it is not a URL' : refuseScheme(given);
  if (given === undefined || refusal !== undefined) {
    throw new UsageError(`The URL in ${variable} is not used: ${refusal}.`, {
      hint: 'Copy the whole URL of the webhook, which begins with https://.',
    });
  }
  const { user, password } = readUserInfo(given);
  const authorization =
    user === '' && password === '' ? undefined : basicAuthorization(user, password);
  const url = new URL(given);
  [url.username, url.password, url.hash] = ['', '', ''];
  return { url, headers: defined({ authorization }) };
}

/**
 * Checks that a redirect, a page or a script at `from` may lead to `to`.
 *
 * A host name is resolved only when the host changes, and the request that follows may resolve it to another
 * address. This protects against mistakes; it does not replace a firewall.
 *
 * @throws DownloadError with the reason when it may not.
 */
export async function checkHop(from: URL, to: URL, network: Network): Promise<void> {
  const refusal = await refuseHop(from, to, network);
  if (refusal === undefined) return;
  throw new DownloadError(
    `${redactUrl(from)} leads to ${redactUrl(to)}, which is not followed: ${refusal}.`,
    { hint: 'If that URL is the right one, pass it as the input.' },
  );
}

async function refuseHop(from: URL, to: URL, network: Network): Promise<string | undefined> {
  if (from.protocol === 'https:' && to.protocol === 'http:') return 'it leads from HTTPS to HTTP';
  const refusal = refuseScheme(to);
  if (refusal !== undefined || from.hostname === to.hostname) return refusal;
  const there = await resolveAddresses(to.hostname, network);
  if (isAmong(there, LINK_LOCAL))
    return 'it is a link-local address or that of a cloud metadata service';
  if (!isAmong(there, PRIVATE)) return undefined;
  return isAmong(await resolveAddresses(from.hostname, network), PRIVATE)
    ? undefined
    : 'a public host leads to an address in a private network';
}

function refuseScheme({ protocol, hostname }: URL): string | undefined {
  switch (protocol) {
    case 'https:':
      return undefined;
    case 'http:':
      return LOOPBACK.has(hostname) ? undefined : 'HTTP is not encrypted';
    default:
      return `its scheme is ${protocol.slice(0, -1)}`;
  }
}

function isAmong(addresses: readonly string[], list: BlockList): boolean {
  return addresses.some((address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));
}

/** None for a host that cannot be resolved: the request that follows fails with a clear message. */
async function resolveAddresses(hostname: string, network: Network): Promise<readonly string[]> {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return ['127.0.0.1'];
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) > 0) return [host];
  try {
    return await network.resolve(host);
  } catch {
    return [];
  }
}
