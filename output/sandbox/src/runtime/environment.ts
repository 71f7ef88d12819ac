/** A variable of the process's environment; undefined where there is no process, as in a browser. */
export function environmentVariable(name: string): string | undefined {
  return (globalThis as Surroundings).process?.env?.[name] || undefined;
}

interface Surroundings {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}
