import type {
  ApiModel,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  EnumMember,
} from '../model/model.js';
import { foldFileName } from '../util/same-file.js';
import { assignAround, assignLocked, assignNames, type Claim } from './collisions.js';
import { isAscii } from './identifier-characters.js';
import { RESERVED_FILES } from './reserved.js';
import { parseTypeId, type TypeId } from './type-ids.js';
import {
  addLetterCode,
  capitalizePieces,
  isFileName,
  isIdentifierName,
  isLongFileName,
  spellSigns,
  splitWords,
  toKebabCase,
  toLetterCode,
  toPascalCase,
  upperFirst,
} from './words.js';

/** Of a longer namespace only the last words tell two types apart. */
const MAX_NAMESPACE = 10;

/**
 * Every way a schema could be called, the shortest first: the .NET type's own name, then with more and more of its
 * namespace, with its signs spelled, with `Model` or `Schema`; at last with a code made from its id.
 */
export function getTypeCandidates(wireName: string): readonly string[] {
  const type = parseTypeId(wireName);
  const depth = Math.min(getNamespaceDepth(type), MAX_NAMESPACE);
  const own = Array.from({ length: depth + 1 }, (_, level) =>
    toTypeIdentifier(renderTypeId(type, type.namespace.length === 0 ? 0 : level, level), wireName),
  );
  const [shortest = ''] = own;
  // A generic's arguments tell two apart sooner than its own namespace does.
  const byArguments = Array.from({ length: depth }, (_, level) =>
    toTypeIdentifier(renderTypeId(type, 0, level + 1), wireName),
  );
  return [
    shortest,
    // Without a namespace there is nothing to add, so the name may be kept.
    ...(depth === 0 ? [shortest] : []),
    ...byArguments,
    ...own.slice(1),
    toTypeIdentifier(toPascalCase(spellSigns(wireName)), wireName),
    ...[shortest, ...own.slice(-1)].flatMap((name) => [`${name}Model`, `${name}Schema`]),
    shortest + upperFirst(toLetterCode(wireName)),
  ];
}

/** The types of the declarations. Names in `given` stand; the others move around them. */
export function nameTypes(
  model: ApiModel,
  given: ReadonlyMap<DeclarationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const open = [...model.declarations.values()].filter(({ id }) => !given.has(id));
  const spelled = new Map(
    open.flatMap(({ id, wireName }) => (isOwnSpelling(wireName, isFree) ? [[id, wireName]] : [])),
  );
  const claims = open.map((declaration) => toTypeClaim(declaration, isFree));
  return new Map([...given, ...assignLocked(spelled, claims, { isFree })]);
}

/** True for an id that is its type's name as it stands: `Car` beside `car` is `Car`. */
function isOwnSpelling(wireName: string, isFree: (name: string) => boolean): boolean {
  return isFree(wireName) && getShortestName(wireName) === wireName;
}

/** The first of {@link getTypeCandidates}. */
function getShortestName(wireName: string): string {
  return toTypeIdentifier(renderTypeId(parseTypeId(wireName), 0, 0), wireName);
}

function toTypeClaim(
  { id, wireName }: Declaration,
  isFree: (name: string) => boolean,
): Claim<DeclarationId> {
  const shortest = getShortestName(wireName);
  const wish = isFree(shortest) ? shortest : `${shortest}Model`;
  return {
    key: id,
    wish,
    get names() {
      // Two declarations may share a wire name where the second stands outside of the components.
      return [
        wish,
        ...getTypeCandidates(wireName).slice(1),
        shortest + upperFirst(toLetterCode(id)),
      ];
    },
  };
}

/** The request's side of the declarations that have two sides: `VehicleDto` → `VehicleDtoInput`. */
export function nameInputTypes(
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
      names: ['Input', 'Request', 'InputModel', `Input${upperFirst(toLetterCode(id))}`].map(
        (suffix) => type + suffix,
      ),
    };
  });
  return new Map([...given, ...assignNames(claims, { isFree })]);
}

/** What the variants of a declaration extend, after its type: `Shape` → `ShapeBase`. */
export function nameBaseTypes(
  types: ReadonlyMap<DeclarationId, string>,
  locked: ReadonlyMap<DeclarationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const claims = [...types].map(([id, type]) => ({
    key: id,
    names: ['Base', 'Common', 'BaseModel', `Base${upperFirst(toLetterCode(id))}`].map(
      (suffix) => type + suffix,
    ),
  }));
  return assignAround(locked, claims, { isFree });
}

