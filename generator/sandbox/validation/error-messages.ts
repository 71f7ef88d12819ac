import type { ErrorObject } from 'ajv';
import type { ValidationErrors } from '../outgoing-response.js';
import { toPascalCase } from './model-binding.js';

/** ASP.NET words its messages differently for each. */
export type InputKind = 'json' | 'form' | 'parameters';

type Path = readonly string[];

/** ajv's errors as ASP.NET's messages, by the member that they are about. */
export function toValidationErrors(
  errors: readonly ErrorObject[],
  kind: InputKind,
): ValidationErrors {
  const result = new Map<string, string[]>();
  for (const error of filterErrors(errors)) {
    const [name, message] = toFieldError(error, kind);
    const messages = result.get(name) ?? [];
    if (!messages.includes(message)) messages.push(message);
    result.set(name, messages);
  }
  return result;
}

/**
 * Removes errors that would only confuse. A nullable value keeps the errors of its type, not the one that it is
 * not null. A union that no member matches keeps one error, not those of each member. Errors about nulls are
 * removed, because nulls were checked when the body was read.
 */
function filterErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let kept: readonly ErrorObject[] = [];
  for (const error of errors) {
    if (error.data === null || isAboutNull(error)) continue;
    if (error.keyword !== 'anyOf') {
      kept = [...kept, error];
      continue;
    }
    const members = (error.schema as readonly unknown[]).filter((member) => !isNull(member));
    const under = kept.filter(({ instancePath }) => isUnder(instancePath, error.instancePath));
    if (members.length === 1 && under.length > 0) continue;
    kept = [...kept.filter((other) => !under.includes(other)), error];
  }
  return kept;
}

function isAboutNull({ keyword, params }: ErrorObject): boolean {
  return keyword === 'type' && [params['type']].flat().join() === 'null';
}

function isNull(schema: unknown): boolean {
  return [(schema as { readonly type?: unknown } | null)?.type].flat().join() === 'null';
}

function isUnder(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`);
}

function toFieldError(
  error: ErrorObject,
  kind: InputKind,
): readonly [name: string, message: string] {
  const { keyword, params } = error;
  const path = parsePath(error.instancePath);
  const name = getMemberName(path, kind);
  // An item of a list is named like the list.
  const last = path.findLast((step) => !/^\d+$/.test(step)) ?? '';
  const field = kind === 'json' ? toPascalCase(last) : last;
  switch (keyword) {
    case 'required':
    case 'dependentRequired': {
      const missing = String(params['missingProperty']);
      const required = kind === 'json' ? toPascalCase(missing) : missing;
      return [getMemberName([...path, missing], kind), `The ${required} field is required.`];
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return [name, `The field ${field} ${describeRange(error)}.`];
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return [name, `The field ${field} must be a ${describeLength(error)}.`];
    case 'pattern':
      return [name, `The field ${field} must match the regular expression '${params['pattern']}'.`];
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const extra = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      return [
        toJsonPath([...path, extra]),
        `The JSON property '${extra}' could not be mapped to any .NET member.`,
      ];
    }
    case 'format':
      if (params['format'] === 'email')
        return [name, `The ${field} field is not a valid e-mail address.`];
      if (params['format'] === 'uri')
        return [name, `The ${field} field is not a valid fully-qualified http, https, or ftp URL.`];
      return createConversionError(error, path, kind);
    case 'type':
    case 'enum':
    case 'const':
      return createConversionError(error, path, kind);
    default:
      return [name, `The field ${field} is invalid.`];
  }
}

/** The message of the model binder or the JSON reader for a value that is not of the member's .NET type. */
function createConversionError(
  error: ErrorObject,
  path: Path,
  kind: InputKind,
): readonly [string, string] {
  if (kind === 'json') {
    const name = toJsonPath(path);
    return [name, `The JSON value could not be converted to ${getClrName(error)}. Path: ${name}.`];
  }
  const value = `The value '${String(error.data)}' is not valid`;
  return [
    getMemberName(path, kind),
    kind === 'form' ? `${value} for ${path.join('.')}.` : `${value}.`,
  ];
}

/** `[Range]` has a minimum and a maximum. */
function describeRange({ keyword, params, parentSchema }: ErrorObject): string {
  const { minimum, maximum } = (parentSchema ?? {}) as { minimum?: number; maximum?: number };
  if (minimum !== undefined && maximum !== undefined)
    return `must be between ${minimum} and ${maximum}`;
  const isExclusive = keyword.startsWith('exclusive');
  const comparison = keyword.toLowerCase().endsWith('minimum') ? 'greater' : 'less';
  return `must be ${comparison} than ${isExclusive ? '' : 'or equal to '}${params['limit']}`;
}

/** `[StringLength]` has a minimum and a maximum, `[MinLength]` and `[MaxLength]` one of them. */
function describeLength({ keyword, params, parentSchema }: ErrorObject): string {
  const { minLength, maxLength } = (parentSchema ?? {}) as {
    minLength?: number;
    maxLength?: number;
  };
  if (minLength !== undefined && maxLength !== undefined)
    return `string with a minimum length of ${minLength} and a maximum length of ${maxLength}`;
  const end = keyword.startsWith('min') ? 'minimum' : 'maximum';
  return `string or array type with a ${end} length of '${params['limit']}'`;
}

function getClrName({ parentSchema }: ErrorObject): string {
  const { type, format } = (parentSchema ?? {}) as { type?: readonly string[]; format?: string };
  switch (type?.find((name) => name !== 'null')) {
    case 'boolean':
      return 'System.Boolean';
    case 'integer':
      return format === 'int64' ? 'System.Int64' : 'System.Int32';
    case 'number':
      return 'System.Double';
    case 'array':
      return 'System.Collections.Generic.List`1';
    case 'string':
      return STRING_TYPES[format ?? ''] ?? 'System.String';
    default:
      return 'the declared type';
  }
}

const STRING_TYPES: Readonly<Record<string, string>> = {
  'date-time': 'System.DateTime',
  date: 'System.DateOnly',
  time: 'System.TimeOnly',
  'date-span': 'System.TimeSpan',
  uuid: 'System.Guid',
};

function parsePath(instancePath: string): Path {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** In JSON named like the C# property: `Address.PostalCode`, `Lines[0].Quantity`. */
function getMemberName(path: Path, kind: InputKind): string {
  if (kind === 'parameters') return path[0] ?? '';
  return path.reduce((text, step) => {
    if (/^\d+$/.test(step)) return `${text}[${step}]`;
    const name = kind === 'json' ? toPascalCase(step) : step;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function toJsonPath(path: Path): string {
  return path.reduce(
    (text, step) => (/^\d+$/.test(step) ? `${text}[${step}]` : `${text}.${step}`),
    '$',
  );
}
