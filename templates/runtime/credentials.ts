import { TokenError } from './errors.js';
import type { TokenFunction } from './options.js';

/** Where access tokens come from. */
export interface Credentials {
  token(): Promise<string>;
  /** Another token in place of one that the API has refused; undefined when there is none. */
  renew(refused: string): Promise<string | undefined>;
}

export function staticToken(token: string): Credentials {
  return { token: () => Promise.resolve(token), renew: () => Promise.resolve(undefined) };
}

/** The function is asked for each call, and once more when its token was refused. */
export function tokenFrom(give: TokenFunction): Credentials {
  const ask = async (refused?: string) => {
    const token = await give(refused);
    if (!token) throw new TokenError('The function given as `token` returned none');
    return token;
  };
  return {
    token: () => ask(),
    renew: async (refused) => {
      const token = await ask(refused);
      return token === refused ? undefined : token;
    },
  };
}
