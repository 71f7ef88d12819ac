import type {
  Constraints,
  Docs,
  ParameterLocation,
  Property,
  RuntimeScalar,
} from '../model/model.js';
import { printable } from '../util/printable.js';
import { toLiteral } from './structures.js';

/** Where a value is sent, in words. */
export const LOCATION_NAMES: Readonly<Record<ParameterLocation, string>> = {
  path: 'path parameter',
  query: 'query parameter',
  querystring: 'whole query',
  header: 'header',
  cookie: 'cookie',
};

/** The parts of a comment, in their order. */
export interface Comment {
  /** Texts of the document. */
  readonly paragraphs: readonly string[];
  /** Texts of the generator. Only here is `{@link Name}` a link. */
  readonly notes?: readonly string[];
  /** Such as `@param id - ...`. */
  readonly tags?: readonly string[];
}

/**
 * Prints the text between the marks of a comment. No text of the document can end the comment, add a tag to it, or
 * contain invisible characters.
 *
 * @returns undefined if the comment is empty.
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

/** A text as code in a comment. */
export function toCode(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** The `docs` of a ts-morph structure: none if the comment is empty. */
export function toDocs(comment: Comment): string[] {
  const text = printComment(comment);
  return text === undefined ? [] : [text];
}

/**
 * Creates the comment of a declaration, property or operation.
 *
 * @param extra Notes and tags to add to those of the document.
 */
export function createDocsComment(
  docs: Docs,
  extra: Pick<Comment, 'notes' | 'tags'> = {},
): Comment {
  const { defaultValue, example, deprecated } = docs;
  return {
    paragraphs: [...getTexts(docs), ...getFacts(docs)],
    notes: extra.notes ?? [],
    tags: [
      ...(extra.tags ?? []),
      ...(defaultValue === undefined
        ? []
        : [`@defaultValue \`${printInline(defaultValue, docs)}\``]),
      ...(example === undefined ? [] : [`@example \`${printInline(example, docs)}\``]),
      ...(docs.see === undefined ? [] : [`@see ${describeLink(docs.see)}`]),
      ...(deprecated ? ['@deprecated'] : []),
    ],
  };
}

/** Creates the comment of a property, with its wire name if that differs from the name in TypeScript. */
export function createPropertyComment({ docs, name, wireName }: Property): Comment {
  if (name === undefined) return createDocsComment(docs);
  return createDocsComment(docs, {
    notes: [`Wire name: ${toCode(wireName)}.`],
  });
}

/** Prints the documentation of a parameter as one tag, `@param id - ...`; undefined if there is none. */
export function printParamTag(name: string, docs: Docs): string | undefined {
  const { defaultValue, example, deprecated } = docs;
  const parts = [
    ...(deprecated ? ['Deprecated.'] : []),
    ...getTexts(docs).map((text) => text.trim()),
    ...getFacts(docs),
    ...(defaultValue === undefined ? [] : [`Default: \`${printInline(defaultValue, docs)}\`.`]),
    ...(example === undefined ? [] : [`Example: \`${printInline(example, docs)}\`.`]),
  ];
  if (parts.length === 0) return undefined;
  // After a list or lines of their own, what follows would belong to the last of them.
  const separate = (text: string) => (text.includes('\n') ? '\n' : ' ');
  const sentences = parts.map(endSentence);
  const text = sentences.map((part, index) =>
    index < sentences.length - 1 ? part + separate(part) : part,
  );
  return `@param ${name} - ${text.join('')}`;
}

/** Summary and description, without one that repeats the other. */
export function getTexts({ summary, description }: Docs): readonly string[] {
  return [
    ...(summary ? [summary] : []),
    ...(description && description.trim() !== summary?.trim() ? [description] : []),
  ];
}

function getFacts({ format, runtimeType, constraints }: Docs): readonly string[] {
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

/** Formats that a type such as `string` does not show. */
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
  uint64: '64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.',
};

const RUNTIME_TYPE_NOTES: Readonly<Record<RuntimeScalar, string>> = {
  date: 'Date and time; read as UTC when it has no time zone.',
  bigint: '64-bit integer.',
  digits: '64-bit integer, as a string of digits.',
  duration: 'Duration, ISO 8601.',
  instant: 'Point in time, without the offset that it is written with.',
  plainDate: 'Date.',
  plainDateTime: 'Date and time without a time zone.',
  plainTime: 'Time of day.',
};

/** Formats that need no note. */
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
    : `Format: ${toCode(format)}.`;
}

