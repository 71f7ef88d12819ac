import { builders, printer } from 'prettier/doc';
import type { Doc } from 'prettier';

export type { Doc } from 'prettier';
export const { group, hardline, ifBreak, indent, indentIfBreak, join, line, softline } = builders;
export const { align, breakParent, conditionalGroup, lineSuffixBoundary } = builders;

/** Columns. */
export const WIDTH = 100;

/**
 * @param indentation in levels of two columns.
 * @returns the lines, the first one indented as well.
 */
export function printed(doc: Doc, indentation: number): string {
  let inner = doc;
  for (let level = 0; level < indentation; level += 1) inner = indent(inner);
  const { formatted } = printer.printDocToString(['  '.repeat(indentation), inner], {
    printWidth: WIDTH,
    tabWidth: 2,
    useTabs: false,
  } as Parameters<typeof printer.printDocToString>[1]);
  return formatted;
}

/** A comma that stands only where what it ends is broken into lines. */
export const trailingComma: Doc = ifBreak(',');
