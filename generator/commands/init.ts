import { join, relative } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import type { Inspection } from '../pipeline/inspect-document.js';
import type { Forge, ProjectChoice } from '../pipeline/project-files.js';
import { defined } from '../util/defined.js';
import { paint } from '../util/paint.js';
import { plural } from '../util/plural.js';
import { consoleLine } from '../util/printable.js';
import { isUrl, resolveLocation, withoutQuery } from '../util/url.js';
import { RUN_PROGRAM } from '../program.js';
import {
  type Ask,
  type CommandContext,
  createSurroundings,
  type Finish,
  withDiagnostics,
} from './common.js';

interface InitFlags {
  readonly url: string | undefined;
  readonly env: string | undefined;
  readonly document: string | undefined;
  readonly 'base-url': string | undefined;
  readonly 'client-name': string | undefined;
  readonly 'package-name': string | undefined;
  readonly nightly: string | undefined;
  readonly publish: boolean;
}

const FORGES = ['github', 'gitlab', 'none'] as const;
const DEFAULT_ENVIRONMENT = 'production';
/** As `sdk.config.schema.json` has it. */
const ENVIRONMENT_NAME =
  /^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z](?:[a-z0-9]|[_-](?=[a-z0-9])){0,49}$/;

/** `init`: sets up a project for an API. */
export function addInit(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'init [url]',
    'Find the document of an API and write sdk.config.json for it',
    (argv) =>
      argv
        .positional('url', {
          type: 'string',
          describe: 'A documentation page or a document: a URL or a file',
        })
        .option('env', {
          type: 'string',
          describe: `The name of the environment (${DEFAULT_ENVIRONMENT})`,
        })
        .option('document', {
          type: 'string',
          describe: 'The document to take, by name or URL, if a page lists several',
        })
        .option('base-url', {
          type: 'string',
          describe: 'The base URL of the API, if the document names none',
        })
        .option('client-name', { type: 'string', describe: 'The client class' })
        .option('package-name', { type: 'string', describe: "The package's name on npm" })
        .option('nightly', {
          choices: FORGES,
          describe: 'Write a nightly workflow for GitHub or GitLab (none)',
        })
        .option('publish', {
          type: 'boolean',
          default: false,
          describe: 'With --nightly, also write a workflow that publishes what is merged to npm',
        })
        .option('yes', {
          type: 'boolean',
          default: false,
          describe: 'Ask nothing: take the defaults of what is not given',
        })
        .option('force', { type: 'boolean', default: false, describe: 'Replace existing files' })
        .example('$0 init', 'asks for everything, on a terminal')
        .example('$0 init https://api.example.com/swagger --env staging --yes', 'asks nothing')
        .example('$0 init openapi.yaml --client-name Fleet', 'a file'),
    async ({ yes, force, ...flags }) => {
      const files = await import('../pipeline/project-files.js');
      const ask = yes ? undefined : context.ask;
      const config = join(context.cwd, files.CONFIG_NAME);
      if (!force) await files.refuseExisting([config]);
      const choice = await choose({ ...flags, url: flags.url }, ask, context);
      const made = await files.createProjectFiles(choice, context.cwd);
      if (!force) await files.refuseExisting(made.keys());
      context.signal?.throwIfAborted();
      await files.writeProjectFiles(made);
      printNext(context, choice, [...made.keys()]);
      finish(ExitCode.Done);
    },
  );
}

/** Finds the document, shows it, and completes what the flags say. Writes nothing. */
async function choose(
  flags: InitFlags,
  ask: Ask | undefined,
  context: CommandContext,
): Promise<ProjectChoice> {
  checkEnvironment(flags.env);
  if (flags.publish && !/^git(?:hub|lab)$/.test(flags.nightly ?? ''))
    throw new UsageError('--publish needs --nightly github or --nightly gitlab.', {
      hint: 'The workflow publishes what the nightly job proposed.',
    });
  await checkBaseUrl(flags['base-url']);
  context.terminal.status('');
  const input =
    flags.url ?? (await ask?.('URL of the documentation page or of the document, or a file')) ?? '';
  if (input === '')
    throw new UsageError('No document was given.', {
      hint: `Give its URL or file: ${RUN_PROGRAM} init https://api.example.com/swagger. Further options: --env, --base-url, --client-name, --package-name, --nightly github|gitlab|none.`,
    });
  const documentation = resolveLocation(input, context.cwd);
  const { document, found } = await findDocument(documentation, flags.document, ask, context);
  printInspection(context, found);
  const env = flags.env ?? (await askEnvironment(ask)) ?? DEFAULT_ENVIRONMENT;
  const baseUrl =
    flags['base-url'] ??
    (found.servers.length > 0
      ? undefined
      : ((await ask?.('Base URL of the API', found.baseUrl)) ?? found.baseUrl));
  const clientName = flags['client-name'] ?? (await ask?.('Client class', found.clientName));
  const packageName = flags['package-name'] ?? (await ask?.('Package', found.packageName));
  return {
    env,
    documentation,
    ...defined({ document }),
    ...(baseUrl !== undefined && baseUrl !== '' && { baseUrl }),
    ...(clientName !== found.clientName && defined({ clientName })),
    ...(packageName !== found.packageName && defined({ packageName })),
    nightly: toForge(flags.nightly) ?? (await askForge(documentation, ask)),
    publishes: flags.publish,
  };
}

