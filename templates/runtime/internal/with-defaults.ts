import { ConfigurationError } from '../core/errors.js';

/**
 * Completes options with defaults.
 *
 * @throws ConfigurationError for a number that is negative or NaN, with which a timer would fire at once.
 */
export function withDefaults<T extends object>(
  defaults: T,
  options: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const complete = { ...defaults };
  for (const name in options) {
    const value = options[name] ?? defaults[name];
    if (typeof defaults[name] === 'number' && !(Number(value) >= 0))
      throw new ConfigurationError(
        `${name} must be 0 or more, not ${String(value)} (${typeof value})`,
      );
    complete[name] = value;
  }
  return complete;
}
