import type { ErrorObject } from 'ajv';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.js';
import { findNearest } from '../util/nearest.js';
import { toSegments } from '../util/json-pointer.js';

export const SETTINGS_HELP = 'sdk.config.schema.json lists every setting.';

/** Unchecked settings from one source: the file, the variables or the flags. */
export interface Layer {
  readonly values: Readonly<Record<string, unknown>>;
  /** Where the user finds a setting: file, line and path; a variable; a flag. */
  readonly locate: (path: readonly string[]) => string;
  /** Where the settings of this source are described. */
  readonly help: string;
}

const SCHEMA_PATH = join(__dirname, '..', '..', 'sdk.config.schema.json');

/** Reads `sdk.config.schema.json`. */
export async function readConfigSchema(): Promise<object> {
  return JSON.parse(await readFile(SCHEMA_PATH, 'utf8')) as object;
}

/** @throws UsageError that lists everything in the layer that the schema does not allow. */
export type LayerCheck = (layer: Layer) => void;

/** @param schema `sdk.config.schema.json`. Loads Ajv, so call it only when there is something to check. */
export async function createLayerCheck(schema: object): Promise<LayerCheck> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  // A test validates the schema itself, which would take longer here than everything else. Each value is validated
  // once, which is not worth the optimizer.
  const validate = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    code: { optimize: false },
  }).compile(schema);
  return (layer) => {
    if (validate(layer.values)) return;
    // Ajv reports some errors twice: for the rule that is broken, and for the rule that contains it.
    const errors = (validate.errors ?? []).filter(
      ({ keyword }) => !REDUNDANT_KEYWORDS.has(keyword),
    );
    const lines = new Set(errors.map((error) => describeError(layer, error)));
    throw new UsageError([...lines].join('\n'), { hint: hintFor(errors, layer.help) });
  };
}

const REDUNDANT_KEYWORDS: ReadonlySet<string> = new Set(['propertyNames', 'if']);

function describeError({ locate: whereIs }: Layer, error: ErrorObject): string {
  const path = toSegments(error.instancePath);
  const unknownKey = unknownKeyOf(error);
  if (unknownKey !== undefined) {
    const near = findNearest(
      unknownKey,
      Object.keys(record(record(error.parentSchema)['properties'])),
    );
    return `${whereIs([...path, unknownKey])} is no setting.${suggestion(near)}`;
  }
  const where = whereIs(error.propertyName === undefined ? path : [...path, error.propertyName]);
  return error.propertyName === undefined
    ? `${where} must be ${describeExpected(error)}.${suggestChoice(error)}`
    : `${where} must be named by ${describeExpected(error)}.`;
}

/** Describes the expected value, and never quotes the actual one, which may be a misplaced secret. */
function describeExpected({ keyword, params, parentSchema }: ErrorObject): string {
  const title = record(parentSchema)['title'];
  if (typeof title === 'string') return title;
  switch (keyword) {
    case 'type':
      return withArticle(String(params['type']));
    case 'enum':
      return `one of ${choicesOf(params).join(', ')}`;
    case 'minimum':
      return `${String(params['limit'])} or more`;
    case 'maximum':
      return `${String(params['limit'])} or less`;
    case 'minItems':
      return 'a list that is not empty';
    case 'minLength':
      return 'a string that is not empty';
    default:
      throw new Error(`The schema's "${keyword}" needs a title that says what is expected.`);
  }
}

function suggestChoice({ keyword, params, data }: ErrorObject): string {
  return keyword === 'enum' && typeof data === 'string'
    ? suggestion(findNearest(data, choicesOf(params)))
    : '';
}

function suggestion(near: string | undefined): string {
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}

function hintFor(errors: readonly ErrorObject[], help: string): string {
  const isCredential = errors.some((error) =>
    /secret|password|token|clientid/i.test(unknownKeyOf(error) ?? ''),
  );
  return isCredential
    ? 'Credentials do not belong in the configuration. Set the variables <variablePrefix>_CLIENT_ID and <variablePrefix>_CLIENT_SECRET.'
    : help;
}

function unknownKeyOf({ keyword, params }: ErrorObject): string | undefined {
  return keyword === 'additionalProperties' ? String(params['additionalProperty']) : undefined;
}

function choicesOf(params: ErrorObject['params']): string[] {
  return (params['allowedValues'] as readonly unknown[]).map(String);
}

function withArticle(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
