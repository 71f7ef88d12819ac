import type { EnumDeclaration, EnumMember } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import { unreachable } from '../model/types.js';
import type { DeclarationNames } from '../naming/names.js';
import { commentText, docsComment } from './jsdoc.js';
import { literal, propertyKey } from './literals.js';
import { constant, KIND, typeAlias, type Statement } from './structures.js';

export type EnumStyle = NonNullable<OutputSwitches['enums']>;

/** True when an enum is something at run time too, and not a type alone. */
export function isEnumValue(style: EnumStyle): boolean {
  return style !== 'union';
}

/** An enum in the style that is asked for; its comment, when there is something to say. */
export function enumStatements(
  declaration: EnumDeclaration,
  names: DeclarationNames,
  style: EnumStyle,
  docs: string[],
): readonly Statement[] {
  switch (style) {
    case 'const':
      return constStatements(declaration, names, docs);
    case 'union':
      return [unionStatement(declaration, names)];
    case 'enum':
      return [enumStatement(declaration, names, docs)];
    default:
      return unreachable(style);
  }
}

/** An object for the names, a union for the values. */
function constStatements(
  declaration: EnumDeclaration,
  names: DeclarationNames,
  docs: string[],
): readonly Statement[] {
  const members = declaration.members.map((member) => {
    const comment = memberComment(member);
    const lines = comment === undefined ? '' : `/** ${comment.replaceAll('\n', '\n * ')} */\n`;
    return `${lines}${propertyKey(keyOf(declaration, names, member))}: ${literal(member.value)},`;
  });
  return [
    constant({ name: names.type, initializer: `{\n${members.join('\n')}\n} as const` }, docs),
    typeAlias(
      names.type,
      valuesText([`(typeof ${names.type})[keyof typeof ${names.type}]`], declaration),
      docs,
    ),
  ];
}

/** The values alone; what the document calls them stands in the comment. */
function unionStatement(declaration: EnumDeclaration, names: DeclarationNames): Statement {
  const told = declaration.members.flatMap(({ value, name, description }) => {
    const said = [name, description].filter((text) => text !== undefined && text !== '');
    return said.length === 0 ? [] : [`\`${literal(value)}\`: ${said.join(', ')}`];
  });
  // They are the document's words, in which no link is ours.
  const { paragraphs, notes = [], ...comments } = docsComment(declaration.docs);
  const comment = commentText({ ...comments, paragraphs: [...paragraphs, ...notes, ...told] });
  const values = declaration.members.map(({ value }) => literal(value));
  return typeAlias(
    names.type,
    valuesText(values, declaration),
    comment === undefined ? [] : [comment],
  );
}

function enumStatement(
  declaration: EnumDeclaration,
  names: DeclarationNames,
  docs: string[],
): Statement {
  return {
    kind: KIND.Enum,
    isExported: true,
    name: names.type,
    docs,
    members: declaration.members.map((member) => {
      const comment = memberComment(member);
      return {
        name: propertyKey(keyOf(declaration, names, member)),
        initializer: literal(member.value),
        docs: comment === undefined ? [] : [comment],
      };
    }),
  };
}

/** Open at the end when a server may answer with a new one. */
function valuesText(
  values: readonly string[],
  { use, valueType, nullable }: EnumDeclaration,
): string {
  const open = use.response ? [`(${valueType} & {})`] : [];
  return [...values, ...open, ...(nullable ? ['null'] : [])].join(' | ');
}

function memberComment({ description }: EnumMember): string | undefined {
  return commentText({ paragraphs: [description ?? ''] });
}

function keyOf({ id }: EnumDeclaration, names: DeclarationNames, { value }: EnumMember): string {
  const key = names.enumMembers.get(JSON.stringify(value));
  if (key === undefined)
    throw new Error(`No name was planned for ${id} = ${JSON.stringify(value)}`);
  return key;
}
