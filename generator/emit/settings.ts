/** What the package says of itself and where its client calls, beside what the document says. */
export interface PackageSettings {
  readonly packageName: string;
  readonly packageVersion: string;
  /** By name; empty when the document names no server, and then every client is given a `baseUrl`. */
  readonly environments: Readonly<
    Record<string, { readonly baseUrl: string; readonly tokenUrl?: string }>
  >;
  readonly defaultEnvironment?: string;
  /** RFC 6749 token endpoint, where no environment names one. */
  readonly tokenUrl?: string;
  /** What the API allows; undefined when that is not known. */
  readonly rateLimit?: { readonly requests: number; readonly perMs: number };
  /** Said in the README of a package that is made from a stand-in; undefined for a real document. */
  readonly standIn?: string;
  /** The document in canonical form: the package's `openapi.json`. */
  readonly canonicalDocument: string;
}
