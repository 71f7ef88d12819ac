import type { JSONPathQuery } from 'json-p3';

/** Documents that nest deeper are refused. */
const MAX_DEPTH = 1000;

/** Compiles a JSONPath (RFC 9535). @returns what is wrong with it, where it is not one. */
export type CompilePath = (path: string) => JSONPathQuery | string;

/** Loads the library, so call it only when there is a path to compile. */
export async function createPathCompiler(): Promise<CompilePath> {
  const { JSONPathEnvironment, JSONPathError } = await import('json-p3');
  const environment = new JSONPathEnvironment({ maxRecursionDepth: MAX_DEPTH });
  return (path) => {
    try {
      return environment.compile(path);
    } catch (error) {
      if (!(error instanceof JSONPathError)) throw error;
      return error.message;
    }
  };
}
