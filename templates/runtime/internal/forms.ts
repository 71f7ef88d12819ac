import { convertArgument, toJson, type WriteJson } from './convert-argument.js';
import { formatFields, formatPairs, parts, toFields, type Field } from './parameters.js';
import {
  isAsyncIterable,
  isStream,
  streamBody,
  toBytes,
  type RequestBody,
} from './request-body.js';
import { readStream } from './streams/read-stream.js';
import { isRecord, toText } from './values.js';

/** Creates a `multipart/form-data` body. @param value The form's fields, files as `Blob` or `File`; or a `FormData`, sent as it is. */
export function multipartBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof FormData) return { content: value };
  const fields = toBodyFields(value);
  if (fields.some(([, leaf]) => isStreamed(leaf))) return multipartParts(value);
  const content = new FormData();
  for (const [name, leaf] of fields) {
    const file = toBlob(leaf);
    if (file) content.append(name, file, getFileName(file));
    else content.append(name, toFieldText(name, leaf));
  }
  return { content };
}

/** @throws ArgumentError for an object that contains itself. */
function toBodyFields(value: unknown): readonly Field[] {
  return convertArgument('body', value, () => toFields('', value));
}

/** @throws ArgumentError that names the field. */
function toFieldText(name: string, value: unknown): string {
  return convertArgument(name, value, () => toText(value));
}

function isStreamed(value: unknown): value is AsyncIterable<unknown> | ReadableStream {
  return isStream(value) || isAsyncIterable(value);
}

function toBlob(value: unknown): Blob | undefined {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
    return new Blob([value as ArrayBuffer]);
  return value instanceof Blob ? value : undefined;
}

/** A file without a name is called "blob" (XMLHttpRequest, section 4.3). Bun would send an empty name, which ASP.NET does not take for a file. */
function getFileName(file: object): string {
  const { name, path } = file as { readonly name?: string; readonly path?: unknown };
  // A file that Node.js reads has a path.
  return name ?? (typeof path === 'string' ? path.replace(/.*[\\/]/, '') : 'blob');
}

/** Creates an `application/x-www-form-urlencoded` body. @param value The form's fields; or a `URLSearchParams`, sent as it is. */
export function formBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof URLSearchParams) return { content: value };
  const pairs = toBodyFields(value).map(([name, leaf]) => [name, toFieldText(name, leaf)]);
  return { content: new URLSearchParams(pairs) };
}

/** Formats a field of a form in the style of a parameter. */
type FieldStyle = (value: unknown) => unknown;

/** Creates an `application/x-www-form-urlencoded` body of which some fields have a style. @param styles By the field's name. */
export function styledForm(
  value: unknown,
  styles: Readonly<Record<string, FieldStyle>>,
): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof URLSearchParams) return { content: value };
  const fields = Object.entries(value as Fields).flatMap(([name, field]) => {
    const style = styles[name];
    return convertArgument(name, field, () =>
      style === undefined || isAbsent(field)
        ? formatFields(toFields(name, field))
        : formatPairs({ [name]: style(field) }, '&') || [],
    );
  });
  return { content: fields.join('&'), mediaType: 'application/x-www-form-urlencoded' };
}

/** How a property of a multipart body is sent: the media type of its parts, or a function for its fields. */
export type PartStyle = string | ((name: string, value: unknown) => readonly Field[]);

/** One part for all items of a list. */
export function joinedPart(separator: string): PartStyle {
  return (name, value) => [[name, parts(value, (part) => part).join(separator)]];
}

/**
 * Creates a multipart body whose parts have media types of their own: a list is a part for each item, an object one part
 * of JSON where its media type says so.
 *
 * @param value The fields, files as `Blob` or `File`; or the parts as a list. A `FormData` is sent as it is.
 * @param styles By the property's name; for a list by the part's position, `'*'` for every other one.
 * @param mediaType In other types than `multipart/form-data`, every object is a part of JSON.
 * @param write Formats the parts of JSON.
 */
