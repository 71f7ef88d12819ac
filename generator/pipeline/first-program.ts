import { basename } from 'node:path';
import { IMPORT_ENDINGS, toStringLiteral } from '../emit/index.js';
import { getOperations } from '../model/walk.js';
import { SANDBOX_CREDENTIALS, SANDBOX_PORT } from '../sandbox/defaults.js';
import type { MadePackage, Recipe } from './package.js';

/** A first program that uses a package, and what it needs to run. */
export interface FirstProgram {
  /** The lines of an ES module. */
  readonly lines: readonly string[];
  /** The environment variables that hold its credentials; one alternative is enough. */
  readonly variables: readonly (readonly string[])[];
  /** `program`: it calls the sandbox as it is. Else the line that creates its client for the sandbox; undefined without a client. */
  readonly sandbox?:
    { readonly kind: 'program' } | { readonly kind: 'line'; readonly line: string };
}

const SANDBOX_URL = `http://127.0.0.1:${SANDBOX_PORT}/`;

/** The sandbox that `optimum-sdkgen sandbox` starts. */
export const SANDBOX = {
  url: SANDBOX_URL,
  tokenUrl: `${SANDBOX_URL}connect/token`,
  ...SANDBOX_CREDENTIALS,
};

/**
 * Creates a first program: it calls the API with the credentials of the environment. If the package knows no URL of the API,
 * or is the stand-in's, the program calls the sandbox.
 */
export function createFirstProgram(
  made: Pick<
    MadePackage,
    'settings' | 'clientName' | 'example' | 'firstClient' | 'model' | 'recipe'
  >,
): FirstProgram {
  const { settings, clientName, example, firstClient, model, recipe } = made;
  const [webhook] = model.webhooks;
  // The id of a webhook is its name, unless it is the callback of an operation.
  if (webhook !== undefined && getOperations(model).length === 0)
    return {
      lines: [
        `import { handleWebhook } from '${getModule(recipe, settings.packageName, 'webhooks/')}';`,
        '',
        `console.log(handleWebhook(${toStringLiteral(webhook.id)}, '{}').payload);`,
      ],
      variables: [],
    };
  const createClient = (options: string) => `const client = new ${clientName}(${options});`;
  const sandboxLine = createClient(firstClient.sandboxOptions);
  const { options } = firstClient;
  const isForSandbox = options === undefined || settings.standIn !== undefined;
  return {
    lines: [
      `import { ${[clientName, ...example.imports].join(', ')} } from '${getModule(recipe, settings.packageName)}';`,
      '',
      isForSandbox ? sandboxLine : createClient(options),
      example.isStream
        ? `for await (const item of client.${example.call}) console.log(item);`
        : `console.log(await client.${example.call});`,
    ],
    variables: isForSandbox ? [] : firstClient.variables,
    sandbox: isForSandbox ? { kind: 'program' } : { kind: 'line', line: sandboxLine },
  };
}

/** What a program imports: an entry of the package, or a file of the sources as seen from the folder that has theirs. */
function getModule({ target, switches }: Recipe, packageName: string, entry = ''): string {
  if (!switches.sourceOnly) return `${packageName}/${entry}`.replace(/\/$/, '');
  const ending = IMPORT_ENDINGS[switches.importExtension ?? 'js'];
  return `./${basename(target.outputFolder)}/${entry}index${ending}`;
}
