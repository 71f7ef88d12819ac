import type {
  ApiModel,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  EnumMember,
} from '../model/model.js';
import { foldFileName } from '../util/same-file.js';
import { assignAround, assignLocked, assignNames, type Claim } from './collisions.js';
import {
  addLetterCode,
  isAscii,
  isFileName,
  isIdentifierName,
  isLongFileName,
  toLetterCode,
} from './identifier-characters.js';
import { RESERVED_FILES } from './reserved.js';
import {
  capitalizePieces,
  spellSigns,
  splitWords,
  toKebabCase,
  toPascalCase,
  upperFirst,
} from './words.js';

/** Of a longer namespace only the last segments are used. */
const MAX_NAMESPACE = 10;

/**
 * Candidates for a schema's type, the shortest first: the .NET type's name, then with more and more of its namespace, with
 * signs spelled out, with the suffix `Model` or `Schema`, at last with a code of its id.
 */
function getTypeCandidates(wireName: string): readonly string[] {
  const type = parseTypeId(wireName);
  const depth = Math.min(getNamespaceDepth(type), MAX_NAMESPACE);
  const own = Array.from({ length: depth + 1 }, (_, level) =>
    toTypeIdentifier(renderTypeId(type, type.namespace.length === 0 ? 0 : level, level), wireName),
  );
  const [shortest = ''] = own;
  // The namespaces of a generic's arguments come before its own: they are more likely to differ.
  const byArguments = Array.from({ length: depth }, (_, level) =>
    toTypeIdentifier(renderTypeId(type, 0, level + 1), wireName),
  );
  return [
    shortest,
    // Without a namespace the name is repeated, and may then be kept: see `Claim.candidates`.
    ...(depth === 0 ? [shortest] : []),
    ...byArguments,
    ...own.slice(1),
    toTypeIdentifier(toPascalCase(spellSigns(wireName)), wireName),
    ...[shortest, ...own.slice(-1)].flatMap((name) => [`${name}Model`, `${name}Schema`]),
    shortest + upperFirst(toLetterCode(wireName)),
  ];
}

/** Names the types of declarations. Names in `given` stay; the others avoid them. */
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

/** True for a schema whose key is its preferred type name: `Car`, but not `car`, is named `Car`. */
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
  const preferred = isFree(shortest) ? shortest : `${shortest}Model`;
  return {
    key: id,
    preferred,
    get candidates() {
      // Two declarations may share a wire name when one is outside of the components.
      return [
        preferred,
        ...getTypeCandidates(wireName).slice(1),
        shortest + upperFirst(toLetterCode(id)),
      ];
    },
  };
}

/** Names the request types of declarations that split: `VehicleDto` → `VehicleDtoInput`. */
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
      candidates: ['Input', 'Request', 'InputModel', `Input${upperFirst(toLetterCode(id))}`].map(
        (suffix) => type + suffix,
      ),
    };
  });
  return new Map([...given, ...assignNames(claims, { isFree })]);
}

