import { escapeUnseen } from '../util/printable.js';

/**
 * A JavaScript literal of a JSON value. Everything that could end a line, a string or the reader's
 * trust is escaped: line separators, other controls, lone surrogates, bidirectional marks.
 */
export function literal(value: unknown): string {
  return escapeUnseen(JSON.stringify(value) ?? 'undefined');
}

/** The text as a single-quoted string literal. */
export function quoted(text: string): string {
  const inner = literal(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** The text as it stands between the backticks of a template; a carriage return would be read as a line feed there. */
export function templateText(text: string): string {
  return escapeUnseen(text.replace(/[\\`]|\$\{/g, '\\$&'));
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
