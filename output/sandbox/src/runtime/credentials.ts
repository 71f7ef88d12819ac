import { TokenError } from './errors.js';
import type { TokenFunction } from './options.js';

/** Where access tokens come from. */
export interface Credentials {
  token(): Promise<string>;
  /** Another token in place of one that the API has refused; undefined when there is none. */
  renew(refused: string): Promise<string | undefined>;
}

/** Asks the function for each call, and once more when its token was refused. */
export function tokenFrom(give: TokenFunction): Credentials {
  const token = async (refused?: string) => {
    const given = await give(refused);
    if (!given) throw new TokenError('`token` gave no access token');
    return given;
  };
  return {
    token,
    renew: async (refused) => {
      const other = await token(refused);
      return other === refused ? undefined : other;
    },
  };
}
