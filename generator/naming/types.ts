import type { ApiModel, Declaration, DeclarationId } from '../model/model.js';
import { foldFileName } from '../util/same-file.js';
import { resolveAround, resolveLocked, resolveNames, type Claim } from './collisions.js';
import { RESERVED_FILES } from './reserved.js';
import { codedFileName, isFileName, isLongFileName, letterCode, spelledWords } from './spelling.js';
import { splitTypeId, type TypeId } from './type-ids.js';
import { kebabCase, keepingPascalCase, pascalCase, splitWords, upperFirst } from './words.js';

/** Of a longer namespace only the last words tell two types apart. */
const MAX_NAMESPACE = 10;

/**
 * Every way a schema could be called, the shortest first: the .NET type's own name, then with more and more of its
 * namespace, with its signs spelled, with `Model` or `Schema`; at last with a code made from its id.
 */
export function typeNames(wireName: string): readonly string[] {
  const type = splitTypeId(wireName);
  const depth = Math.min(deepest(type), MAX_NAMESPACE);
  const own = Array.from({ length: depth + 1 }, (_, level) =>
    legible(render(type, type.namespace.length === 0 ? 0 : level, level), wireName),
  );
  const [shortest = ''] = own;
  // A generic's arguments tell two apart sooner than its own namespace does.
  const byArguments = Array.from({ length: depth }, (_, level) =>
    legible(render(type, 0, level + 1), wireName),
  );
  return [
    shortest,
    // Without a namespace there is nothing to add, so the name may be kept.
    ...(depth === 0 ? [shortest] : []),
    ...byArguments,
    ...own.slice(1),
    legible(pascalCase(spelledWords(wireName)), wireName),
    ...[shortest, ...own.slice(-1)].flatMap((name) => [`${name}Model`, `${name}Schema`]),
    shortest + upperFirst(letterCode(wireName)),
  ];
}

/** The types of the declarations. Names in `given` stand; the others move around them. */
export function declarationTypes(
  model: ApiModel,
  given: ReadonlyMap<DeclarationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const open = [...model.declarations.values()].filter(({ id }) => !given.has(id));
  const spelled = new Map(
    open.flatMap(({ id, wireName }) => (isSpelledSo(wireName, isFree) ? [[id, wireName]] : [])),
  );
  const claims = open.map((declaration) => claimOf(declaration, isFree));
  return new Map([...given, ...resolveLocked(spelled, claims, { isFree })]);
}

/** True for an id that is its type's name as it stands: `Car` beside `car` is `Car`. */
function isSpelledSo(wireName: string, isFree: (name: string) => boolean): boolean {
  return isFree(wireName) && shortestName(wireName) === wireName;
}

/** The first of {@link typeNames}. */
function shortestName(wireName: string): string {
  return legible(render(splitTypeId(wireName), 0, 0), wireName);
}

function claimOf(
  { id, wireName }: Declaration,
  isFree: (name: string) => boolean,
): Claim<DeclarationId> {
  const shortest = shortestName(wireName);
  const wish = isFree(shortest) ? shortest : `${shortest}Model`;
  return {
    key: id,
    wish,
    get names() {
      // Two declarations may share a wire name where the second stands outside of the components.
      return [wish, ...typeNames(wireName).slice(1), shortest + upperFirst(letterCode(id))];
    },
  };
}

/** The request's side of the declarations that have two sides: `VehicleDto` → `VehicleDtoInput`. */
export function inputTypes(
  model: ApiModel,
  types: ReadonlyMap<DeclarationId, string>,
  given: ReadonlyMap<DeclarationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const open = [...model.declarations.values()].filter(
    ({ id, splits }) => splits && !given.has(id),
  );
  const claims = open.map(({ id }) => {
    const type = types.get(id) ?? '';
    return {
      key: id,
      names: ['Input', 'Request', 'InputModel', `Input${upperFirst(letterCode(id))}`].map(
        (suffix) => type + suffix,
      ),
    };
  });
  return new Map([...given, ...resolveNames(claims, { isFree })]);
}

/** What the variants of a declaration extend, after its type: `Shape` → `ShapeBase`. */
export function baseTypes(
  types: ReadonlyMap<DeclarationId, string>,
  locked: ReadonlyMap<DeclarationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const claims = [...types].map(([id, type]) => ({
    key: id,
    names: ['Base', 'Common', 'BaseModel', `Base${upperFirst(letterCode(id))}`].map(
      (suffix) => type + suffix,
    ),
  }));
  return resolveAround(locked, claims, { isFree });
}

/** A file a declaration, after its type; distinct where the disk ignores case. */
export function declarationFiles(
  types: ReadonlyMap<DeclarationId, string>,
  locked: ReadonlyMap<DeclarationId, string> = new Map(),
): ReadonlyMap<DeclarationId, string> {
  const claims = [...types].map(([id, type]) => ({
    key: id,
    get wish() {
      const whole = fileNameOf(type);
      return isLongFileName(whole) ? codedFileName(whole, type) : whole;
    },
    get names() {
      const whole = fileNameOf(type);
      const coded = codedFileName(whole, type);
      // Of `CarDto` and `CarDTO` the first is spelled as its file would spell it.
      const isSpelledSo = pascalCase(splitWords(type)) === type;
      const longer = [...(isSpelledSo ? [whole] : []), `${whole}-model`, coded];
      return isLongFileName(whole) ? [coded] : [whole, ...longer];
    },
  }));
  return resolveLocked(locked, claims, {
    isFree: (name) => isFileName(name) && !RESERVED_FILES.has(name.toLowerCase()),
    fold: foldFileName,
  });
}

function fileNameOf(type: string): string {
  return kebabCase(splitWords(type)) || 'type';
}

function render({ namespace, name, args, rank }: TypeId, own: number, inner: number): string {
  const words = [...(own === 0 ? [] : namespace.slice(-own)), name].map(keepingPascalCase).join('');
  const of = args.map((arg) => render(arg, inner, inner)).join('And');
  return words + (args.length === 0 ? '' : `Of${of}`) + 'Array'.repeat(rank);
}

function deepest({ namespace, args }: TypeId): number {
  return Math.max(namespace.length, ...args.map(deepest));
}

/** An identifier whatever the id: `1` → `Type1`, `***` → `StarStarStar`. */
function legible(name: string, wireName: string): string {
  const text =
    /[A-Za-z0-9]/.test(name) || /\p{L}|\p{Nd}/u.test(name)
      ? name
      : pascalCase(spelledWords(wireName));
  if (text === '') return 'Unnamed';
  return /^[A-Za-z]/.test(text) || /^\p{ID_Start}/u.test(text) ? text : `Type${text}`;
}
