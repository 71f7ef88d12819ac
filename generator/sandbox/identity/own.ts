import { createHmac } from 'node:crypto';
import { json, type Json, type Reply } from '../reply.js';
import type { ReceivedRequest } from '../request.js';
import {
  DISCOVERY_PATH,
  EXPIRES_IN,
  TOKEN_PATH,
  type Credentials,
  type Identity,
} from './identity.js';
import { credentialsOf, grantError, refused, requestError, unstored } from './identity-server.js';

/** Guards nothing: it makes tokens the same on every machine. */
const SIGNING_KEY = 'optimum-sdk-generator sandbox';

/**
 * The light identity server: `client_credentials` for one client. It starts at once, and its tokens are
 * the same in every run: `generate` downloads a document beside it, and tests keep tokens between runs.
 * The `sandbox` command has the certified one (`certified.ts`), which refuses in the same words.
 */
export class OwnIdentity implements Identity {
  readonly #credentials: Credentials;
  /** Ends in a slash. */
  readonly #url: string;
  #issued = 0;
  #revocations = 0;

  constructor(credentials: Credentials, url: string) {
    this.#credentials = credentials;
    this.#url = url;
  }

  async token(request: ReceivedRequest): Promise<Reply> {
    const early = requestError(request);
    if (early) return refused(early);
    if (!this.#isClient(credentialsOf(request))) return refused('invalid_client');
    const error = grantError(request);
    if (error) return refused(error);
    return unstored(200, {
      access_token: this.#issue(),
      expires_in: EXPIRES_IN,
      token_type: 'Bearer',
    });
  }

  async discovery({ method, path }: ReceivedRequest): Promise<Reply | undefined> {
    if (method !== 'GET' || path !== DISCOVERY_PATH) return undefined;
    return json(200, {
      issuer: this.#url.slice(0, -1),
      token_endpoint: new URL(TOKEN_PATH, this.#url).href,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    });
  }

  /** Tokens of an earlier run too: a program that kept one goes on with it. */
  async accepts(token: string): Promise<boolean> {
    const [header = '', payload = '', signature] = token.split('.');
    if (token.split('.').length !== 3 || signature !== signatureOf(header, payload)) return false;
    const claims = claimsOf(payload);
    return (
      claims?.client_id === this.#credentials.clientId && (claims.after ?? 0) === this.#revocations
    );
  }

  async revoke(): Promise<void> {
    this.#revocations += 1;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #isClient(given: Credentials | undefined): boolean {
    const { clientId, clientSecret } = this.#credentials;
    return given?.clientId === clientId && given.clientSecret === clientSecret;
  }

  #issue(): string {
    this.#issued += 1;
    const header = encoded({ typ: 'JWT', alg: 'HS256' });
    const payload = encoded({
      client_id: this.#credentials.clientId,
      jti: String(this.#issued),
      ...(this.#revocations > 0 && { after: this.#revocations }),
    });
    return `${header}.${payload}.${signatureOf(header, payload)}`;
  }
}

function encoded(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(header: string, payload: string): string {
  return createHmac('sha256', SIGNING_KEY).update(`${header}.${payload}`).digest('base64url');
}

interface Claims {
  readonly client_id?: string;
  /** How many revocations came before it. */
  readonly after?: number;
}

/** Read only behind a signature that fits, so it is what `#issue` wrote. */
function claimsOf(payload: string): Claims | undefined {
  const value: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return typeof value === 'object' && value !== null ? value : undefined;
}