/** Lets the person choose where a page has several documents. */
async function findDocument(
  documentation: string,
  document: string | undefined,
  ask: Ask | undefined,
  context: CommandContext,
): Promise<{ readonly found: Inspection; readonly document?: string }> {
  const { inspectDocument } = await import('../pipeline/inspect-document.js');
  const inspect = (name: string | undefined) =>
    withDiagnostics(context, () =>
      inspectDocument(documentation, name, createSurroundings(context)),
    );
  const found = await inspect(document);
  const { alternatives, location } = found;
  if (document !== undefined || alternatives.length === 0)
    return { found, ...defined({ document }) };
  const first = found.name ?? location;
  const names = [first, ...alternatives.map(({ name, url }) => name ?? url)];
  context.terminal.out(`The page has ${plural(names.length, 'document')}:`);
  for (const name of names) context.terminal.out(`  ${consoleLine(name)}`);
  const chosen = (await ask?.('Which one', first)) ?? first;
  return { found: chosen === first ? found : await inspect(chosen), document: chosen };
}

function printInspection({ terminal, cwd }: CommandContext, found: Inspection): void {
  const notes = (severity: string) =>
    found.diagnostics.filter((each) => each.severity === severity).length;
  const title = consoleLine(`${found.title} ${found.version}`);
  const rows = [
    [
      'document',
      isUrl(found.location) ? withoutQuery(found.location) : relative(cwd, found.location),
    ],
    ['operations', `${found.operations}, with ${plural(found.schemas, 'schema')}`],
    ['security', found.security.join(', ') || 'the document declares none'],
    ['servers', found.servers.join(', ') || 'the document names none'],
    [
      'notes',
      `${plural(notes('warning'), 'warning')}, ${plural(notes('info'), 'info')}; \`generate\` prints them`,
    ],
  ];
  terminal.out(paint(terminal, 'bold', title));
  for (const [label = '', value = ''] of rows)
    terminal.out(`  ${label.padEnd(11)} ${consoleLine(value)}`);
  terminal.out('');
}

function checkEnvironment(name: string | undefined): void {
  if (name === undefined || ENVIRONMENT_NAME.test(name)) return;
  throw new UsageError(`--env '${name}' is not a name of an environment.`, {
    hint: 'Give a small letter, then small letters, digits and hyphens, such as staging or prod-eu.',
  });
}

/** A client sends its credentials there. */
async function checkBaseUrl(url: string | undefined): Promise<void> {
  const { isSafeUrl } = await import('../pipeline/project-files.js');
  if (url === undefined || (URL.canParse(url) && isSafeUrl(url))) return;
  throw new UsageError(`--base-url ${url} is not a URL that a client may call.`, {
    hint: 'Give one that starts with https://, or with http:// and localhost, 127.0.0.1 or [::1].',
  });
}

async function askEnvironment(ask: Ask | undefined): Promise<string | undefined> {
  if (ask === undefined) return undefined;
  let name = await ask('Name of the environment', DEFAULT_ENVIRONMENT);
  while (!ENVIRONMENT_NAME.test(name))
    name = await ask('A small letter, then small letters, digits and hyphens', DEFAULT_ENVIRONMENT);
  return name;
}

/** A file does not change by itself, so nothing has to look after it at night. */
async function askForge(documentation: string, ask: Ask | undefined): Promise<Forge> {
  if (ask === undefined || !isUrl(documentation)) return 'none';
  for (;;) {
    const forge = toForge(await ask('Nightly workflow: github, gitlab or none', 'none'));
    if (forge !== undefined) return forge;
  }
}

function toForge(text: string | undefined): Forge | undefined {
  return FORGES.find((forge) => forge === text);
}

function printNext(
  { terminal, cwd }: CommandContext,
  { nightly, env }: ProjectChoice,
  paths: readonly string[],
): void {
  const names = paths.map((path) => relative(cwd, path)).join(', ');
  terminal.out(`Written: ${names}.`);
  if (nightly === 'gitlab')
    for (const name of paths.flatMap((path) => /\.gitlab[\\/](.*)$/.exec(path)?.[1] ?? []))
      terminal.out(`In .gitlab-ci.yml: include: { local: .gitlab/${name} }`);
  terminal.out(
    `Commit output/${env} and fixtures/${env} after the first run; .gitignore should have node_modules/, dist/, *.tgz and reports/.`,
  );
  terminal.out('');
  terminal.out('What to do next:');
  terminal.out('');
  terminal.out(`  ${RUN_PROGRAM} generate --build`);
}
