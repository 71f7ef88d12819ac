import { unreachable } from '../../model/type-refs.js';
import { isJsonObject } from '../data/coerce.js';
import type { Json } from '../outgoing-response.js';
import type { ValueLie, WrittenType } from './lie.js';

/**
 * Makes a value tell a lie.
 * @param value that of the lie's schema: the object, for a lie about a property.
 * @returns undefined where the value has nothing to lie about: the property is absent, or null.
 */
export function editValue(lie: ValueLie, value: Json): Json | undefined {
  switch (lie.kind) {
    case 'null':
      return editProperty(lie.property, value, () => null);
    case 'type':
      return editProperty(lie.property, value, (part) => writeAs(lie.written, part));
    case 'number-as-text':
      return editProperty(lie.property, value, (part) =>
        typeof part === 'number' ? String(part) : undefined,
      );
    case 'fraction':
      return editProperty(lie.property, value, addFraction);
    case 'discriminator':
      return editProperty(lie.property, value, (part) =>
        typeof part === 'string' ? 'Unheard_of' : undefined,
      );
    case 'missing':
      return editEntries(lie.property, value, () => []);
    case 'spelling':
      return editEntries(lie.property, value, (part) => [[lie.written, part]]);
    case 'write-only':
    case 'undeclared-property':
      return addEntries(value, [[lie.property, lie.value]]);
    case 'undeclared-keys':
      return addEntries(
        value,
        lie.keys.map((key, index) => [key, index + 1]),
      );
    case 'enum':
      return typeof value === typeof lie.value ? lie.value : undefined;
    case 'format':
    case 'pattern':
      return typeof value === 'string' ? lie.value : undefined;
    case 'range':
      return typeof value === 'number' ? lie.value : undefined;
    case 'length':
      return resize(lie, value);
    case 'null-item':
      return Array.isArray(value) ? [...(value as readonly Json[]).slice(0, -1), null] : undefined;
    case 'no-variant':
      return value === null ? undefined : lie.value;
    default:
      return unreachable(lie);
  }
}

function editProperty(
  property: string,
  value: Json,
  edit: (part: Json) => Json | undefined,
): Json | undefined {
  return editEntries(property, value, (part) => {
    const edited = part === null ? undefined : edit(part);
    return edited === undefined ? undefined : [[property, edited]];
  });
}

function editEntries(
  property: string,
  value: Json,
  edit: (part: Json) => readonly (readonly [string, Json])[] | undefined,
): Json | undefined {
  if (!isJsonObject(value) || !Object.hasOwn(value, property)) return undefined;
  const edited = edit(value[property] ?? null);
  if (edited === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap((entry) => (entry[0] === property ? edited : [entry])),
  );
}

function addEntries(value: Json, added: readonly (readonly [string, Json])[]): Json | undefined {
  if (!isJsonObject(value) || added.some(([name]) => Object.hasOwn(value, name))) return undefined;
  return Object.fromEntries([...Object.entries(value), ...added]);
}

function writeAs(written: WrittenType, value: Json): Json | undefined {
  switch (written) {
    case 'number':
      return typeof value === 'string' ? 42 : undefined;
    case 'text':
      return typeof value === 'number' ? 'n/a' : undefined;
    case 'boolean-text':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'object':
      return Array.isArray(value) ? { items: value as readonly Json[] } : undefined;
    case 'list':
      return isJsonObject(value) ? [value] : undefined;
    default:
      return unreachable(written);
  }
}

/** Undefined for a number that is too large to have one. */
function addFraction(value: Json): Json | undefined {
  if (typeof value !== 'number') return undefined;
  return Number.isInteger(value + 0.5) ? undefined : value + 0.5;
}

function resize(
  { keyword, limit }: Extract<ValueLie, { kind: 'length' }>,
  value: Json,
): Json | undefined {
  switch (keyword) {
    case 'minLength':
      return typeof value === 'string' ? value.slice(0, limit - 1) : undefined;
    case 'maxLength':
      return typeof value === 'string' ? value.padEnd(limit + 1, 'x') : undefined;
    case 'minItems':
      return Array.isArray(value) ? (value as readonly Json[]).slice(0, limit - 1) : undefined;
    case 'maxItems': {
      if (!Array.isArray(value)) return undefined;
      const items = value as readonly Json[];
      const [first] = items;
      return first === undefined
        ? undefined
        : Array.from({ length: limit + 1 }, (_, index) => items[index] ?? first);
    }
    default:
      return unreachable(keyword);
  }
}
