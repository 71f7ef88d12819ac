import { ts } from 'ts-morph';

/** A place where a source gives up its types. */
export interface Forbidden {
  /** Starts at 1. */
  readonly line: number;
  readonly what: string;
}

/**
 * Finds the type `any` (in `as any` and elsewhere) and the comments that silence the compiler. The
 * word in a string, in a name or in the text of a comment is nothing.
 */
export function forbiddenIn(source: string): readonly Forbidden[] {
  const couldHold = /\bany\b|@ts-/.test(source);
  if (!couldHold) return [];
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.ESNext, false);
  const found: Forbidden[] = [];
  const report = (position: number, what: string) =>
    found.push({ line: file.getLineAndCharacterOfPosition(position).line + 1, what });
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) report(node.getStart(file), 'any');
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const { index, 1: directive = '' } of source.matchAll(DIRECTIVE)) report(index, directive);
  return found.sort((a, b) => a.line - b.line);
}

/** Only what opens a comment, or a line of one, is heard by the compiler. */
const DIRECTIVE = /(?:\/\/+|\/\*+|^[ \t]*\*)[ \t]*(@ts-(?:ignore|expect-error|nocheck|check))\b/gm;
