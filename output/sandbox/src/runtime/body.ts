import { fieldsOf, textOf } from './parameters.js';

/** A request's body, ready to be sent. */
export interface RequestBody {
  readonly content: BodyInit;
  /** Undefined where `fetch` names it itself: forms, which carry a boundary or a charset. */
  readonly mediaType?: string;
}

/** @param value Anything that `JSON.stringify` writes; undefined for no body. */
export function jsonBody(value: unknown, mediaType = 'application/json'): RequestBody | undefined {
  return value === undefined ? undefined : { content: JSON.stringify(value), mediaType };
}

/** @param value The form's fields; files are `Blob`s, and a `File` keeps its name. A `FormData` is sent as it is. */
export function multipartBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof FormData) return { content: value };
  const content = new FormData();
  for (const [name, leaf] of fieldsOf('', value))
    if (leaf instanceof Blob)
      // What has no name is called "blob" (XMLHttpRequest, section 4.3); Bun sends an empty one, which is no file to ASP.NET.
      content.append(name, leaf, (leaf as Partial<File>).name ?? 'blob');
    else content.append(name, textOf(leaf));
  return { content };
}

/** `application/x-www-form-urlencoded`. A `URLSearchParams` is sent as it is. */
export function formBody(value: unknown): RequestBody | undefined {
  if (value === undefined) return undefined;
  if (value instanceof URLSearchParams) return { content: value };
  const pairs = fieldsOf('', value).map(([name, leaf]) => [name, textOf(leaf)]);
  return { content: new URLSearchParams(pairs) };
}

export function textBody(value: unknown, mediaType = 'text/plain'): RequestBody | undefined {
  return value === undefined || value === null ? undefined : { content: textOf(value), mediaType };
}

/** @param value Bytes. A stream is sent once: such a call is never repeated. */
export function binaryBody(
  value: unknown,
  mediaType = 'application/octet-stream',
): RequestBody | undefined {
  // What a document calls bytes is typed by it, not here; `fetch` turns down what it cannot send.
  return value === undefined ? undefined : { content: value as BodyInit, mediaType };
}