/** A 64-bit integer that a number cannot hold is kept as text; it is shown as the number that it is. */
function printInline(value: unknown, { format = '', runtimeType }: Docs): string {
  const isInteger = typeof value === 'string' && /^-?\d{16,}$/.test(value) && /^u?int/.test(format);
  const suffix = runtimeType === 'bigint' ? 'n' : '';
  const literal = isInteger && runtimeType !== 'digits' ? `${value}${suffix}` : toLiteral(value);
  const text = literal.replaceAll('`', "'");
  return text.length > MAX_INLINE ? `${text.slice(0, MAX_INLINE)}…` : text;
}

const MAX_INLINE = 200;

function cleanText(text: string, escape = escapeTags): string {
  return escapeText(printable(text), escape)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** Indents the lines after the first. Only the `@` at the start of a tag is kept: any other is from the document. */
function cleanTag(tag: string): string {
  const [first = '', ...lines] = printable(tag)
    .trim()
    .split('\n')
    .map((line) => line.trimEnd());
  const text = [first, ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
  return text.startsWith('@') ? `@${escapeText(text.slice(1))}` : escapeText(text);
}

/**
 * The compiler reads `@word` as a tag after any white space, even within a line and between backticks, and `{@link` as a
 * link. An unmatched backtick hides the tags after it.
 */
function escapeText(text: string, escape = escapeTags): string {
  return escape(replaceLoneBackticks(text)).replaceAll('*/', '*\\/');
}

/** Leaves e-mail addresses such as `name@example.com` unchanged. */
function escapeTags(text: string): string {
  return text.replace(/(?<![\w.+-])@/g, '\\@');
}

/** Notes contain texts of the document between backticks only, so links are kept everywhere else. */
function escapeTagsKeepLinks(text: string): string {
  const parts = text.split(/(`[^`]*`|\{@link [\w$]+\})/);
  return parts.map((part) => (part.startsWith('{@link ') ? part : escapeTags(part))).join('');
}

function replaceLoneBackticks(text: string): string {
  if (!text.includes('`')) return text;
  const backticks = text.split('`').length - 1;
  return backticks % 2 === 0 ? text : text.replaceAll('`', "'");
}

function describeLink({ url, description }: NonNullable<Docs['see']>): string {
  const label = (description ?? '').replace(/\s+/g, ' ').trim();
  const address = url.replace(/\s+/g, '%20');
  return label === '' ? address : `${label.replace(/[.:]$/, '')}: ${address}`;
}

/** Separates texts that follow each other on one line. */
function endSentence(text: string): string {
  return /[.!?:;…]$/.test(text) ? text : `${text}.`;
}

/**
 * Describes the constraints of a value in one line, such as `From 1 to 100; a multiple of 5.`
 *
 * @returns an empty text if there are none. It may contain a pattern of the document, which is not escaped.
 */
export function describeConstraints(constraints: Constraints): string {
  const { minLength, maxLength, minItems, maxItems, minProperties, maxProperties } = constraints;
  const { multipleOf, pattern, uniqueItems } = constraints;
  const facts = [
    describeRange(constraints),
    multipleOf === undefined ? '' : `a multiple of ${multipleOf}`,
    describeCount(minLength, maxLength, 'character', 'characters'),
    pattern === undefined ? '' : `matches ${toCode(pattern)}`,
    describeCount(minItems, maxItems, 'item', 'items'),
    uniqueItems ? 'unique items' : '',
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

/** .NET writes `[Range(0, double.MaxValue)]` for "no limit". */
function toLimit(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= 1e300 ? undefined : limit;
}

/** Leaves out a minimum of 0, and the maximum `int.MaxValue`, which .NET writes for "no limit". */
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
