import type { ErrorObject } from 'ajv';
import type { ValidationErrors } from '../reply.js';

/** Where a value was sent: ASP.NET names what is wrong in each in another way. */
export type Sent = 'json' | 'form' | 'parameters';

type Path = readonly string[];

/** ajv's errors in ASP.NET's words, by the member that each is about. */
export function complaints(errors: readonly ErrorObject[], sent: Sent): ValidationErrors {
  const found = new Map<string, string[]>();
  for (const error of told(errors)) {
    const [name, message] = complaint(error, sent);
    const messages = found.get(name) ?? [];
    if (!messages.includes(message)) messages.push(message);
    found.set(name, messages);
  }
  return found;
}

/**
 * What is worth telling: of a value that may be null, why it is not the other thing; of a choice that nothing
 * fits, that alone, not what each member would have liked. Nulls were judged when the body was read: .NET leaves
 * them out of optional properties, whatever the schema says.
 */
function told(errors: readonly ErrorObject[]): readonly ErrorObject[] {
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

function complaint(error: ErrorObject, sent: Sent): readonly [name: string, message: string] {
  const { keyword, params } = error;
  const path = pathOf(error.instancePath);
  const name = memberName(path, sent);
  // What stands in a list is called as the list is.
  const last = path.findLast((step) => !/^\d+$/.test(step)) ?? '';
  const field = sent === 'json' ? pascal(last) : last;
  switch (keyword) {
    case 'required':
    case 'dependentRequired': {
      const missing = String(params['missingProperty']);
      const shown = sent === 'json' ? pascal(missing) : missing;
      return [memberName([...path, missing], sent), `The ${shown} field is required.`];
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return [name, `The field ${field} ${rangeOf(error)}.`];
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return [name, `The field ${field} must be a ${lengthOf(error)}.`];
    case 'pattern':
      return [name, `The field ${field} must match the regular expression '${params['pattern']}'.`];
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const extra = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      return [
        jsonPath([...path, extra]),
        `The JSON property '${extra}' could not be mapped to any .NET member.`,
      ];
    }
    case 'format':
      if (params['format'] === 'email')
        return [name, `The ${field} field is not a valid e-mail address.`];
      if (params['format'] === 'uri')
        return [name, `The ${field} field is not a valid fully-qualified http, https, or ftp URL.`];
      return unconvertible(error, path, sent);
    case 'type':
    case 'enum':
    case 'const':
      return unconvertible(error, path, sent);
    default:
      return [name, `The field ${field} is invalid.`];
  }
}

/** What the model binder or the JSON reader says: no value of the member's .NET type. */
function unconvertible(error: ErrorObject, path: Path, sent: Sent): readonly [string, string] {
  if (sent === 'json') {
    const at = jsonPath(path);
    return [at, `The JSON value could not be converted to ${clrName(error)}. Path: ${at}.`];
  }
  const value = `The value '${String(error.data)}' is not valid`;
  return [
    memberName(path, sent),
    sent === 'form' ? `${value} for ${path.join('.')}.` : `${value}.`,
  ];
}

/** `[Range]` has both ends. */
function rangeOf({ keyword, params, parentSchema }: ErrorObject): string {
  const { minimum, maximum } = (parentSchema ?? {}) as { minimum?: number; maximum?: number };
  if (minimum !== undefined && maximum !== undefined)
    return `must be between ${minimum} and ${maximum}`;
  const isExclusive = keyword.startsWith('exclusive');
  const side = keyword.toLowerCase().endsWith('minimum') ? 'greater' : 'less';
  return `must be ${side} than ${isExclusive ? '' : 'or equal to '}${params['limit']}`;
}

/** `[StringLength]` has both ends; `[MinLength]` and `[MaxLength]` one each. */
function lengthOf({ keyword, params, parentSchema }: ErrorObject): string {
  const { minLength, maxLength } = (parentSchema ?? {}) as {
    minLength?: number;
    maxLength?: number;
  };
  if (minLength !== undefined && maxLength !== undefined)
    return `string with a minimum length of ${minLength} and a maximum length of ${maxLength}`;
  const end = keyword.startsWith('min') ? 'minimum' : 'maximum';
  return `string or array type with a ${end} length of '${params['limit']}'`;
}

function clrName({ parentSchema }: ErrorObject): string {
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
      return STRINGS[format ?? ''] ?? 'System.String';
    default:
      return 'the declared type';
  }
}

const STRINGS: Readonly<Record<string, string>> = {
  'date-time': 'System.DateTime',
  date: 'System.DateOnly',
  time: 'System.TimeOnly',
  'date-span': 'System.TimeSpan',
  uuid: 'System.Guid',
};

function pathOf(instancePath: string): Path {
  return instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** In JSON as the C# property is named: `Address.PostalCode`, `Lines[0].Quantity`. */
function memberName(path: Path, sent: Sent): string {
  if (sent === 'parameters') return path[0] ?? '';
  return path.reduce((text, step) => {
    if (/^\d+$/.test(step)) return `${text}[${step}]`;
    const name = sent === 'json' ? pascal(step) : step;
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function jsonPath(path: Path): string {
  return path.reduce(
    (text, step) => (/^\d+$/.test(step) ? `${text}[${step}]` : `${text}.${step}`),
    '$',
  );
}

function pascal(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
