import type { Argv } from 'yargs';
import { SANDBOX_CREDENTIALS, SANDBOX_PORT } from '../environments.js';
import { ExitCode } from '../errors.js';
import type { Finish } from './common.js';
import type { CommandContext } from './context.js';

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
        .example(
          '$0 sandbox --port 4010',
          'documentation page, token endpoint and API on one port',
        ),
    async ({ port }) => {
      const { openSandbox } = await import('../open-sandbox.js');
      const sandbox = await openSandbox({ port });
      const { out } = context.terminal;
      const { clientId, clientSecret } = SANDBOX_CREDENTIALS;
      out(`documentation  ${sandbox.url}swagger/index.html`);
      out(`document       ${sandbox.url}swagger/v1/swagger.json`);
      out(`API            ${sandbox.url}Vehicles`);
      out(`client id      ${clientId}`);
      out(`client secret  ${clientSecret}`);
      out('');
      out(
        `curl -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${clientSecret} ${sandbox.url}connect/token`,
      );
      out(`curl -H "Authorization: Bearer $TOKEN" ${sandbox.url}Vehicles`);
      out('');
      out('Stop it with Ctrl+C.');
      await stopped();
      await sandbox.close();
      finish(ExitCode.Done);
    },
  );
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
