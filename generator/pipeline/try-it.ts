import type { MadePackage } from './package.js';
import type { Target } from './targets.js';

/** The first three lines that a newcomer tries. */
export function tryLines(
  { settings, clientName, example }: MadePackage,
  target: Target,
): readonly string[] {
  const options =
    Object.keys(settings.environments).length === 0 ? "{ baseUrl: 'https://...' }" : '';
  const construct = target.environment?.remote === false ? SANDBOX_CONSTRUCTION : options;
  return [
    `import { ${clientName} } from '${settings.packageName}';`,
    `const client = new ${clientName}(${construct});`,
    `console.log(await client.${example.call});`,
  ];
}

/** Works against `make sandbox` as it is. */
const SANDBOX_CONSTRUCTION =
  "{ environment: 'sandbox', clientId: 'sandbox-client', clientSecret: 'sandbox-secret' }";
