/** The settings of the check of an API against its document; none of them changes a package. */
export interface ConformSettings {
  /**
   * Arguments that nobody can know from the document: by the name of a parameter, or by operation id and then by name;
   * `body` is the request body. A list holds several values.
   */
  readonly values: Readonly<Record<string, unknown>>;
  /** The most requests that a run sends. */
  readonly budget: number;
  /** How often something must be seen before it is claimed of all values. */
  readonly seen: number;
}

export const CONFORM_DEFAULTS: ConformSettings = { values: {}, budget: 60, seen: 20 };
