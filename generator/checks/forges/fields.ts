/** What the query and the body of a call may have. A forge that is asked wrongly must say so, or a test would not notice. */

export interface Field<T, Optional extends boolean = boolean> {
  readonly isOptional: Optional;
  /** @returns what is wrong with a value, or undefined. */
  readonly findProblem: (value: unknown, path: string) => string | undefined;
  /** Only carries the type. */
  readonly example?: T;
}

export type Shape = Readonly<Record<string, Field<unknown>>>;
type OptionalKeys<S extends Shape> = {
  [K in keyof S]: S[K] extends Field<unknown, true> ? K : never;
}[keyof S];
type ValueOf<F> = F extends Field<infer T> ? T : never;
/** The values of a shape, once {@link findProblem} has found nothing. */
export type Values<S extends Shape> = {
  readonly [K in Exclude<keyof S, OptionalKeys<S>>]: ValueOf<S[K]>;
} & { readonly [K in OptionalKeys<S>]?: ValueOf<S[K]> };

/** Has no fields. */
export type Nothing = Readonly<Record<string, never>>;

export const text = simple<string>('a string', (value) => typeof value === 'string');
export const filledText = simple<string>(
  'a string that is not empty',
  (value) => typeof value === 'string' && value.trim() !== '',
);
export const flag = simple<boolean>('true or false', (value) => typeof value === 'boolean');
export const integer = simple<number>('an integer', Number.isInteger);
/** A number in a query. */
export const digits = simple<string>(
  'a number',
  (value) => typeof value === 'string' && /^\d+$/.test(value),
);
/** The whole hash of an object of git. */
export const hash = simple<string>(
  'a whole hash',
  (value) => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value),
);

export function textUpTo(length: number): Field<string, false> {
  const accepts = (value: unknown) =>
    typeof value === 'string' && Array.from(value).length <= length;
  return simple(`a string of at most ${length} characters`, accepts);
}

export function oneOf<const T extends string>(...values: readonly T[]): Field<T, false> {
  const accepts = (value: unknown) => values.some((one) => one === value);
  return simple(`one of ${values.join(', ')}`, accepts);
}

export function optional<T>({ findProblem }: Field<T>): Field<T, true> {
  return { isOptional: true, findProblem };
}

export function nullable<T>({ findProblem }: Field<T>): Field<T | null, false> {
  const orNull = (value: unknown, path: string) =>
    value === null ? undefined : findProblem(value, path);
  return { isOptional: false, findProblem: orNull };
}

export function listOf<T>(item: Field<T>): Field<readonly T[], false> {
  const findInList = (value: unknown, path: string) =>
    Array.isArray(value)
      ? value.map((one, index) => item.findProblem(one, `${path}[${index}]`)).find(isText)
      : `${path} is not a list`;
  return { isOptional: false, findProblem: findInList };
}

export function object<S extends Shape>(shape: S): Field<Values<S>, false> {
  return {
    isOptional: false,
    findProblem: (value, path) => findProblem(shape, value, `${path}.`),
  };
}

/** @returns what is wrong with the fields of an object: one that is missing, unknown or of another type. */
export function findProblem(shape: Shape, value: unknown, prefix = ''): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${prefix.replace(/\.$/, '') || 'the body'} is not an object`;
  const given = new Map(Object.entries(value));
  const unknown = [...given.keys()].find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) return `${prefix}${unknown} is unknown`;
  return Object.entries(shape)
    .map(([name, field]) => {
      if (given.has(name)) return field.findProblem(given.get(name), `${prefix}${name}`);
      return field.isOptional ? undefined : `${prefix}${name} is missing`;
    })
    .find(isText);
}

function simple<T>(expected: string, accepts: (value: unknown) => boolean): Field<T, false> {
  const findHere = (value: unknown, path: string) =>
    accepts(value) ? undefined : `${path} is not ${expected}`;
  return { isOptional: false, findProblem: findHere };
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
