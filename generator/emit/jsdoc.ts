import type { Docs } from '../model/model.js';
import { literal, printable } from './literals.js';

/** A comment's parts: paragraphs of text, then tags such as `@param id - ...`. */
export interface Comment {
  readonly paragraphs: readonly string[];
  readonly tags?: readonly string[];
}

/**
 * The inside of a `/** ... *\/` comment. No text of a document can end it, open a tag of its own,
 * or hide something from the reader. Undefined when there is nothing to say.
 */
export function commentText(comment: Comment): string | undefined {
  const paragraphs = comment.paragraphs.map(clean).filter((text) => text !== '');
  const tags = (comment.tags ?? []).map(cleanTag).filter((text) => text !== '');
  const blocks = tags.length > 0 ? [...paragraphs, tags.join('\n')] : paragraphs;
  return blocks.length === 0 ? undefined : blocks.join('\n\n');
}

/** What the document says of a value, as paragraphs and tags. */
export function docsComment(
  docs: Docs,
  extra: { readonly paragraphs?: readonly string[]; readonly tags?: readonly string[] } = {},
): Comment {
  const { summary, description, format, defaultValue, example, deprecated } = docs;
  const tags: string[] = [...(extra.tags ?? [])];
  if (defaultValue !== undefined) tags.push(`@defaultValue \`${inlineCode(defaultValue)}\``);
  if (example !== undefined) tags.push(`@example ${inlineCode(example)}`);
  if (deprecated) tags.push('@deprecated');
  return {
    paragraphs: [
      ...(summary ? [summary] : []),
      ...(description && description !== summary ? [description] : []),
      ...(format ? [formatNote(format)] : []),
      ...(extra.paragraphs ?? []),
    ],
    tags,
  };
}

/** The formats whose meaning a `string` or `number` hides. */
const FORMAT_NOTES: Readonly<Record<string, string>> = {
  'date-time': 'Date and time, ISO 8601.',
  date: 'Date, `YYYY-MM-DD`.',
  time: 'Time of day, `HH:mm:ss`.',
  'date-span': 'Duration as .NET writes a TimeSpan, `[d.]hh:mm:ss[.fffffff]`.',
  duration: 'Duration, ISO 8601.',
  uuid: 'UUID.',
  byte: 'Base64.',
  uri: 'URI.',
  email: 'E-mail address.',
  int64: '64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.',
};

function formatNote(format: string): string {
  return Object.hasOwn(FORMAT_NOTES, format) ? (FORMAT_NOTES[format] ?? '') : '';
}

function inlineCode(value: unknown): string {
  const text = literal(value).replaceAll('`', "'");
  return text.length > MAX_INLINE ? `${text.slice(0, MAX_INLINE)}…` : text;
}

const MAX_INLINE = 200;

function clean(text: string): string {
  return withoutEnd(printable(text))
    .split('\n')
    .map((line) => line.trimEnd().replace(/^(\s*)@/, '$1\\@'))
    .join('\n')
    .trim();
}

/** One line: a second could open a tag of its own. */
function cleanTag(text: string): string {
  return withoutEnd(printable(text))
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

function withoutEnd(text: string): string {
  return text.replaceAll('*/', '*\\/');
}