/** Names the interfaces that variants extend: `Shape` → `ShapeBase`. */
export function nameBaseTypes(
  types: ReadonlyMap<DeclarationId, string>,
  locked: ReadonlyMap<DeclarationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<DeclarationId, string> {
  const claims = [...types].map(([id, type]) => ({
    key: id,
    candidates: ['Base', 'Common', 'BaseModel', `Base${upperFirst(toLetterCode(id))}`].map(
      (suffix) => type + suffix,
    ),
  }));
  return assignAround(locked, claims, { isFree });
}

/** Names a file for each declaration after its type, distinct on case-insensitive disks. */
export function nameDeclarationFiles(
  types: ReadonlyMap<DeclarationId, string>,
  locked: ReadonlyMap<DeclarationId, string> = new Map(),
): ReadonlyMap<DeclarationId, string> {
  const claims = [...types].map(([id, type]) => ({
    key: id,
    get preferred() {
      const whole = toFileName(type);
      return isLongFileName(whole) ? addLetterCode(whole, type) : whole;
    },
    get candidates() {
      const whole = toFileName(type);
      const coded = addLetterCode(whole, type);
      // Of `CarDto` and `CarDTO`, which share a file name, the first gets it.
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

/** An identifier for any id: `1` → `Type1`, `***` → `StarStarStar`. */
function toTypeIdentifier(name: string, wireName: string): string {
  const text =
    /[A-Za-z0-9]/.test(name) || /\p{L}|\p{Nd}/u.test(name)
      ? name
      : toPascalCase(spellSigns(wireName));
  if (text === '') return 'Unnamed';
  return /^[A-Za-z]/.test(text) || /^\p{ID_Start}/u.test(text) ? text : `Type${text}`;
}

/**
 * Names the keys of an enum, by the value's JSON text: the document's names if there are any, else the values in
 * PascalCase, numbers as `Value10`.
 *
 * @param chosen The user's keys, which stay.
 * @param locked Keys of an earlier generation, which stay unless they collide with the user's.
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
        get preferred() {
          return getPreferredMember(member);
        },
        get candidates() {
          return getMemberCandidates(member);
        },
      })),
      { isFree: (name) => isIdentifierName(name) && !taken.has(name) },
    ),
  ]);
}

/** The first of {@link getMemberCandidates}. */
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

/** A schema's id, parsed as the name of a .NET type. */
export interface TypeId {
  /** `My.Company.Api` → `['My', 'Company', 'Api']`; empty without a namespace. */
  readonly namespace: readonly string[];
  /** The type's name, after its enclosing types: `Outer+Inner`. */
  readonly name: string;
  readonly args: readonly TypeId[];
  /** `string[][]` → 2 */
  readonly rank: number;
}

/**
 * Parses the ids that Swashbuckle, NSwag and `Type.FullName` print:
 * ``Ns.PagedList`1[[Ns.X, Assembly, Version=1.0.0.0]]``, `Dictionary<string, Ns.X[]>`, `Envelope[Ns.X]`, `Outer+Inner`.
 * An id that cannot be parsed becomes the `name` as a whole, so that different ids stay different.
 */
export function parseTypeId(id: string): TypeId {
  const reader = new Reader(id);
  const type = reader.type();
  return reader.isDone ? type : { namespace: [], name: id, args: [], rank: 0 };
}

const OPENING = '<[«';
const CLOSING: Readonly<Record<string, string>> = { '<': '>', '[': ']', '«': '»' };
const MAX_DEPTH = 50;

class Reader {
  readonly #text: string;
  #at = 0;
  #isBroken = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** True when the whole text has been read and every bracket is closed. */
  get isDone(): boolean {
    return this.#at === this.#text.length && !this.#isBroken;
  }

  type(depth = 0): TypeId {
    let qualified = this.#until(/[<>[\]«»,]/);
    let args: readonly TypeId[] = [];
    let rank = 0;
    for (;;) {
      if (this.#take('[]')) rank += 1;
      else if (args.length === 0 && depth < MAX_DEPTH && OPENING.includes(this.#peek)) {
        args = this.#arguments(depth);
      } else if (args.length > 0 && rank === 0 && /[+.?\w]/.test(this.#peek)) {
        qualified += this.#until(/[<>[\]«»,]/);
      } else break;
    }
    return { ...splitQualified(qualified.trim()), args, rank };
  }

  #arguments(depth: number): readonly TypeId[] {
    const closing = CLOSING[this.#peek] ?? '';
    this.#at += 1;
    const args: TypeId[] = [];
    do {
      this.#skipSpaces();
      if (this.#take('[')) {
        args.push(this.type(depth + 1));
        // Skips the assembly: name, version, culture, key.
        this.#until(/\]/);
        this.#take(']');
      } else args.push(this.type(depth + 1));
      this.#skipSpaces();
    } while (this.#take(','));
    if (!this.#take(closing)) this.#isBroken = true;
    return args;
  }

  get #peek(): string {
    return this.#text.charAt(this.#at) || '\0';
  }

  #take(sign: string): boolean {
    const found = this.#text.startsWith(sign, this.#at);
    if (found) this.#at += sign.length;
    return found;
  }

  #skipSpaces(): void {
    while (this.#peek === ' ') this.#at += 1;
  }

  #until(stop: RegExp): string {
    const start = this.#at;
    while (this.#at < this.#text.length && !stop.test(this.#peek)) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }
}

function splitQualified(text: string): Pick<TypeId, 'namespace' | 'name'> {
  const plain = text.replace(/`\d+/g, '');
  const [outer = '', ...inner] = plain.split('+');
  const namespace = outer.split('.');
  const name = [namespace.pop() ?? '', ...inner].join('+');
  // A dot at the beginning or end separates no namespace: the id is kept as a whole.
  return name === '' || namespace.includes('')
    ? { namespace: [], name: plain }
    : { namespace, name };
}
