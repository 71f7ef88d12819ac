/** A replacement of a part of a text. */
export interface Edit {
  /** Offsets in the text; equal for an insertion. */
  readonly start: number;
  readonly end: number;
  /** The new text, or what writes it from parts of the old one, in which the edits inside are made. */
  readonly text: string | ((render: Render) => string);
  /** What it follows from: edits with one cause are made together or not at all. */
  readonly cause: string;
}

/** The text between two offsets, with the edits inside made. */
export type Render = (start: number, end: number) => string;

/** A part of a new text that an edit wrote. */
export interface Written {
  readonly start: number;
  readonly end: number;
  readonly cause: string;
}

/** Makes edits. Of two with the same range the first counts; those inside of another are made by it. */
export function applyEdits(
  text: string,
  edits: readonly Edit[],
): { readonly text: string; readonly written: readonly Written[] } {
  const sorted = [...edits].sort((a, b) => a.start - b.start || b.end - a.end);
  const written: Written[] = [];
  let made = '';
  let at = 0;
  for (const edit of getOutermost(sorted)) {
    made += text.slice(at, edit.start);
    const start = made.length;
    made += renderEdit(text, edit, sorted);
    written.push({ start, end: made.length, cause: edit.cause });
    at = edit.end;
  }
  return { text: made + text.slice(at), written };
}

function renderEdit(text: string, edit: Edit, all: readonly Edit[]): string {
  if (typeof edit.text === 'string') return edit.text;
  const inside = all.filter(
    (other) => other !== edit && other.start >= edit.start && other.end <= edit.end,
  );
  return edit.text((start, end) => {
    const part = inside
      .filter((other) => other.start >= start && other.end <= end)
      .map((other) => ({ ...other, start: other.start - start, end: other.end - start }))
      .map((other) => ({ ...other, text: shift(other.text, start) }));
    return applyEdits(text.slice(start, end), part).text;
  });
}

/** What writes a part of a whole text, for a part that begins at an offset. */
function shift(text: Edit['text'], by: number): Edit['text'] {
  if (typeof text === 'string') return text;
  return (render) => text((start, end) => render(start - by, end - by));
}

/** Those that are in no other; sorted. */
function getOutermost(sorted: readonly Edit[]): readonly Edit[] {
  const outermost: Edit[] = [];
  for (const edit of sorted) {
    const last = outermost.at(-1);
    const isInside =
      last !== undefined &&
      (edit.start < last.end || (edit.start === last.start && edit.end === last.end));
    if (!isInside) outermost.push(edit);
  }
  return outermost;
}
