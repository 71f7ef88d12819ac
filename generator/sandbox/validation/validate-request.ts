import type { ApiModel, Operation } from '../../model/model.js';
import { parseInstant } from '../../util/dotnet-formats.js';
import { DAY_MS } from '../data/period.js';
import type { OpenApiDocument } from '../raw-openapi.js';
import type { ParameterValues } from '../incoming-request.js';
import type { ValidationErrors } from '../outgoing-response.js';
import { checkParameters } from './model-binding.js';
import type { ParsedBody } from './read-body.js';
import type { SchemaValidator } from './schema-validator.js';

/** @returns what is wrong with a request; empty if nothing is. */
export type RequestValidator = (
  operation: Operation,
  parameters: ParameterValues,
  body: ParsedBody,
) => Promise<ValidationErrors>;

/**
 * Checks requests as ASP.NET does: first that each value can be read as its type, then the rules of the
 * document's schemas, then the rules that the vendor does not document. The first step that fails is reported.
 * @param document in normal form; without it, only the model's types are checked.
 */
export function createRequestValidator(
  { declarations }: ApiModel,
  document: OpenApiDocument | undefined,
): RequestValidator {
  let loading: Promise<SchemaValidator> | undefined;
  return async (operation, parameters, body) => {
    const bindingErrors = new Map([
      ...checkParameters(declarations, operation, parameters),
      ...body.errors,
    ]);
    if (bindingErrors.size > 0) return bindingErrors;
    if (document !== undefined) {
      loading ??= loadSchemaValidator(document);
      const validator = await loading;
      const { content, value } = body;
      const schemaErrors = new Map([
        ...validator.validateParameters(operation, parameters),
        ...(content && value !== undefined
          ? validator.validateBody(operation, content, value)
          : []),
      ]);
      if (schemaErrors.size > 0) return schemaErrors;
    }
    return checkVendorRules(operation, parameters);
  };
}

/** Loaded with the first request: `generate --env sandbox` only downloads the document and does without ajv. */
async function loadSchemaValidator(document: OpenApiDocument): Promise<SchemaValidator> {
  const { SchemaValidator } = await import('./schema-validator.js');
  return new SchemaValidator(document);
}

/** What the vendor's API rejects although its document allows it. */
const VENDOR_RULES: ReadonlyMap<string, (text: (name: string) => string) => ValidationErrors> =
  new Map([
    ['GET /Geolocation/Trips', checkTripPeriod],
    ['GET /Geolocation/Trips/export', checkTripPeriod],
  ]);

function checkVendorRules(operation: Operation, parameters: ParameterValues): ValidationErrors {
  const text = (name: string) =>
    [...parameters].find(([parameter]) => parameter.wireName === name)?.[1][0] ?? '';
  return VENDOR_RULES.get(operation.id)?.(text) ?? new Map();
}

/** At most 24 hours, as users of the API report. */
function checkTripPeriod(text: (name: string) => string): ValidationErrors {
  const length = parseInstant(text('endDate')) - parseInstant(text('startDate'));
  if (length < 0) return new Map([['endDate', ['The end of the period lies before its start.']]]);
  if (length > DAY_MS) return new Map([['endDate', ['The period must not exceed 24 hours.']]]);
  return new Map();
}
