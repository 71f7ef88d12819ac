import { relative } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, SdkgenError, UsageError } from '../errors.js';
import type { ForgeName, NewRelease } from '../forge/index.js';
import type { PublishedPackage, PublishResult } from '../pipeline/publish.js';
import { RUN_PROGRAM } from '../program.js';
import { defined } from '../util/defined.js';
import { jsonLines } from '../util/printable.js';
import { describeDifference } from './check.js';
import {
  CONFIG_OPTION,
  type CommandContext,
  createSurroundings,
  type Finish,
  formatExamples,
  JSON_OPTION,
  loadCommandConfig,
  printRefusal,
} from './common.js';
import { formatHint, printFailure } from './terminal.js';

/** `publish`: publishes the packages of environments to npm. */
export function addPublish(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'publish',
    'Check, compile, pack and publish packages to npm, unless they are published already',
    (argv) =>
      argv
        .option('env', {
          type: 'string',
          array: true,
          describe:
            'An environment; may be repeated (default: all whose documentation is a URL and that have a package)',
        })
        .option('dry-run', {
          type: 'boolean',
          default: false,
          describe: 'Do everything but publish',
        })
        .option('registry', {
          type: 'string',
          describe: "The URL of the registry (default: what npm's settings say)",
        })
        .option('access', {
          choices: ['public', 'restricted'] as const,
          describe: 'Who may install a package with a scope',
        })
        .option('provenance', {
          type: 'boolean',
          default: false,
          describe: 'Ask npm for provenance, where a token publishes (trusted publishing adds it)',
        })
        .option('release', {
          choices: ['github', 'gitlab'] as const,
          describe: "Also create a release there, with the changelog's entry and a tag",
        })
        .options(CONFIG_OPTION)
        .options(JSON_OPTION)
        .group(['registry', 'access', 'provenance'], 'The registry:')
        .epilogue(
          [
            'npm publishes, with its own credentials. A release needs what propose needs.',
            '',
            formatExamples('publish', [
              ['--dry-run', 'what would be published'],
              ['--env staging --registry https://npm.pkg.github.com', 'a private registry'],
            ]),
          ].join('\n'),
        ),
    async ({ env, dryRun, registry, access, provenance, release, ...flags }) => {
      const { listPublishable, publishPackage } = await import('../pipeline/publish.js');
      const config = await loadCommandConfig(flags, context);
      const environments = env ?? (await listPublishable(config, context.cwd));
      if (environments.length === 0)
        throw new UsageError('There is no package to publish.', {
          hint: `Generate one: ${RUN_PROGRAM} nightly, or give an environment with --env.`,
        });
      const options = { isDryRun: dryRun, provenance, ...defined({ registry, access }) };
      const forge = dryRun ? undefined : await openReleases(release, context);
      const results: Result[] = [];
      for (const environment of new Set(environments)) {
        const work = publishPackage(environment, config, options, createSurroundings(context));
        const result = await work
          .then((published) => forge?.(published) ?? published)
          .catch((error: unknown) => toFailed(context, environment, error));
        results.push(result);
        if (!flags.json) printResult(context, result);
      }
      if (flags.json) context.terminal.out(jsonLines({ packages: results }));
      finish(worstExitCode(results));
    },
  );
}

type Result = PublishResult | FailedResult;

/** A failure of one package does not stop the others. */
interface FailedResult {
  readonly status: 'failed';
  readonly environment: string;
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly hint?: string;
}

/**
 * @returns what creates the release of a package that is published, unless there is one; undefined without `--release`.
 * @throws UsageError when a variable is missing.
 */
async function openReleases(name: ForgeName | undefined, { env, signal }: CommandContext) {
  if (name === undefined) return undefined;
  const { openForge } = await import('../forge/index.js');
  const forge = openForge(name, env, defined({ signal }));
  const commit = env['GITHUB_SHA'] || env['CI_COMMIT_SHA'];
  if (!commit)
    throw new UsageError('The commit of the release is not known.', {
      hint: 'GitHub sets GITHUB_SHA in workflows, GitLab CI_COMMIT_SHA in jobs.',
    });
  return async (result: PublishResult): Promise<PublishResult> => {
    if (result.status === 'differs') return result;
    const release = toRelease(result, commit);
    await forge.createRelease(release);
    return { ...result, release: release.tag };
  };
}

/** The environment is in the tag, because each has versions of its own. */
function toRelease(published: PublishedPackage, commit: string): NewRelease {
  const { environment, version, distTag, notes } = published;
  const title = `${published.package} ${version}`;
  return {
    ...{ tag: `${environment}-v${version}`, commit, title, text: notes ?? title },
    isPrerelease: distTag !== 'latest',
  };
}

function toFailed(context: CommandContext, environment: string, error: unknown): FailedResult {
  context.signal?.throwIfAborted();
  if (!(error instanceof SdkgenError)) throw error;
  printRefusal(context.terminal, error);
  printFailure(error, context.terminal);
  const { exitCode, message, hint } = error;
  return { status: 'failed', environment, exitCode, message, ...defined({ hint }) };
}

function printResult(
  { terminal, cwd }: CommandContext,
  result: PublishResult | FailedResult,
): void {
  switch (result.status) {
    case 'failed':
      return;
    case 'differs': {
      const { output, difference, environment } = result;
      for (const line of describeDifference(relative(cwd, output) || '.', difference))
        terminal.err(line);
      const fix = `Nothing was published. ${RUN_PROGRAM} generate --env ${environment} writes it.`;
      terminal.err(formatHint(terminal, fix));
      return;
    }
    case 'published':
    case 'already-published':
    case 'dry-run': {
      const { distTag, tarball, status } = result;
      const name = `${result.package}@${result.version}`;
      const size = `${Math.ceil(tarball.size / 1000)} kB, ${tarball.files} files`;
      terminal.out(`${name} ${SENTENCES[status](distTag)} (${size}, ${tarball.integrity}).`);
      if (result.release !== undefined) terminal.out(`  release ${result.release}`);
      return;
    }
    default:
      result satisfies never;
  }
}

const SENTENCES = {
  published: (tag: string) => `is published as \`${tag}\``,
  'already-published': () => 'is in the registry already, with the same content',
  'dry-run': (tag: string) => `would be published as \`${tag}\``,
} as const;

/** A higher exit code is a worse one. */
function worstExitCode(results: readonly Result[]): ExitCode {
  const codes = results.map((result) => {
    if (result.status === 'failed') return result.exitCode;
    return result.status === 'differs' ? ExitCode.Difference : ExitCode.Done;
  });
  return codes.reduce<ExitCode>((worst, code) => (code > worst ? code : worst), ExitCode.Done);
}
