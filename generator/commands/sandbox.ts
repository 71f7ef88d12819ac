import { defined } from '../util/defined.js';
import type { Argv } from 'yargs';
import { SANDBOX_CREDENTIALS, SANDBOX_PORT, VENDOR } from '../vendor.js';
import { ExitCode, UsageError } from '../errors.js';
import type { Fault, RateLimit } from '../sandbox/index.js';
import type { CommandContext, Finish } from './common.js';

const FAULTS = `Something that goes wrong, may be repeated: slow=<ms>, stalled, reset, truncated, html, error=<one in n>, \
revoked, rotated, moved; then whom it meets: a method, a path (* one segment, ** any), x<count>`;

/** `sandbox`: the platform on loopback until stopped. */
export function addSandbox(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'sandbox',
    'Run the platform on loopback until stopped',
    (argv) =>
      argv
        .option('port', {
          type: 'number',
          default: SANDBOX_PORT,
          describe: 'The port to listen on; 0 for any',
        })
        .option('input', {
          type: 'string',
          describe: 'Another document or documentation page: file or URL',
        })
        .option('document', {
          type: 'string',
          describe: 'Which document, by name or URL, when a page announces several',
        })
        .option('limit', {
          type: 'string',
          default: String(VENDOR.rateLimit.requests),
          describe:
            'Requests a minute that the API takes before it answers 429; off for any number',
        })
        .option('seed', {
          type: 'string',
          default: '',
          describe: 'Another text, another fleet; the same text, the same answers',
        })
        .option('fault', { type: 'string', describe: FAULTS })
        .epilog(
          'Faults while it runs: POST /_sandbox/faults {"kind":"slow","milliseconds":500,"path":"/Vehicles","count":3}, GET to list, DELETE to clear.',
        )
        .example('$0 sandbox --port 4010', 'documentation page, token endpoint and API on one port')
        .example('$0 sandbox --input openapi.yaml --limit off', 'any other API')
        .example('$0 sandbox --fault "error=3 GET /Vehicles" --fault "reset x1"', 'a bad day'),
    async ({ port, input, document, limit, seed, fault }) => {
      const { openSandbox } =
        require('../pipeline/open-sandbox.js') as typeof import('../pipeline/open-sandbox.js');
      const rate = parseLimit(limit);
      const sandbox = await openSandbox({
        port,
        identity: 'certified',
        seed,
        faults: parseFaults([fault ?? []].flat()),
        ...(rate && { limit: rate }),
        ...defined({ input, document }),
      });
      const { endpoints } = sandbox;
      const { out } = context.terminal;
      out(`documentation  ${endpoints.documentation}`);
      out(`document       ${endpoints.document}`);
      out(`token          ${endpoints.token}`);
      out(`API            ${endpoints.api}`);
      out(`faults         ${endpoints.faults}`);
      out(`client id      ${SANDBOX_CREDENTIALS.clientId}`);
      out(`client secret  ${SANDBOX_CREDENTIALS.clientSecret}`);
      out('');
      out(endpoints.curl.token);
      out(endpoints.curl.document);
      if (endpoints.curl.api !== undefined) out(endpoints.curl.api);
      out('');
      out(rate ? `${rate.requests} requests a minute (--limit off: any number).` : 'No limit.');
      out('Stop it with Ctrl+C.');
      await untilStopped();
      await sandbox.close();
      finish(ExitCode.Done);
    },
  );
}

function parseLimit(text: string): RateLimit | undefined {
  if (text === 'off') return undefined;
  const requests = Number(text);
  if (Number.isInteger(requests) && requests > 0) return { requests, perMs: 60_000 };
  throw new UsageError(`--limit is '${text}'.`, {
    hint: 'Give a number of requests a minute, such as 30, or off.',
  });
}

function parseFaults(texts: readonly string[]): readonly Fault[] {
  if (texts.length === 0) return [];
  const { parseFaultText } = require('../sandbox/index.js') as typeof import('../sandbox/index.js');
  return texts.map((text) => {
    const parsed = parseFaultText(text);
    if (parsed.kind === 'parsed') return parsed.fault;
    const [[name, messages] = ['', []]] = [...parsed.errors];
    throw new UsageError(
      `--fault '${text}': ${name === '' ? '' : `${name}: `}${messages.join(' ')}`,
      { hint: 'Such as slow=500, "error=3 GET /Vehicles" or "reset /Geolocation/** x3".' },
    );
  });
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
