import { PRESETS } from '../../../vendor.js';
import { serve, type Canned, type TestServer } from '../../../source/testing/server.js';

export type Responses = Readonly<Record<string, Canned | readonly Canned[]>>;

/** The vendor's pre-production environment on loopback. Its `fetch` redirects the real hosts here. */
export interface Vendor {
  /** The URLs of all requests. */
  readonly requests: readonly string[];
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => Promise<void>;
}

const { baseUrl: apiUrl, tokenUrl } = PRESETS.optimum.environments.preprod;

/**
 * @param api responses of the API's host, by path: the documentation page is `/swagger/index.html`.
 * @param identity responses of the identity server: the token endpoint is `/connect/token`.
 * @param network the original `fetch`, for a test that replaces the global one.
 */
export async function startVendor(
  api: Responses,
  identity: Responses,
  network: typeof globalThis.fetch,
): Promise<Vendor> {
  const servers = { api: await serve(api), identity: await serve(identity) };
  const hosts: readonly (readonly [string, TestServer])[] = [
    [new URL(apiUrl).origin, servers.api],
    [new URL(tokenUrl).origin, servers.identity],
  ];
  const requests: string[] = [];
  return {
    requests,
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      requests.push(url);
      const host = hosts.find(([origin]) => url.startsWith(origin));
      if (host === undefined) throw new Error(`Unexpected request: ${url}`);
      const [origin, server] = host;
      return network(server.url + url.slice(origin.length), init);
    },
    close: async () => {
      await Promise.all([servers.api.close(), servers.identity.close()]);
    },
  };
}
