import type { Constraints, Docs, Property, RuntimeScalar } from '../model/model.js';
import { printable } from '../util/printable.js';
import { toLiteral } from './structures.js';

/** A comment's parts: paragraphs of the document's, our own, then tags such as `@param id - ...`. */
export interface Comment {
  readonly paragraphs: readonly string[];
  /** In these alone `{@link Name}` is a link. */
  readonly notes?: readonly string[];
  readonly tags?: readonly string[];
}

/**
 * The inside of a `/** ... *\/` comment. No text of a document can end it, open a tag of its own,
 * or hide something from the reader. Undefined when there is nothing to say.
 */
export function printComment(comment: Comment): string | undefined {
  const notes = (comment.notes ?? []).map((note) => cleanText(note, escapeTagsKeepLinks));
  const paragraphs = [...comment.paragraphs.map((text) => cleanText(text)), ...notes].filter(
    (text) => text !== '',
  );
  const tags = (comment.tags ?? []).map(cleanTag).filter((text) => text !== '');
  const blocks = tags.length > 0 ? [...paragraphs, tags.join('\n')] : paragraphs;
  return blocks.length === 0 ? undefined : blocks.join('\n\n');
}

/** What the document says of a value, as paragraphs and tags; `extra.paragraphs` are our own. */
export function createDocsComment(
  docs: Docs,
  extra: { readonly paragraphs?: readonly string[]; readonly tags?: readonly string[] } = {},
): Comment {
  const { defaultValue, example, deprecated } = docs;
  return {
    paragraphs: [...getTexts(docs), ...getFacts(docs)],
    notes: extra.paragraphs ?? [],
    tags: [
      ...(extra.tags ?? []),
      ...(defaultValue === undefined ? [] : [`@defaultValue \`${printInline(defaultValue)}\``]),
      ...(example === undefined ? [] : [`@example \`${printInline(example)}\``]),
      ...(deprecated ? ['@deprecated'] : []),
    ],
  };
}

