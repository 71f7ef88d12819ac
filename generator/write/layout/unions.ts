import { align, group, ifBreak, indent, join, line, softline, type Doc } from './docs.js';
import type { TypePiece } from './types.js';

/** How a union stands to what is around it. */
export type Setting =
  'own-lines' | 'after-operator' | 'in-parentheses' | 'as-argument' | 'member-of-tuple';

/** `A | B` on one line, or a line each: that of an object or a name and null is never broken. */
export function unionPiece(members: readonly TypePiece[], setting: Setting): TypePiece {
  const breaks = members.some((member) => member.breaks);
  const hugs = isHugged(members);
  const docs = members.map(({ doc }) => doc);
  if (hugs) return { kind: 'union', hugs, breaks, doc: join(' | ', docs) };
  const lines = group(
    docs.map((doc, index) => [index === 0 ? ifBreak('| ') : [line, '| '], align(2, doc)]),
  );
  return { kind: 'union', hugs, breaks, doc: inSetting(lines, setting) };
}

function inSetting(lines: Doc, setting: Setting): Doc {
  switch (setting) {
    case 'in-parentheses':
      return group([indent([softline, lines]), softline]);
    case 'member-of-tuple':
      return group([indent([ifBreak(['(', softline]), lines]), softline, ifBreak(')')]);
    case 'after-operator':
    case 'as-argument':
      return lines;
    case 'own-lines':
      return group(indent([softline, lines]));
  }
}

function isHugged(members: readonly TypePiece[]): boolean {
  const objects = members.filter(({ kind }) => ['object', 'reference', 'generic'].includes(kind));
  const rest = members.filter(({ kind }) => kind === 'null');
  return objects.length === 1 && rest.length === members.length - 1;
}
