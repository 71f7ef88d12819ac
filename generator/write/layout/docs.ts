/**
 * A text whose lines end where the width asks for it, after P. Wadler, "A prettier printer" (2003), with what prettier's
 * own documents have beyond it. Each way of breaking is prettier's, so that the bytes are.
 */
export type Doc =
  | string
  | readonly Doc[]
  | Verbatim
  | Line
  | BreakParent
  | Indent
  | Align
  | Group
  | IfBreak
  | IndentIfBreak
  | Choice;

/** A line of a comment, however wide: nothing stands beside it. */
interface Verbatim {
  readonly kind: 'verbatim';
  readonly text: string;
}

interface Line {
  readonly kind: 'line';
  /** What stands for it on one line; undefined where it always ends the line. */
  readonly flat: string | undefined;
}

/** Nothing, which breaks the groups around it. */
interface BreakParent {
  readonly kind: 'break-parent';
}

interface Indent {
  readonly kind: 'indent';
  readonly inner: Doc;
}

interface Align {
  readonly kind: 'align';
  readonly columns: number;
  readonly inner: Doc;
}

/** On one line if that fits. */
interface Group {
  readonly kind: 'group';
  readonly inner: Doc;
  /** True of what holds a line that always ends. */
  readonly breaks: boolean;
  readonly id?: symbol;
}

/** One thing where the group around it is broken, else another. */
interface IfBreak {
  readonly kind: 'if-break';
  readonly broken: Doc;
  readonly flat: Doc;
}

interface IndentIfBreak {
  readonly kind: 'indent-if-break';
  readonly inner: Doc;
  readonly group: symbol;
}

/** The first that fits, the last if none does. What breaks in it breaks nothing around it. */
export interface Choice {
  readonly kind: 'choice';
  readonly states: readonly Doc[];
}

/** Columns. */
export const WIDTH = 100;

export const line: Doc = { kind: 'line', flat: ' ' };
export const softline: Doc = { kind: 'line', flat: '' };
export const hardline: Doc = { kind: 'line', flat: undefined };
export const breakParent: Doc = { kind: 'break-parent' };

export function verbatim(text: string): Doc {
  return { kind: 'verbatim', text };
}

export function indent(inner: Doc): Doc {
  return { kind: 'indent', inner };
}

export function align(columns: number, inner: Doc): Doc {
  return { kind: 'align', columns, inner };
}

export function group(
  inner: Doc,
  { id, shouldBreak = false }: { readonly id?: symbol; readonly shouldBreak?: boolean } = {},
): Doc {
  return { kind: 'group', inner, breaks: shouldBreak || holdsHardline(inner), ...(id && { id }) };
}

export function ifBreak(broken: Doc, flat: Doc = ''): Doc {
  return { kind: 'if-break', broken, flat };
}

export function indentIfBreak(inner: Doc, { groupId }: { readonly groupId: symbol }): Doc {
  return { kind: 'indent-if-break', inner, group: groupId };
}

export function choice(states: readonly Doc[]): Doc {
  return { kind: 'choice', states };
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]));
}

/** A comma that stands only where what it ends is broken into lines. */
export const trailingComma: Doc = ifBreak(',');

/** A group keeps what it knows of itself: none is gone through twice. */
function holdsHardline(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (!('kind' in doc)) return doc.some(holdsHardline);
  switch (doc.kind) {
    case 'line':
      return doc.flat === undefined;
    case 'break-parent':
      return true;
    case 'verbatim':
    case 'choice':
      return false;
    case 'group':
      return doc.breaks;
    case 'if-break':
      return holdsHardline(doc.broken) || holdsHardline(doc.flat);
    case 'indent':
    case 'align':
    case 'indent-if-break':
      return holdsHardline(doc.inner);
  }
}
