import { isRecord } from '../util/is-record.js';
import { escapeUnseen } from '../util/printable.js';
import type { Answer } from './perform-call.js';
import { quoteLine } from './text.js';

/** Longer results are cut, in characters of JSON. */
const MAX_LENGTH = 20_000;
const MAX_TEXT = 4000;
const MAX_DEPTH = 100;

/** A value that fits into an answer to an assistant. */
export interface Shown {
  readonly data: unknown;
  readonly truncated: boolean;
  /** Where the rest of a list is: its path in the value, and how many of its items are here. */
  readonly next?: { readonly path: string; readonly offset: number; readonly of: number };
}

/**
 * Cuts a value that is too long: a list, or the longest list of an object, at the border of an item. Texts keep their
 * lines; their invisible characters are escaped, and secrets are masked.
 *
 * @param secrets texts that must not be shown.
 */
export function showValue(value: unknown, secrets: readonly string[]): Shown {
  const data = cleanValue(splitText(value), secrets);
  if (getLength(data) <= MAX_LENGTH) return { data, truncated: false };
  if (Array.isArray(data)) {
    const items = takeItems(data, MAX_LENGTH);
    return {
      data: items,
      truncated: true,
      next: { path: '[*]', offset: items.length, of: data.length },
    };
  }
  if (!isRecord(data)) return { data, truncated: false };
  const lists = Object.entries(data).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const [longest] = [...lists].sort(([, a], [, b]) => getLength(b) - getLength(a));
  const others = longest && Object.entries(data).filter(([name]) => name !== longest[0]);
  const rest = MAX_LENGTH - (others ? getLength(Object.fromEntries(others)) : MAX_LENGTH);
  if (longest === undefined || others === undefined || rest < MAX_LENGTH / 10)
    // What it has, without the values.
    return { data: { fields: Object.keys(data).slice(0, 500) }, truncated: true };
  const [name, list] = longest;
  const items = takeItems(list, rest);
  return {
    data: Object.fromEntries([...others, [name, items]]),
    truncated: true,
    next: {
      path: `[${JSON.stringify(name)}][*]`,
      offset: items.length,
      of: list.length,
    },
  };
}

function takeItems(list: readonly unknown[], maxLength: number): readonly unknown[] {
  let length = 0;
  const end = list.findIndex((item) => (length += getLength(item) + 1) > maxLength);
  return end < 0 ? list : list.slice(0, Math.max(end, 1));
}

function getLength(value: unknown): number {
  return JSON.stringify(value ?? null).length;
}

/** A long text, such as CSV, as the list of its lines, which can be paged. */
function splitText(value: unknown): unknown {
  return typeof value === 'string' && value.length > MAX_TEXT ? value.split(/\r?\n/) : value;
}

function cleanValue(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return '…';
  const clean = (inner: unknown) => cleanValue(inner, secrets, depth + 1);
  if (Array.isArray(value)) return value.map(clean);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [cleanText(name, secrets), clean(each)]),
  );
}

function cleanText(text: string, secrets: readonly string[]): string {
  const masked = maskSecrets(text, secrets);
  const visible = masked.replace(/[^\n\t]+/g, escapeUnseen);
  return visible.length <= MAX_TEXT
    ? visible
    : `${visible.slice(0, MAX_TEXT)}… (${visible.length} characters)`;
}

/** Replaces secrets. Short ones would hide ordinary words. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 6)
    .reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}

/** The status of an answer that is an error, and what the API says of it (RFC 9457), as a quotation. */
export function describeProblem({ status, value }: Pick<Answer, 'status' | 'value'>): string {
  const details = isRecord(value)
    ? JSON.stringify(
        Object.fromEntries(
          ['title', 'detail', 'errors', 'message', 'error', 'error_description'].flatMap((name) =>
            Object.hasOwn(value, name) ? [[name, value[name]] as const] : [],
          ),
        ),
      )
    : JSON.stringify(value);
  return details === '{}' || details === 'null'
    ? `status ${status}`
    : `status ${status}: ${quoteLine(details, 500)}`;
}