export function multipartParts(
  value: unknown,
  styles: Readonly<Record<string, PartStyle>> = {},
  mediaType = FORM_DATA,
  write?: WriteJson,
): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof FormData) return { content: value };
  const isForm = mediaType === FORM_DATA;
  const entries: readonly Field[] = Array.isArray(value)
    ? value.map((item: unknown) => ['', item])
    : Object.entries(value as Fields);
  const toParts = (name: string, field: unknown, style: PartStyle | undefined) => {
    if (isAbsent(field)) return [];
    if (typeof style === 'function')
      return style(name, field).map(([key, text]) => createPart(key, text));
    if (style === undefined && isForm)
      return toFields(name, field).map(([key, leaf]) => createPart(key, leaf));
    return [field].flat().map((item) => createPart(name, item, style, write));
  };
  const made = entries.flatMap(([name, field], index) => {
    const style = Array.isArray(value) ? (styles[index] ?? styles['*']) : styles[name];
    return convertArgument(name || `body[${index}]`, field, () => toParts(name, field, style));
  });
  // The first part is the root of a `multipart/related` body (RFC 2387, section 3.2), which a file belongs to.
  const all = Array.isArray(value) ? made : [...made].sort((a, b) => a.isFile - b.isFile);
  const boundary = createBoundary();
  const chunks: readonly Chunk[] = [
    ...all.flatMap(({ head, content }) => [`--${boundary}\r\n${head}\r\n`, content, '\r\n']),
    `--${boundary}--\r\n`,
  ];
  const root = mediaType === 'multipart/related' ? `; type="${all[0]?.type ?? 'text/plain'}"` : '';
  const type = `${mediaType}; boundary=${boundary}${root}`;
  return chunks.some(isStreamed)
    ? streamBody(readAll(chunks), type, toBytes, chunks.filter(isStreamed))
    : { content: new Blob(chunks as BlobPart[]), mediaType: type };
}

/** What a multipart body is made of. */
type Chunk = string | Blob | AsyncIterable<unknown> | ReadableStream;

async function* readAll(chunks: readonly Chunk[]): AsyncGenerator<unknown, void, undefined> {
  for (const chunk of chunks)
    if (typeof chunk === 'string') yield chunk;
    else if (isAsyncIterable(chunk)) yield* chunk;
    else yield* readStream(chunk instanceof Blob ? chunk.stream() : chunk);
}

const FORM_DATA = 'multipart/form-data';

type Fields = Readonly<Record<string, unknown>>;

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** @param declared The media type that the document declares; a file's own comes first. */
function createPart(name: string, value: unknown, declared?: string, write?: WriteJson) {
  const found: Blob | AsyncIterable<unknown> | ReadableStream | undefined = isStreamed(value)
    ? value
    : toBlob(value);
  const isFile = found !== undefined;
  const isJson = !isFile && (declared ? /[/+]json\b/.test(declared) : isRecord(value));
  const type = isFile
    ? (found instanceof Blob && found.type) || declared || 'application/octet-stream'
    : (declared ?? (isJson ? 'application/json' : undefined));
  const key = escapeName(name);
  const file = isFile ? `; filename="${escapeName(getFileName(found))}"` : '';
  const head = [
    ...(name ? [`Content-Disposition: form-data; name="${key}"${file}`] : []),
    ...(type ? [`Content-Type: ${type}`] : []),
  ];
  return {
    isFile: Number(isFile),
    type,
    head: head.map((line) => `${line}\r\n`).join(''),
    content: found ?? (isJson ? toJson(value, write) : toText(value)),
  };
}

/** As browsers do (HTML standard, section 4.10.21.8). */
function escapeName(name: string): string {
  return name.replace(/\r?\n|\r/g, '%0D%0A').replace(/"/g, '%22');
}

/**
 * The platform's own, since nobody can predict it: a text with the boundary in it would add parts to the form. React
 * Native and jsdom have none to give.
 */
function createBoundary(): string {
  const type =
    typeof Response === 'function' && new Response(new FormData()).headers.get('content-type');
  return (type && type.split('boundary=')[1]) || `----${Math.random().toString(36).slice(2)}`;
}
