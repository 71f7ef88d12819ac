/**
 * A JavaScript literal of a JSON value. Everything that could end a line, a string or the reader's
 * trust is escaped: line separators, other controls, lone surrogates, bidirectional marks.
 */
export function literal(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').replace(UNSAFE, escapeUnit);
}

/** The text as a single-quoted string literal. */
export function quoted(text: string): string {
  const inner = literal(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** A property's key: bare when it is an identifier, quoted otherwise. `__proto__` is quoted in brackets, where it is only a name. */
export function propertyKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** Reads a property by name: `x.name` or `x['name']`. */
export function access(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${quoted(name)}]`;
}

// Controls, soft hyphen and bidirectional marks, line separators, byte order mark, surrogates without a partner.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The text without what a comment or a page should not carry: controls, bidirectional marks, lone surrogates. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(UNSAFE, (unit) => (unit === '\n' ? unit : unit === '\t' ? ' ' : ''));
}
