import type { Docs, RuntimeScalar, Property } from '../model/model.js';
import { constraintsText } from './constraints.js';
import { printable } from '../util/printable.js';
import { literal } from './literals.js';

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
export function commentText(comment: Comment): string | undefined {
  const notes = (comment.notes ?? []).map((note) => clean(note, withoutTagsButLinks));
  const paragraphs = [...comment.paragraphs.map((text) => clean(text)), ...notes].filter(
    (text) => text !== '',
  );
  const tags = (comment.tags ?? []).map(cleanTag).filter((text) => text !== '');
  const blocks = tags.length > 0 ? [...paragraphs, tags.join('\n')] : paragraphs;
  return blocks.length === 0 ? undefined : blocks.join('\n\n');
}

/** What the document says of a value, as paragraphs and tags; `extra.paragraphs` are our own. */
export function docsComment(
  docs: Docs,
  extra: { readonly paragraphs?: readonly string[]; readonly tags?: readonly string[] } = {},
): Comment {
  const { defaultValue, example, deprecated } = docs;
  return {
    paragraphs: [...saidOf(docs), ...factsOf(docs)],
    notes: extra.paragraphs ?? [],
    tags: [
      ...(extra.tags ?? []),
      ...(defaultValue === undefined ? [] : [`@defaultValue \`${inlineCode(defaultValue)}\``]),
      ...(example === undefined ? [] : [`@example \`${inlineCode(example)}\``]),
      ...(deprecated ? ['@deprecated'] : []),
    ],
  };
}

/** What the document says of a property, and what it is called on the wire where TypeScript calls it otherwise. */
export function propertyComment({ docs, name, wireName }: Property): Comment {
  if (name === undefined) return docsComment(docs);
  return docsComment(docs, { paragraphs: [`Wire name: \`${wireName.replaceAll('`', "'")}\`.`] });
}

/** `@param id - ...`: all that a comment of its own would say, in one tag. Undefined when it is nothing. */
export function paramTag(name: string, docs: Docs): string | undefined {
  const { defaultValue, example, deprecated } = docs;
  const parts = [
    ...(deprecated ? ['Deprecated.'] : []),
    ...saidOf(docs).map(oneLine),
    ...factsOf(docs),
    ...(defaultValue === undefined ? [] : [`Default: \`${inlineCode(defaultValue)}\`.`]),
    ...(example === undefined ? [] : [`Example: \`${inlineCode(example)}\`.`]),
  ];
  return parts.length === 0 ? undefined : `@param ${name} - ${parts.map(sentence).join(' ')}`;
}

function saidOf({ summary, description }: Docs): readonly string[] {
  return [
    ...(summary ? [summary] : []),
    ...(description && description.trim() !== summary?.trim() ? [description] : []),
  ];
}

function factsOf({ format, runtimeType: runtimeType, constraints }: Docs): readonly string[] {
  const facts = [
    runtimeType ? HELD_NOTES[runtimeType] : format === undefined ? '' : formatNote(format),
    constraints === undefined ? '' : constraintsText(constraints),
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

const HELD_NOTES: Readonly<Record<RuntimeScalar, string>> = {
  date: 'Date and time; read as UTC when it has no time zone.',
  bigint: '64-bit integer.',
  digits: '64-bit integer, as a string of digits.',
};

/** What the type says already: `string`, `number` and the like, and bytes. */
const SAID_BY_TYPE = new Set([
  'int32',
  'float',
  'double',
  'decimal',
  'binary',
  'string',
  'boolean',
]);

function formatNote(format: string): string {
  if (SAID_BY_TYPE.has(format)) return '';
  return Object.hasOwn(FORMAT_NOTES, format)
    ? (FORMAT_NOTES[format] ?? '')
    : `Format: \`${format.replaceAll('`', "'")}\`.`;
}

function inlineCode(value: unknown): string {
  const text = literal(value).replaceAll('`', "'");
  return text.length > MAX_INLINE ? `${text.slice(0, MAX_INLINE)}…` : text;
}

const MAX_INLINE = 200;

function clean(text: string, disarm = withoutTags): string {
  return harmless(printable(text), disarm)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** One line; the tag's own sign is ours, any other is the document's. */
function cleanTag(tag: string): string {
  const line = oneLine(printable(tag));
  return line.startsWith('@') ? `@${harmless(line.slice(1))}` : harmless(line);
}

/**
 * The compiler takes `@word` for a tag after any white space, in the middle of a line and between
 * backticks too, and `{@link` for a link; a backtick without a partner hides the tags that follow.
 */
function harmless(text: string, disarm = withoutTags): string {
  return disarm(withoutLoneBackticks(text)).replaceAll('*/', '*\\/');
}

/** An address such as `name@example.com` stays as it is. */
function withoutTags(text: string): string {
  return text.replace(/(?<![\w.+-])@/g, '\\@');
}

/** Between backticks our own sentences hold texts of the document; outside of them they may link. */
function withoutTagsButLinks(text: string): string {
  const parts = text.split(/(`[^`]*`|\{@link [\w$]+\})/);
  return parts.map((part) => (part.startsWith('{@link ') ? part : withoutTags(part))).join('');
}

function withoutLoneBackticks(text: string): string {
  if (!text.includes('`')) return text;
  const backticks = text.split('`').length - 1;
  return backticks % 2 === 0 ? text : text.replaceAll('`', "'");
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

/** Texts that follow each other on one line are kept apart. */
function sentence(text: string): string {
  return /[.!?:;…]$/.test(text) ? text : `${text}.`;
}