/** A file a declaration, after its type; distinct where the disk ignores case. */
export function nameDeclarationFiles(
  types: ReadonlyMap<DeclarationId, string>,
  locked: ReadonlyMap<DeclarationId, string> = new Map(),
): ReadonlyMap<DeclarationId, string> {
  const claims = [...types].map(([id, type]) => ({
    key: id,
    get wish() {
      const whole = toFileName(type);
      return isLongFileName(whole) ? addLetterCode(whole, type) : whole;
    },
    get names() {
      const whole = toFileName(type);
      const coded = addLetterCode(whole, type);
      // Of `CarDto` and `CarDTO` the first is spelled as its file would spell it.
      const isSpelledSo = toPascalCase(splitWords(type)) === type;
      const longer = [...(isSpelledSo ? [whole] : []), `${whole}-model`, coded];
      return isLongFileName(whole) ? [coded] : [whole, ...longer];
    },
  }));
  return assignLocked(locked, claims, {
    isFree: (name) => isFileName(name) && !RESERVED_FILES.has(name.toLowerCase()),
    fold: foldFileName,
  });
}

function toFileName(type: string): string {
  return toKebabCase(splitWords(type)) || 'type';
}

function renderTypeId({ namespace, name, args, rank }: TypeId, own: number, inner: number): string {
  const words = [...(own === 0 ? [] : namespace.slice(-own)), name].map(capitalizePieces).join('');
  const of = args.map((arg) => renderTypeId(arg, inner, inner)).join('And');
  return words + (args.length === 0 ? '' : `Of${of}`) + 'Array'.repeat(rank);
}

function getNamespaceDepth({ namespace, args }: TypeId): number {
  return Math.max(namespace.length, ...args.map(getNamespaceDepth));
}

/** An identifier whatever the id: `1` → `Type1`, `***` → `StarStarStar`. */
function toTypeIdentifier(name: string, wireName: string): string {
  const text =
    /[A-Za-z0-9]/.test(name) || /\p{L}|\p{Nd}/u.test(name)
      ? name
      : toPascalCase(spellSigns(wireName));
  if (text === '') return 'Unnamed';
  return /^[A-Za-z]/.test(text) || /^\p{ID_Start}/u.test(text) ? text : `Type${text}`;
}

/**
 * The keys of an enum, by the value's JSON text: the document's names where it has some, else the values in
 * PascalCase, numbers as `Value10`.
 *
 * @param chosen The user's keys, which stand.
 * @param locked Keys of an earlier generation, which stand where they do not clash with the user's.
 */
export function nameEnumMembers(
  { members }: EnumDeclaration,
  chosen: ReadonlyMap<string, string>,
  locked: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const taken = new Set(chosen.values());
  const open = members.filter(({ value }) => !chosen.has(JSON.stringify(value)));
  return new Map([
    ...chosen,
    ...assignLocked(
      locked,
      open.map((member) => ({
        key: JSON.stringify(member.value),
        get wish() {
          return getPreferredMember(member);
        },
        get names() {
          return getMemberCandidates(member);
        },
      })),
      { isFree: (name) => isIdentifierName(name) && !taken.has(name) },
    ),
  ]);
}

/** The first of the candidates. */
function getPreferredMember({ name, value }: EnumMember): string {
  const first =
    name === undefined ? toValueName(String(value)) : toMemberIdentifier(capitalizePieces(name));
  return first === '' ? toMemberIdentifier(toPascalCase(spellSigns(name ?? String(value)))) : first;
}

function getMemberCandidates(member: EnumMember): readonly string[] {
  const { name, value } = member;
  const text = name ?? String(value);
  const spelled = toMemberIdentifier(toPascalCase(spellSigns(text)));
  const verbatim = toMemberIdentifier(capitalizePieces(text));
  return [
    getPreferredMember(member),
    verbatim,
    spelled,
    verbatim + toValueName(String(value)),
    spelled + upperFirst(toLetterCode(JSON.stringify(value))),
  ];
}

/** `OUT_FLEET` → `OutFleet`, `postgreSQL` → `PostgreSQL`, `` → `Empty`, `-1.5` → `ValueMinus1Point5`. */
function toValueName(text: string): string {
  if (text === '') return 'Empty';
  const number = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (number !== null) {
    const [, sign = '', whole = '', fraction] = number;
    const prefix = sign === '-' ? 'Minus' : sign === '+' ? 'Plus' : '';
    return `Value${prefix}${whole}${fraction === undefined ? '' : `Point${fraction}`}`;
  }
  return toMemberIdentifier(
    (isAscii(text) ? /[a-z]/ : /\p{Ll}/u).test(text)
      ? capitalizePieces(text)
      : toPascalCase(splitWords(text)),
  );
}

function toMemberIdentifier(name: string): string {
  return name === '' || isIdentifierName(name) ? name : `Value${name}`;
}
