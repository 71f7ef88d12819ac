import type { Reply } from '../reply.js';
import type { ReceivedRequest } from '../request.js';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The token endpoint's path, as the vendor's guide gives it. */
export const TOKEN_PATH = '/connect/token';
/** OpenID Connect Discovery 1.0, section 4. */
export const DISCOVERY_PATH = '/.well-known/openid-configuration';

/** Seconds: what the vendor's guide shows, about a year. */
export const EXPIRES_IN = 30_734_400;

/** Who gives tokens to the one client there is, and knows its own again. */
export interface Identity {
  /** Answers the token endpoint. Never throws for what a client sends. */
  token(request: ReceivedRequest): Promise<Reply>;
  /** Answers the discovery document and whatever it refers to; undefined for any other address. */
  discovery(request: ReceivedRequest): Promise<Reply | undefined>;
  /** True for a token that was issued to this client and not revoked. */
  accepts(token: string): Promise<boolean>;
  /** Every token issued so far is refused from now on; new ones are not. */
  revoke(): Promise<void>;
  close(): Promise<void>;
}
