import type { ServerObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';

/**
 * Where an API answers, sorted: each URL with its variables' defaults put in and without a slash at its end.
 * Undefined where nothing is said.
 */
export function serversOf(
  servers: readonly ServerObject[] | undefined,
): readonly string[] | undefined {
  if (servers === undefined || servers.length === 0) return undefined;
  return [...new Set(servers.map(urlOf))].sort(byCodeUnit);
}

function urlOf({ url, variables }: ServerObject): string {
  const whole = url.replace(
    /\{([^{}]*)\}/g,
    (braces, name: string) => variables?.[name]?.default ?? braces,
  );
  return whole.replace(/\/+$/, '') || '/';
}
