import { UsageError } from '../errors.js';
import { createPathCompiler } from '../util/json-path.js';
import type { Layer } from './validate.js';

/** The settings of the nightly job; none of them changes a package. */
export interface NightlySettings {
  /** JSONPath expressions (RFC 9535) for places of the document that change by themselves. */
  readonly ignore: readonly string[];
  /** User names at the forge. */
  readonly assignees: readonly string[];
  /** User names at the forge; at GitHub also teams, as `acme/backend`. */
  readonly reviewers: readonly string[];
  /** The form of the message that is sent to the URL in the variable `SDKGEN_WEBHOOK`. Default: none is sent. */
  readonly webhook?: 'slack' | 'teams';
  /** How often the job is scheduled, in hours. */
  readonly everyHours: number;
}

export const NIGHTLY_DEFAULTS: NightlySettings = {
  ignore: [],
  assignees: [],
  reviewers: [],
  everyHours: 24,
};

/**
 * Checks the expressions of `nightly.ignore`, so that a wrong one is reported by its place in the file and not at night.
 *
 * @param layer whose settings the schema allows.
 * @throws UsageError for what is no JSONPath, and for one that leaves nothing to compare.
 */
export async function checkIgnored({ values, locate }: Layer): Promise<void> {
  const { nightly } = values as { readonly nightly?: Partial<NightlySettings> };
  if (nightly?.ignore === undefined || nightly.ignore.length === 0) return;
  const compile = await createPathCompiler();
  nightly.ignore.forEach((path, index) => {
    const query = compile(path);
    if (typeof query !== 'string' && query.segments.length > 0) return;
    const where = locate(['nightly', 'ignore', String(index)]);
    throw typeof query === 'string'
      ? new UsageError(`${where} is not a valid JSONPath: ${query}.`, {
          hint: 'RFC 9535 describes these expressions. For example: "$.info.version"',
        })
      : new UsageError(`${where} ignores the whole document.`, {
          hint: 'Name the parts that change by themselves. For example: "$.info.version"',
        });
  });
}
