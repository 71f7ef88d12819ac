import { TokenError } from './errors.js';

/** The client of an API, as its token endpoint knows it. */
export interface ClientIdentity {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Undefined for a way that takes none. */
  readonly clientSecret?: string | undefined;
}

/** What proves to the token endpoint who the client is. */
export interface ClientProof {
  /** Added to the form of the token request. */
  readonly form?: Readonly<Record<string, string>>;
  /** The header of this name. */
  readonly authorization?: string;
  /** Masked in texts from the server. */
  readonly secret?: string;
}

/**
 * A way to authenticate to the token endpoint (RFC 6749, section 2.3): {@link basicAuthentication}, what
 * {@link privateKeyJwt} returns, or one of your own. It is asked for each attempt, after all middleware.
 */
export interface ClientAuthentication {
  /** True: there is nothing to authenticate with until a client secret is given. */
  readonly takesSecret: boolean;
  prove(client: ClientIdentity): ClientProof | Promise<ClientProof>;
}

/** Sends id and secret with HTTP basic authentication, encoded as in a form (RFC 6749, section 2.3.1). */
export const basicAuthentication: ClientAuthentication = {
  takesSecret: true,
  prove: ({ clientId, clientSecret = '' }) => {
    const secret = btoa(`${formEncode(clientId)}:${formEncode(clientSecret)}`);
    return { authorization: `Basic ${secret}`, secret };
  },
};

function formEncode(value: string): string {
  return String(new URLSearchParams({ '': value })).slice(1);
}

/**
 * Returns a signed JWT that proves who the client is (RFC 7523, section 3). It is called for each token request, since a
 * server takes a JWT once.
 *
 * @param tokenUrl The token endpoint. Servers expect this or their issuer's URL as the audience.
 */
export type ClientAssertion = (tokenUrl: string) => string | Promise<string>;

/**
 * Sends a signed JWT in place of a client secret: `private_key_jwt` of OpenID Connect (Core 1.0, section 9).
 *
 * @throws TokenError (rejects the call) when the function fails, or returns no text.
 */
export function privateKeyJwt(createAssertion: ClientAssertion): ClientAuthentication {
  return {
    takesSecret: false,
    prove: async ({ tokenUrl, clientId }) => {
      const secret = await createText(createAssertion, tokenUrl);
      const form = {
        client_id: clientId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: secret,
      };
      return { form, secret };
    },
  };
}

async function createText(create: ClientAssertion, tokenUrl: string): Promise<string> {
  try {
    const assertion: unknown = await create(tokenUrl);
    if (assertion && typeof assertion === 'string') return assertion;
    throw new TypeError('It returned no text');
  } catch (error) {
    throw new TokenError(`No access token: the client assertion failed: ${String(error)}`, error);
  }
}
