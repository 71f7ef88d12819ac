import type { EnumDeclaration, EnumMember } from '../model/model.js';
import { resolveLocked } from './collisions.js';
import { isAscii } from './letters.js';
import { isIdentifierName, letterCode, spelledWords } from './spelling.js';
import { keepingPascalCase, pascalCase, splitWords, upperFirst } from './words.js';

/**
 * The keys of an enum, by the value's JSON text: the document's names where it has some, else the values in
 * PascalCase, numbers as `Value10`.
 *
 * @param chosen The user's keys, which stand.
 * @param locked Keys of an earlier generation, which stand where they do not clash with the user's.
 */
export function enumMemberNames(
  { members }: EnumDeclaration,
  chosen: ReadonlyMap<string, string>,
  locked: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const taken = new Set(chosen.values());
  const open = members.filter(({ value }) => !chosen.has(JSON.stringify(value)));
  return new Map([
    ...chosen,
    ...resolveLocked(
      locked,
      open.map((member) => ({
        key: JSON.stringify(member.value),
        get wish() {
          return wishOf(member);
        },
        get names() {
          return candidates(member);
        },
      })),
      { isFree: (name) => isIdentifierName(name) && !taken.has(name) },
    ),
  ]);
}

/** The first of the candidates. */
function wishOf({ name, value }: EnumMember): string {
  const first = name === undefined ? nameOfValue(String(value)) : legible(keepingPascalCase(name));
  return first === '' ? legible(pascalCase(spelledWords(name ?? String(value)))) : first;
}

function candidates(member: EnumMember): readonly string[] {
  const { name, value } = member;
  const text = name ?? String(value);
  const spelled = legible(pascalCase(spelledWords(text)));
  const verbatim = legible(keepingPascalCase(text));
  return [
    wishOf(member),
    verbatim,
    spelled,
    verbatim + nameOfValue(String(value)),
    spelled + upperFirst(letterCode(JSON.stringify(value))),
  ];
}

/** `OUT_FLEET` → `OutFleet`, `postgreSQL` → `PostgreSQL`, `` → `Empty`, `-1.5` → `ValueMinus1Point5`. */
function nameOfValue(text: string): string {
  if (text === '') return 'Empty';
  const number = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (number !== null) {
    const [, sign = '', whole = '', fraction] = number;
    const prefix = sign === '-' ? 'Minus' : sign === '+' ? 'Plus' : '';
    return `Value${prefix}${whole}${fraction === undefined ? '' : `Point${fraction}`}`;
  }
  return legible(
    (isAscii(text) ? /[a-z]/ : /\p{Ll}/u).test(text)
      ? keepingPascalCase(text)
      : pascalCase(splitWords(text)),
  );
}

function legible(name: string): string {
  return name === '' || isIdentifierName(name) ? name : `Value${name}`;
}
