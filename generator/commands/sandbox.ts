import type { Argv } from 'yargs';
import { SANDBOX_PORT } from '../sandbox/defaults.js';
import { ExitCode, UsageError } from '../errors.js';
import type { Fault, parseFaultText, RateLimit, Sandbox } from '../sandbox/index.js';
import {
  CONFIG_OPTION,
  createSurroundings,
  loadCommandConfig,
  formatExamples,
  JSON_OPTION,
  withDiagnostics,
  type CommandContext,
  type Finish,
} from './common.js';
import { defined } from '../util/defined.js';
import { jsonLines, visibleLine } from '../util/printable.js';

const FAULTS = `A fault, may be repeated: slow=<ms>, stalled, reset, truncated, html, error=<one in n>, revoked, rotated, \
moved; then the requests that get it: a method, a path (* one segment, ** any), x<count>`;

/** `sandbox`: runs the embedded platform on loopback until it is stopped. */
export function addSandbox(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'sandbox',
    'Run the embedded platform on loopback until it is stopped',
    (argv) =>
      argv
        .option('port', {
          type: 'string',
          default: String(SANDBOX_PORT),
          describe: 'The port to listen on; 0 for any free port',
        })
        .option('env', {
          type: 'string',
          describe:
            'An environment of sdk.config.json: what is recorded of it, else its documentation',
        })
        .option('input', {
          type: 'string',
          describe: 'Another document or documentation page: a file or a URL',
        })
        .option('document', {
          type: 'string',
          describe: 'The document to take, by name or URL, if a page lists several',
        })
        .option('limit', {
          type: 'string',
          describe:
            "How many requests a minute the API accepts before it returns 429, or off (default: the environment's limit)",
        })
        .option('seed', {
          type: 'string',
          default: '',
          describe: 'Seeds the data: the same text gives the same responses',
        })
        .option('strict', {
          type: 'boolean',
          default: false,
          describe: 'Return 404 for the key of an item that no list has and no request has created',
        })
        .options(JSON_OPTION)
        .option('lies', {
          type: 'string',
          describe: 'Answers differ from the document in up to five ways, which this seed chooses',
        })
        .option('fault', { type: 'string', array: true, describe: FAULTS })
        .options(CONFIG_OPTION)
        .epilogue(
          formatExamples('sandbox', [
            ['--env staging', 'the recorded document of an environment of sdk.config.json'],
            [
              '--input openapi.yaml',
              'your API on http://127.0.0.1:4010, with its documentation page',
            ],
            [
              '--input https://api.example.com/swagger --port 0 --limit off',
              'on any free port, without a limit',
            ],
            [
              '--input openapi.yaml --fault "error=3 GET /Vehicles" --fault "reset x1"',
              'with faults',
            ],
          ]),
        )
        .epilog(
          '\nFaults while it runs: POST /_sandbox/faults {"kind":"slow","milliseconds":500,"path":"/Vehicles","count":3}, GET to list, DELETE to clear.',
        ),
    async ({ port, limit, seed, strict, fault, lies, json, ...flags }) => {
      // Loaded when the command runs, and not for every command line.
      const [{ openSandboxOn, readSandboxSource }, { parseFaultText }] = await Promise.all([
        import('../pipeline/open-sandbox.js'),
        import('../sandbox/index.js'),
      ]);
      const options = {
        port: parsePort(port),
        identity: 'certified',
        seed,
        strict,
        faults: (fault ?? []).map((text) => toFault(text, parseFaultText(text))),
        ...defined({ lies }),
      } as const;
      const given = limit === undefined ? undefined : parseLimit(limit);
      const config = await loadCommandConfig(flags, context);
      const source = await withDiagnostics(context, () =>
        readSandboxSource(config, createSurroundings(context)),
      );
      const rate = limit === undefined ? source.rateLimit : given;
      const sandbox = await withDiagnostics(context, () =>
        openSandboxOn(source, { ...options, ...(rate && { limit: rate }) }),
      );
      const { url, endpoints } = sandbox;
      const planned = lies === undefined ? undefined : sandbox.lies;
      if (json)
        context.terminal.out(
          jsonLines({ url, ...endpoints, ...defined({ limit: rate, lies: planned }) }),
        );
      else
        for (const line of [...describeSandbox(sandbox, rate), ...describeLies(sandbox, lies)])
          context.terminal.out(line);
      await untilAborted(context.signal);
      await sandbox.close();
      finish(ExitCode.Done, true);
    },
  );
}

function parsePort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port '${text}' is not a port.`, {
    hint: 'Give a number from 0 to 65535; 0 takes any free port.',
  });
}

/** About a screen: where everything is, what it takes, and calls that work. */
function describeSandbox({ endpoints }: Sandbox, rate: RateLimit | undefined): readonly string[] {
  const rows = [
    ['documentation', endpoints.documentation],
    ['document', endpoints.document],
    ['API', endpoints.api],
    ...endpoints.credentials,
    ['faults', endpoints.faults],
  ];
  const calls = endpoints.curl.length === 0 ? [] : ['Calls that work:', ...endpoints.curl, ''];
  return [
    ...rows.map(([label = '', value = '']) => `${label.padEnd(15)}${value}`),
    '',
    ...calls,
    rate ? `Rate limit: ${describeLimit(rate)} (--limit off for none).` : 'No rate limit.',
    'Stop it with Ctrl+C.',
  ];
}

function describeLies({ lies }: Sandbox, seed: string | undefined): readonly string[] {
  if (seed === undefined) return [];
  if (lies.length === 0)
    return ['No lies: the document declares nothing that an answer could differ from.'];
  return lies.map(({ text }) => visibleLine(`Lies (seed ${seed}): ${text}`));
}

function describeLimit({ requests, perMs }: RateLimit): string {
  return perMs === 60_000
    ? `${requests} requests a minute`
    : `${requests} requests in ${perMs / 1000} seconds`;
}

function parseLimit(text: string): RateLimit | undefined {
  if (text === 'off') return undefined;
  const requests = Number(text);
  if (Number.isInteger(requests) && requests > 0) return { requests, perMs: 60_000 };
  throw new UsageError(`--limit '${text}' is not a number of requests.`, {
    hint: 'Give the number of requests a minute, such as 30, or off.',
  });
}

function toFault(text: string, parsed: ReturnType<typeof parseFaultText>): Fault {
  if (parsed.kind === 'parsed') return parsed.fault;
  const [[name, messages] = ['', []]] = [...parsed.errors];
  throw new UsageError(
    `--fault '${text}': ${name === '' ? '' : `${name}: `}${messages.join(' ')}`,
    { hint: 'For example: slow=500, "error=3 GET /Vehicles" or "reset /Geolocation/** x3"' },
  );
}

/** Without a signal, as in a program, it runs as long as the process. */
function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    else signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
