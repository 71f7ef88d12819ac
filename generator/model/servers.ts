import type { Server } from './model.js';

/** The URL of a server whose variables have their defaults (OpenAPI 3.1, section 4.8.6). */
export function getDefaultUrl({ url, variables = [] }: Server): string {
  return url.replace(
    /\{([^{}]*)\}/g,
    (braces, name: string) => variables.find((each) => each.name === name)?.default ?? braces,
  );
}
