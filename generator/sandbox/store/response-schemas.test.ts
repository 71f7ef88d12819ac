import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import type { OperationObject, ParameterObject } from '../../document/openapi.js';
import { readStandIn } from '../../source/index.js';
import { openStandIn, createClient } from '../testing/open.js';
import { DOTNET_FORMATS } from '../../util/dotnet-formats.js';

/** Validates the responses of all GET operations with `ajv`, which has no part in generating them. */

const SAMPLES: Readonly<Record<string, string>> = {
  startDate: '2026-05-04',
  endDate: '2026-05-05',
  from: '2026-05-04',
  to: '2026-05-05',
  date: '2026-05-04',
  registrationNumber: 'AB-123-CD',
  identificationNumber: 'EMP1001',
  address: 'Lyon',
  latitude: '45.7',
  longitude: '4.8',
  id: '7',
};

it('responds as the schemas of the document say', async () => {
  const { text, location } = await readStandIn();
  const { document } = await loadDocument(
    { text, location },
    { allowedOrigins: [] },
    new Diagnostics(),
  );
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false, allErrors: true });
  addFormats(ajv);
  for (const [name, format] of Object.entries(DOTNET_FORMATS)) ajv.addFormat(name, format);
  ajv.addSchema(document, 'document');
  const send = await createClient(await openStandIn());
  const results = [];
  for (const [path, item] of Object.entries(document.paths)) {
    const operation = item.get;
    const at = `document#/paths/${path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/get`;
    const schema = operation?.responses?.['200'];
    if (operation === undefined || !JSON.stringify(schema).includes('application/json')) continue;
    const target = `GET ${splitTarget(path, operation)}`;
    const { status, body } = await send(target);
    const validate = ajv.compile({
      $ref: `${at}/responses/200/content/application~1json/schema`,
    });
    validate(body);
    results.push([target, status, validate.errors ?? []]);
  }
  expect(results.length).toBeGreaterThan(25);
  expect(results).toEqual(results.map(([target]) => [target, 200, []]));
});

function splitTarget(path: string, { parameters = [] }: OperationObject): string {
  const declared = parameters as readonly ParameterObject[];
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent(
      getSample(declared.find((one) => one.name === name) ?? { name, in: 'path' }),
    ),
  );
  const query = declared
    .filter((one) => one.in === 'query' && one.required === true)
    .map((one): [string, string] => [one.name, getSample(one)]);
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query).toString()}`;
}

function getSample({ name, schema }: ParameterObject): string {
  const format = typeof schema === 'object' ? schema.format : undefined;
  if (format === 'uuid') return '0d9f2f6c-58d2-4c3d-8a55-3f6c2b1d4e5f';
  const sample = SAMPLES[`${name.charAt(0).toLowerCase()}${name.slice(1)}`] ?? '7';
  return format === 'date-time' ? `${sample}T00:00:00` : sample;
}
