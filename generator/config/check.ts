import type { ErrorObject } from 'ajv';
import { UsageError } from '../errors.js';
import { findNearest } from '../util/nearest.js';

/** Settings as they came from one place, not yet looked at. */
export interface Layer {
  readonly values: Readonly<Record<string, unknown>>;
  /** How the user finds a setting: file, line and pointer; a variable; a flag. */
  readonly locate: (path: readonly string[]) => string;
}

/** @throws UsageError naming everything in the layer that the schema does not allow. */
export type LayerCheck = (layer: Layer) => void;

/** @param schema `sdk.config.schema.json`. Ajv is loaded here: call it when there is something to check. */
export async function createLayerCheck(schema: object): Promise<LayerCheck> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  // The schema is ours, and a test holds it to its own schema: compiling that one takes longer than all else here.
  // And what is validated once is not worth optimising for.
  const validate = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    validateSchema: false,
    code: { optimize: false },
  }).compile(schema);
  return (layer) => {
    if (validate(layer.values)) return;
    // Ajv tells some things twice: by the rule that is broken, then by the rule that led to it.
    const errors = (validate.errors ?? []).filter(
      ({ keyword }) => !REDUNDANT_KEYWORDS.has(keyword),
    );
    const lines = new Set(errors.map((error) => describeError(layer, error)));
    throw new UsageError([...lines].join('\n'), { hint: hintFor(errors) });
  };
}

const REDUNDANT_KEYWORDS: ReadonlySet<string> = new Set(['propertyNames', 'if']);

function describeError({ locate: whereIs }: Layer, error: ErrorObject): string {
  const path = segmentsOf(error.instancePath);
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

/** Said of the value that was expected, never with the one that was found: it may be a secret in the wrong place. */
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

function hintFor(errors: readonly ErrorObject[]): string {
  const isCredential = errors.some((error) =>
    /secret|password|token|clientid/i.test(unknownKeyOf(error) ?? ''),
  );
  return isCredential
    ? 'Credentials never stand in the configuration: set OPTIMUM_CLIENT_ID and OPTIMUM_CLIENT_SECRET.'
    : 'sdk.config.schema.json lists every setting.';
}

function unknownKeyOf({ keyword, params }: ErrorObject): string | undefined {
  return keyword === 'additionalProperties' ? String(params['additionalProperty']) : undefined;
}

function choicesOf(params: ErrorObject['params']): string[] {
  return (params['allowedValues'] as readonly unknown[]).map(String);
}

/** RFC 6901, section 4. */
function segmentsOf(pointer: string): string[] {
  const segments = pointer.split('/').slice(1);
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function withArticle(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