/** What the document says of a property, and what it is called on the wire where TypeScript calls it otherwise. */
export function createPropertyComment({ docs, name, wireName }: Property): Comment {
  if (name === undefined) return createDocsComment(docs);
  return createDocsComment(docs, {
    paragraphs: [`Wire name: \`${wireName.replaceAll('`', "'")}\`.`],
  });
}

/** `@param id - ...`: all that a comment of its own would say, in one tag. Undefined when it is nothing. */
export function printParamTag(name: string, docs: Docs): string | undefined {
  const { defaultValue, example, deprecated } = docs;
  const parts = [
    ...(deprecated ? ['Deprecated.'] : []),
    ...getTexts(docs).map(joinLines),
    ...getFacts(docs),
    ...(defaultValue === undefined ? [] : [`Default: \`${printInline(defaultValue)}\`.`]),
    ...(example === undefined ? [] : [`Example: \`${printInline(example)}\`.`]),
  ];
  return parts.length === 0 ? undefined : `@param ${name} - ${parts.map(endSentence).join(' ')}`;
}

function getTexts({ summary, description }: Docs): readonly string[] {
  return [
    ...(summary ? [summary] : []),
    ...(description && description.trim() !== summary?.trim() ? [description] : []),
  ];
}

function getFacts({ format, runtimeType: runtimeType, constraints }: Docs): readonly string[] {
  const facts = [
    runtimeType
      ? RUNTIME_TYPE_NOTES[runtimeType]
      : format === undefined
        ? ''
        : describeFormat(format),
    constraints === undefined ? '' : describeConstraints(constraints),
  ];
  return facts.filter((fact) => fact !== '');
}

/** The formats whose meaning a `string` or `number` hides. */
const FORMAT_NOTES: Readonly<Record<string, string>> = {
  'date-time': 'Date and time, ISO 8601.',
  date: 'Date, `YYYY-MM-DD`.',
  time: 'Time of day, `HH:mm:ss`.',
  'date-span': 'Duration, .NET `TimeSpan`: `[d.]hh:mm:ss[.fffffff]`.',
  duration: 'Duration, ISO 8601.',
  uuid: 'UUID.',
  byte: 'Base64.',
  uri: 'URI.',
  email: 'E-mail address.',
  int64: '64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.',
};

const RUNTIME_TYPE_NOTES: Readonly<Record<RuntimeScalar, string>> = {
  date: 'Date and time; read as UTC when it has no time zone.',
  bigint: '64-bit integer.',
  digits: '64-bit integer, as a string of digits.',
};

/** What the type says already: `string`, `number` and the like, and bytes. */
const IMPLIED_BY_TYPE = new Set([
  'int32',
  'float',
  'double',
  'decimal',
  'binary',
  'string',
  'boolean',
]);

function describeFormat(format: string): string {
  if (IMPLIED_BY_TYPE.has(format)) return '';
  return Object.hasOwn(FORMAT_NOTES, format)
    ? (FORMAT_NOTES[format] ?? '')
    : `Format: \`${format.replaceAll('`', "'")}\`.`;
}

function printInline(value: unknown): string {
  const text = toLiteral(value).replaceAll('`', "'");
  return text.length > MAX_INLINE ? `${text.slice(0, MAX_INLINE)}…` : text;
}

const MAX_INLINE = 200;

function cleanText(text: string, disarm = escapeTags): string {
  return escapeText(printable(text), disarm)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** One line; the tag's own sign is ours, any other is the document's. */
function cleanTag(tag: string): string {
  const line = joinLines(printable(tag));
  return line.startsWith('@') ? `@${escapeText(line.slice(1))}` : escapeText(line);
}

/**
 * The compiler takes `@word` for a tag after any white space, in the middle of a line and between
 * backticks too, and `{@link` for a link; a backtick without a partner hides the tags that follow.
 */
function escapeText(text: string, disarm = escapeTags): string {
  return disarm(replaceLoneBackticks(text)).replaceAll('*/', '*\\/');
}

/** An address such as `name@example.com` stays as it is. */
function escapeTags(text: string): string {
  return text.replace(/(?<![\w.+-])@/g, '\\@');
}

/** Between backticks our own sentences hold texts of the document; outside of them they may link. */
function escapeTagsKeepLinks(text: string): string {
  const parts = text.split(/(`[^`]*`|\{@link [\w$]+\})/);
  return parts.map((part) => (part.startsWith('{@link ') ? part : escapeTags(part))).join('');
}

function replaceLoneBackticks(text: string): string {
  if (!text.includes('`')) return text;
  const backticks = text.split('`').length - 1;
  return backticks % 2 === 0 ? text : text.replaceAll('`', "'");
}

function joinLines(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

/** Texts that follow each other on one line are kept apart. */
function endSentence(text: string): string {
  return /[.!?:;…]$/.test(text) ? text : `${text}.`;
}

/**
 * What a value must keep to, in one short line such as `From 1 to 100; a multiple of 5.`; empty when
 * nothing is worth saying. The pattern is not cleaned: it is the document's.
 */
export function describeConstraints(constraints: Constraints): string {
  const { minLength, maxLength, minItems, maxItems, minProperties, maxProperties } = constraints;
  const { multipleOf, pattern, uniqueItems } = constraints;
  const facts = [
    describeRange(constraints),
    multipleOf === undefined ? '' : `a multiple of ${multipleOf}`,
    describeCount(minLength, maxLength, 'character', 'characters'),
    pattern === undefined ? '' : `matches \`${pattern.replaceAll('`', "'")}\``,
    describeCount(minItems, maxItems, 'item', 'items'),
    uniqueItems ? 'no item twice' : '',
    describeCount(minProperties, maxProperties, 'property', 'properties'),
  ].filter((fact) => fact !== '');
  const line = facts.join('; ');
  return line === '' ? '' : `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

function describeRange({
  minimum,
  maximum,
  exclusiveMinimum,
  exclusiveMaximum,
}: Constraints): string {
  const [least, most] = [toLimit(minimum), toLimit(maximum)];
  const [above, below] = [toLimit(exclusiveMinimum), toLimit(exclusiveMaximum)];
  if (least !== undefined && most !== undefined && above === undefined && below === undefined)
    return least === most ? `exactly ${least}` : `from ${least} to ${most}`;
  const parts = [
    least === undefined ? '' : `at least ${least}`,
    above === undefined ? '' : `more than ${above}`,
    most === undefined ? '' : `at most ${most}`,
    below === undefined ? '' : `less than ${below}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `[Range(0, double.MaxValue)]` is how .NET says that there is no limit. */
function toLimit(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= 1e300 ? undefined : limit;
}

/** Nothing to say of `0 or more`, nor of .NET's largest length, which also means that there is no limit. */
function describeCount(
  least: number | undefined,
  most: number | undefined,
  one: string,
  many: string,
): string {
  const from = least === 0 ? undefined : least;
  const to = most === 2 ** 31 - 1 ? undefined : most;
  const units = (number: number) => (number === 1 ? one : many);
  if (from === undefined) return to === undefined ? '' : `at most ${to} ${units(to)}`;
  if (to === undefined) return `at least ${from} ${units(from)}`;
  return from === to ? `exactly ${to} ${units(to)}` : `${from} to ${to} ${units(to)}`;
}
