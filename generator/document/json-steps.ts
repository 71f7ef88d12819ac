/** From a segment of a pointer to what stands under it: the offset of its key or item, and the way on. */
export interface Step {
  readonly offset: number;
  readonly children: () => ReadonlyMap<string, Step>;
}

/**
 * The way into a JSON text. Each level is read when it is asked for, and what lies deeper is passed over: of a text of
 * many megabytes, little is read for a few places. A text that is cut has the places before the cut.
 *
 * @param value Where the value begins. @param offset Where its place is: that of its key, or of itself.
 */
export function jsonStep(text: string, value: number, offset = value): Step {
  let known: ReadonlyMap<string, Step> | undefined;
  return { offset, children: () => (known ??= childrenAt(text, value)) };
}

function childrenAt(text: string, value: number): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  const isObject = text[value] === '{';
  if (!isObject && text[value] !== '[') return steps;
  let at = afterSpace(text, value + 1);
  for (let index = 0; at < text.length; index += 1) {
    const start = at;
    let key = String(index);
    if (isObject) {
      if (text[at] !== '"') return steps;
      const end = afterString(text, at);
      key = textOf(text.slice(at, end));
      at = afterSpace(text, end);
      if (text[at] !== ':') return steps;
      at = afterSpace(text, at + 1);
    }
    if (at >= text.length || text[at] === ']' || text[at] === '}') return steps;
    steps.set(key, jsonStep(text, at, start));
    at = afterSpace(text, afterValue(text, at));
    if (text[at] !== ',') return steps;
    at = afterSpace(text, at + 1);
  }
  return steps;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \n\r\t'.includes(text[at] ?? '')) at += 1;
  return at;
}

/** @param from Where its first quote is. */
function afterString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

/** True behind an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text[at - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}

function afterValue(text: string, from: number): number {
  if (text[from] === '"') return afterString(text, from);
  const isOpen = text[from] === '{' || text[from] === '[';
  const marks = isOpen ? /["{}[\]]/g : /[,}\]\s]/g;
  marks.lastIndex = from;
  let depth = 0;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    if (!isOpen) return found.index;
    const [mark] = found;
    if (mark === '"') marks.lastIndex = afterString(text, found.index);
    else depth += mark === '{' || mark === '[' ? 1 : -1;
    if (depth === 0) return found.index + 1;
  }
  return text.length;
}

/** What a key says; as it stands where that is no JSON. */
function textOf(key: string): string {
  try {
    return String(JSON.parse(key));
  } catch (error) {
    if (error instanceof SyntaxError) return key;
    throw error;
  }
}
