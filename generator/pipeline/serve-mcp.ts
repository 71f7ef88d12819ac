import { createCaller } from '../caller/index.js';
import type { GeneratorConfig } from '../config/index.js';
import { toVariableName } from '../emit/index.js';
import { UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { Stopwatch } from '../util/stopwatch.js';
import { DOCUMENT_PATH, MANIFEST_NAME, readFileIfExists, readManifest } from '../write/index.js';
import { describeApi, getCallerOptions, openApi, type OpenedApi } from './called-api.js';
import type { Surroundings } from './obtain-target.js';
import { createRecordedRecipe } from './recorded-recipe.js';
import { version } from './version.js';

/** What is served: the document of a configuration, or a generated package in a folder. */
export type McpSource =
  | { readonly config: GeneratorConfig }
  | {
      readonly packageFolder: string;
      /** Of the package. Default: the variable of its client, such as `EXAMPLE_ENVIRONMENT`, then its own default. */
      readonly environment?: string;
    };

export interface ServeMcpOptions extends Surroundings {
  /** Replaces the base URL of the environment. */
  readonly baseUrl?: string;
  /** Operations that may write, by id, name or tag; each request is asked for. Default: none. */
  readonly allowWrites?: readonly string[];
  /** The most requests of one plan. Default: 60. */
  readonly budget?: number;
  /** Serves over HTTP on 127.0.0.1 instead of the standard streams; 0 for any free port. */
  readonly port?: number;
  /** Receives lines for people, on anything but the standard output. */
  readonly log: (line: string) => void;
}

/**
 * Serves an API to assistants with the Model Context Protocol, until the signal fires or, over the standard streams, the
 * input ends. Credentials are read from the variables of the API's package, such as `EXAMPLE_CLIENT_ID`; without them it
 * starts, and calls say which are missing.
 *
 * @throws SdkgenError when the document cannot be had, or an option is wrong.
 */
export async function serveMcp(source: McpSource, options: ServeMcpOptions): Promise<void> {
  const { allowWrites, budget, port, log, signal = new AbortController().signal } = options;
  const opened = await openSource(source, options);
  const { api } = opened;
  const { environment, credentials } = getCallerOptions(opened, options.variables);
  const caller = createCaller(api, {
    ...defined({ baseUrl: options.baseUrl, environment }),
    credentials,
    maxBytes: 4 * 2 ** 20,
  });
  // Only this command needs the SDK of the protocol.
  const { createMcpServer, prepareApi, serveHttp, serveStdio } = await import('../mcp/index.js');
  const secrets = Object.entries(credentials).flatMap(([name, value]) =>
    PUBLIC_OPTIONS.has(name) ? [] : [value],
  );
  const prepared = await prepareApi({
    ...{ api, caller, secrets },
    ...defined({ allowWrites, budget }),
  });
  const create = () => createMcpServer(prepared, { version, log });
  if (port === undefined) return serveStdio(create(), signal);
  const server = await serveHttp(create, port, log);
  log(`MCP server: ${server.url}`);
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return server.close();
}

async function openSource(source: McpSource, surroundings: Surroundings): Promise<OpenedApi> {
  if ('config' in source) return openApi(source.config, surroundings);
  const { packageFolder } = source;
  const manifest = await readManifest(packageFolder);
  const document = readFileIfExists(packageFolder, DOCUMENT_PATH);
  if (manifest === undefined || document === undefined)
    throw new UsageError(`${packageFolder} has no ${MANIFEST_NAME} with its ${DOCUMENT_PATH}.`, {
      hint: 'Give the folder of a generated package.',
    });
  const recipe = await createRecordedRecipe(manifest, document.toString());
  const described = await describeApi(recipe, new Stopwatch(surroundings));
  return {
    ...described,
    ...defined({ environment: chooseEnvironment(described, source, surroundings) }),
  };
}

function chooseEnvironment(
  { api: { names, settings } }: OpenedApi,
  source: { readonly environment?: string },
  { variables = process.env }: Surroundings,
): string | undefined {
  const variable = toVariableName(names.environmentVariablePrefix, 'environment');
  const environment = source.environment ?? (variables[variable] || undefined);
  if (environment === undefined || Object.hasOwn(settings.environments, environment))
    return environment;
  const known = Object.keys(settings.environments);
  throw new UsageError(`The package has no environment '${environment}'.`, {
    hint:
      known.length > 0
        ? `It has: ${known.join(', ')}.`
        : 'It has none: leave it out, and give a base URL.',
  });
}

/** Their values appear in logs of servers anyway. */
const PUBLIC_OPTIONS: ReadonlySet<string> = new Set(['clientId', 'username']);
