import type { FormPart, FormStyle, RequestContent } from '../../model/model.js';
import { isRecord } from '../../util/is-record.js';
import { getFields, resolveType } from '../../model/resolve-types.js';
import type { Declarations } from '../../model/model.js';
import type { IncomingRequest } from '../incoming-request.js';

type Fields = Record<string, unknown>;

/**
 * Reads a form as the document describes it: a part of JSON or a list with separators is read as such, and the fields of
 * an object are put together. In a form every value is text or a file, so the values of a part of JSON become text too.
 *
 * @returns Undefined when the body is no such form: truncated, or without its boundary.
 */
export async function readForm(
  declarations: Declarations,
  { type, parts = [], mediaType }: RequestContent,
  request: IncomingRequest,
): Promise<Fields | readonly unknown[] | undefined> {
  const jsonParts = new Set(parts.filter(isJsonPart).map(({ wireName }) => wireName));
  const fields = /^multipart\/(?!form-data)/i.test(mediaType)
    ? readMultipart(request, jsonParts)
    : await readFormData(request);
  if (fields === undefined) return undefined;
  if (resolveType(declarations, type).kind === 'array')
    return [...fields].flatMap(([name, values]): readonly unknown[] =>
      values.map((value) => (jsonParts.has(name) ? readJson(value) : value)),
    );
  const properties = new Map(
    getFields(declarations, type).map((property) => [property.wireName.toLowerCase(), property]),
  );
  const result: Fields = {};
  for (const [name, values] of fields) {
    const part = parts.find(({ wireName }) => wireName === name);
    const property = properties.get(name.toLowerCase());
    const read = values.flatMap((value) =>
      jsonParts.has(name) ? [readJson(value)] : readPart(part, value),
    );
    const kind = property && resolveType(declarations, property.type).kind;
    const isJoinedObject = part?.kind === 'style' && read.length > 1 && kind !== 'array';
    const value = isJoinedObject
      ? toObject(read)
      : read.length > 1 || kind === 'array'
        ? read
        : read[0];
    // Swashbuckle declares the fields of an object one by one, under their whole names.
    setField(result, property ? [name] : toPath(name), value);
  }
  return result;
}

type FormValues = ReadonlyMap<string, readonly (string | Blob)[]>;

async function readFormData(request: IncomingRequest): Promise<FormValues | undefined> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  try {
    // The method is deprecated for servers on the Internet; this one is only reachable from this machine.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await new Response(request.body, { headers }).formData();
    return new Map([...new Set(form.keys())].map((name) => [name, form.getAll(name)]));
  } catch {
    // Parsing reads nothing but the client's bytes, so any failure is the client's.
    return undefined;
  }
}

/** Reads `multipart/mixed` and `multipart/related` (RFC 2046, section 5.1), whose parts may have names as those of forms do. */
function readMultipart(
  { headers, body }: IncomingRequest,
  jsonParts: Set<string>,
): FormValues | undefined {
  const [, quoted, plain] =
    /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(headers['content-type'] ?? '') ?? [];
  const boundary = quoted ?? plain;
  // Each byte is one character, so that the bytes of files survive.
  const sections = `\r\n${Buffer.from(body).toString('latin1')}`.split(`\r\n--${boundary}`);
  if (boundary === undefined || !sections.at(-1)?.startsWith('--')) return undefined;
  const fields = new Map<string, (string | Blob)[]>();
  for (const section of sections.slice(1, -1)) {
    const end = section.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const head = section.slice(0, end);
    const bytes = Buffer.from(section.slice(end + 4), 'latin1');
    const name = /;\s*name="([^"]*)"/i.exec(head)?.[1] ?? '';
    const mediaType = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? '';
    const isFile = /;\s*filename=/i.test(head);
    const values = fields.get(name) ?? [];
    values.push(isFile ? new Blob([bytes]) : bytes.toString('utf8'));
    if (/[/+]json$/i.test(mediaType)) jsonParts.add(name);
    fields.set(name, values);
  }
  return fields;
}

/** `Lines[0].Sku` and `filter[name]` lead into objects and lists. */
function toPath(name: string): readonly string[] {
  return name.split(/[.[\]]+/).filter(Boolean);
}

function setField(fields: Fields, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    setProperty(fields, first, value);
    return;
  }
  const known = Object.hasOwn(fields, first) ? fields[first] : undefined;
  const isIndex = /^\d+$/.test(rest[0] ?? '');
  const inner = isRecord(known) || Array.isArray(known) ? (known as Fields) : isIndex ? [] : {};
  setField(inner as Fields, rest, value);
  setProperty(fields, first, inner);
}

/** Any name may be sent, `__proto__` too. */
function setProperty(fields: Fields, name: string, value: unknown): void {
  Object.defineProperty(fields, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

const SEPARATORS: Readonly<Record<Exclude<FormStyle, 'deepObject'>, string>> = {
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** The values of one part. */
function readPart(part: FormPart | undefined, value: string | Blob): readonly unknown[] {
  if (typeof value !== 'string' || part?.kind !== 'style') return [value];
  if (part.style === 'deepObject' || part.explode) return [value];
  return value.split(SEPARATORS[part.style]);
}

/** An object whose names and values a style joins: `a,1,b,2`. */
function toObject(parts: readonly unknown[]): Fields {
  const fields: Fields = {};
  for (let index = 0; index < parts.length; index += 2)
    setProperty(fields, String(parts[index]), parts[index + 1]);
  return fields;
}

function isJsonPart(part: FormPart): boolean {
  return part.kind === 'mediaType' && /[/+]json\b/i.test(part.mediaType);
}

/** Text that is not the JSON it should be stays text, which then is of the wrong type. */
function readJson(value: string | Blob): unknown {
  if (typeof value !== 'string') return value;
  try {
    return toTexts(JSON.parse(value));
  } catch {
    return value;
  }
}

function toTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toTexts);
  if (value === null || typeof value === 'string') return value ?? undefined;
  if (!isRecord(value)) return JSON.stringify(value);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, toTexts(field)]));
}
