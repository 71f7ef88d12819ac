import { ENVIRONMENTS } from '../../../vendor.js';
import { serve, type Canned, type TestServer } from '../../../source/testing/server.js';

export type Answers = Readonly<Record<string, Canned | readonly Canned[]>>;

/** The vendor's pre-production on loopback: the program calls its real hosts, and is led here. */
export interface Vendor {
  /** What was asked of either host, by its whole URL. */
  readonly asked: readonly string[];
  readonly fetch: typeof globalThis.fetch;
  readonly close: () => Promise<void>;
}

const { apiUrl, tokenUrl } = ENVIRONMENTS.preprod;

/**
 * @param api Answers of the API's host, by path: the documentation page is `/swagger/index.html`.
 * @param identity Answers of the identity server: the token endpoint is `/connect/token`.
 * @param network The fetch that leads to loopback: of a test that replaces the one that all share.
 */
export async function vendor(
  api: Answers,
  identity: Answers,
  network: typeof globalThis.fetch,
): Promise<Vendor> {
  const servers = { api: await serve(api), identity: await serve(identity) };
  const places: readonly (readonly [string, TestServer])[] = [
    [new URL(apiUrl).origin, servers.api],
    [new URL(tokenUrl).origin, servers.identity],
  ];
  const asked: string[] = [];
  return {
    asked,
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      asked.push(url);
      const place = places.find(([origin]) => url.startsWith(origin));
      if (place === undefined) throw new Error(`Nobody was to ask ${url}`);
      const [origin, server] = place;
      return network(server.url + url.slice(origin.length), init);
    },
    close: async () => {
      await Promise.all([servers.api.close(), servers.identity.close()]);
    },
  };
}
