import { TokenError } from './errors.js';
import type { TokenFunction } from './options.js';

/** Where access tokens come from. */
export interface Credentials {
  /** At once where one is at hand, as it nearly always is. */
  token(): string | Promise<string>;
  /** Another token in place of one that the API has refused; undefined when there is none. */
  renew(refused: string): Promise<string | undefined>;
}

/** A token that stays, or a function that is asked for each call, and once more when its token was refused. */
export function tokenFrom(source: string | TokenFunction): Credentials {
  const token = (refused?: string) => {
    const given = typeof source === 'string' ? source : source(refused);
    return typeof given === 'string' ? checked(given) : given.then(checked);
  };
  return {
    token,
    renew: async (refused) => {
      const other = await token(refused);
      return other === refused ? undefined : other;
    },
  };
}

function checked(token: string): string {
  if (token) return token;
  throw new TokenError('No access token: `token` gave none');
}
