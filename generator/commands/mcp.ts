import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import type { McpSource } from '../pipeline/serve-mcp.js';
import { defined } from '../util/defined.js';
import {
  CONFIG_OPTION,
  createSurroundings,
  formatExamples,
  loadCommandConfig,
  withDiagnostics,
  type CommandContext,
  type Finish,
} from './common.js';

/** `mcp`: serves an API to assistants until it is stopped. Standard output belongs to the protocol. */
export function addMcp(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'mcp',
    'Serve an API to assistants with the Model Context Protocol',
    (argv) =>
      argv
        .option('env', { type: 'string', describe: 'An environment of sdk.config.json' })
        .option('input', {
          type: 'string',
          describe: 'Another document or documentation page: a file or a URL',
        })
        .option('document', {
          type: 'string',
          describe: 'The document to take, by name or URL, if a page lists several',
        })
        .option('package', {
          type: 'string',
          describe: 'The folder of a generated package, of which --env is then an environment',
        })
        .option('base-url', {
          type: 'string',
          describe: "The base URL of the API (default: the environment's or the document's)",
        })
        .option('http', {
          type: 'boolean',
          default: false,
          describe: 'Serve over HTTP on 127.0.0.1 instead of the standard streams',
        })
        .option('port', {
          type: 'string',
          default: '0',
          describe: 'The port for --http; 0 for any free port',
        })
        .option('allow-writes', {
          type: 'string',
          array: true,
          describe:
            'An operation, such as "POST /Alerts", or a tag that may write; the user is asked each time; may be repeated',
        })
        .option('budget', {
          type: 'string',
          default: '60',
          describe: 'The most requests of one plan',
        })
        .options(CONFIG_OPTION)
        .group(['env', 'input', 'document', 'package', 'base-url', 'config'], 'The API:')
        .group(['http', 'port'], 'The transport:')
        .group(['allow-writes', 'budget'], 'What assistants may do:')
        .epilogue(
          formatExamples('mcp', [
            ['--env preprod', 'over the standard streams, as hosts start it'],
            ['--input openapi.yaml --http --port 4020', 'over HTTP, on http://127.0.0.1:4020/mcp'],
            ['--package node_modules/@acme/sdk', 'of an installed package'],
            ['--env preprod --allow-writes "POST /Alerts/rules"', 'with one operation that writes'],
          ]),
        ),
    async ({ http, port, allowWrites, budget, baseUrl, package: folder, ...flags }) => {
      const limits = {
        port: toNumber('port', port, 0, 65_535),
        budget: toNumber('budget', budget, 1, 10_000),
      };
      const source =
        folder === undefined
          ? { config: await loadCommandConfig(flags, context) }
          : toPackageSource(folder, flags, context);
      const { serveMcp } = await import('../pipeline/serve-mcp.js');
      await withDiagnostics(context, () =>
        serveMcp(source, {
          ...createSurroundings(context),
          ...defined({ allowWrites, baseUrl, port: http ? limits.port : undefined }),
          budget: limits.budget,
          log: context.terminal.err,
        }),
      );
      finish(ExitCode.Done, true);
    },
  );
}

/** What the package was generated from and with is recorded in it, so that only its environment is left to choose. */
function toPackageSource(
  folder: string,
  flags: Readonly<Record<string, unknown>> & { readonly env: string | undefined },
  { cwd }: CommandContext,
): McpSource {
  const other = ['input', 'document', 'config'].find((name) => flags[name] !== undefined);
  if (other !== undefined)
    throw new UsageError(`mcp takes no --${other} together with a package.`, {
      hint: 'A package has its own document and settings: leave one of them out.',
    });
  return { packageFolder: resolve(cwd, folder), ...defined({ environment: flags.env }) };
}

function toNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`--${option} '${text}' is not a number from ${least} to ${most}.`);
}
