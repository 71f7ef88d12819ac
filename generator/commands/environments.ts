import { isAbsolute, relative } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { consoleLine, jsonLine } from '../util/printable.js';
import { padColumns } from '../util/table.js';
import {
  type CommandContext,
  CONFIG_OPTION,
  type Finish,
  formatExamples,
  JSON_OPTION,
  loadCommandConfig,
} from './common.js';

/** An environment as `environments --json` prints it: an entry of a matrix. Paths are relative to the current folder. */
interface Entry {
  readonly environment: string;
  /** A URL without user and query, or a path. */
  readonly documentation: string;
  /** Whether the documentation is a URL, so that `nightly` runs the environment by default. */
  readonly remote: boolean;
  /** The folder of the package. */
  readonly output: string;
  /** The folder of the recorded document. */
  readonly snapshot: string;
  /** Undefined where it comes from the title of the document. */
  readonly packageName?: string;
  readonly distTag: string;
  /** The environment's name as a part of a variable's name: `PROD_EU` of `prod-eu`. */
  readonly secret: string;
}

/** `environments`: lists the environments of the configuration, for people and for workflows. */
export function addEnvironments(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'environments',
    'List the environments of the configuration, also as the matrix of a workflow',
    (argv) =>
      argv
        .option('remote', {
          type: 'boolean',
          default: false,
          describe: 'Only those whose documentation is a URL, which nightly runs by default',
        })
        .options(CONFIG_OPTION)
        .options({
          json: {
            ...JSON_OPTION.json,
            describe: 'Print one line of JSON: a matrix for a workflow',
          },
        })
        .epilogue(
          formatExamples('environments', [
            ['--remote', 'those that nightly runs by default'],
            ['--remote --json', 'the same as the matrix of a workflow'],
          ]),
        ),
    async ({ remote, json, ...flags }) => {
      const entries = await listEntries(flags, context);
      const chosen = remote ? entries.filter((entry) => entry.remote) : entries;
      if (chosen.length === 0)
        throw new UsageError(
          `There is no environment${remote ? ' whose documentation is a URL' : ''}.`,
          { hint: 'Describe one in `environments` of sdk.config.json.' },
        );
      if (json) context.terminal.out(jsonLine({ include: chosen }));
      else for (const line of formatEntries(chosen)) context.terminal.out(line);
      finish(ExitCode.Done);
    },
  );
}

/** All environments, in alphabetical order. */
async function listEntries(
  flags: { readonly config?: string | undefined },
  context: CommandContext,
): Promise<readonly Entry[]> {
  const [{ resolveTarget }, { isUrl, withoutQuery }, { byCodeUnit }] = await Promise.all([
    import('../pipeline/targets.js'),
    import('../util/url.js'),
    import('../util/order.js'),
  ]);
  const { input: _input, ...config } = await loadCommandConfig(flags, context);
  const { cwd } = context;
  return Object.entries(config.environments)
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([environment, { documentation, distTag = 'latest' }]) => {
      const target = resolveTarget({ ...config, env: environment }, cwd);
      const remote = isUrl(documentation);
      return {
        environment,
        documentation: remote ? withoutQuery(documentation) : toShown(documentation, cwd),
        remote,
        output: toShown(target.outputFolder, cwd),
        snapshot: toShown(target.snapshotFolder ?? '', cwd),
        ...defined({ packageName: target.packageName }),
        distTag,
        secret: environment.toUpperCase().replace(/[^A-Z0-9]/g, '_'),
      };
    });
}

/** A path as a workflow names it; another drive of Windows has no relative path. */
function toShown(path: string, cwd: string): string {
  const shown = relative(cwd, path);
  return isAbsolute(shown) ? path : shown.replaceAll('\\', '/') || '.';
}

const HEADINGS = ['environment', 'documentation', 'package', 'dist-tag', 'folder'];

function formatEntries(entries: readonly Entry[]): readonly string[] {
  const rows = entries.map(({ environment, documentation, packageName = '', distTag, output }) =>
    [environment, documentation, packageName, distTag, output].map(consoleLine),
  );
  return padColumns([HEADINGS, ...rows]);
}
