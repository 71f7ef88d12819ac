import { groupContents, type ContentGroup } from '../model/arguments.js';
import type { FormPart, RequestBody, RequestContent } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { hasContentType, isOpenRange, isSequence } from '../model/request-body.js';
import { getEssence } from '../util/media-type.js';
import { printType } from './print-type.js';
import {
  RUNTIME,
  RUNTIME_CODECS,
  toPropertyKey,
  toStringLiteral,
  type Imports,
} from './structures.js';
import type { FileTypeOptions } from './type-options.js';
import type { ValuePrinter } from './value-printer.js';

/** The name of the argument that is the body. */
export const BODY_ARGUMENT = 'body';

/** Prints the type of the value that a caller passes for a media type. */
export function printValueType(content: RequestContent, options: FileTypeOptions): string {
  const text = printType(content.type, options);
  return isSequence(content.encoding) ? `Iterable<${text}> | AsyncIterable<${text}>` : text;
}

/** Prints the type of a media type's name: that of a range takes any that falls into it. */
export function printMediaTypeLiteral(content: RequestContent): string {
  if (!isOpenRange(content)) return toStringLiteral(getSentMediaType(content));
  // The characters of a media type (RFC 6838, section 4.2), none of which has a meaning in a template.
  const text = content.mediaType.replace(/[^\w!#&^.+/*-]/g, '').replaceAll('*', '${string}');
  return `\`${text}\``;
}

/** The media type that is sent where the caller chooses none. */
export function describeDefault({ contents: [content] }: RequestBody): string {
  return isOpenRange(content) && content.encoding === 'binary'
    ? "the Blob's own, else `application/octet-stream`"
    : `\`${getSentMediaType(content)}\``;
}

/** The media type that is sent where none is chosen; of a range the one that the value is written in. */
function getSentMediaType({ mediaType, encoding }: RequestContent): string {
  if (!mediaType.includes('*')) return mediaType;
  switch (encoding) {
    case 'json':
      return 'application/json';
    case 'text':
      return 'text/plain';
    case 'multipart':
      return 'multipart/form-data';
    default:
      return 'application/octet-stream';
  }
}

/** Prints the `body` of an `ApiRequest`. A media type that is not the default is chosen by the option `contentType`. */
export function printBody(body: RequestBody, values: ValuePrinter, imports: Imports): string {
  const value = BODY_ARGUMENT;
  const chosen = 'options?.contentType';
  const print = (group: ContentGroup) => {
    const [content] = group.contents;
    const mediaType = printMediaType(body, group, value, chosen, imports);
    return printContent(content, mediaType, value, values, imports);
  };
  // What differs in the media type alone is one call.
  const groups = groupContents(body.contents, (content) =>
    printContent(content, chosen, value, values, imports),
  );
  const [byDefault, ...others] = groups;
  if (byDefault === undefined) throw new Error('A body has no content');
  // A range matches what no type before it does.
  const ordered = [...others].sort(
    (a, b) => Number(a.contents.some(isOpenRange)) - Number(b.contents.some(isOpenRange)),
  );
  return [
    ...ordered.map(
      (group) =>
        `${group.contents.map((content) => printCondition(content, chosen)).join(' || ')} ? ${print(group)} : `,
    ),
    print(byDefault),
  ].join('');
}

function printCondition(content: RequestContent, chosen: string): string {
  if (!isOpenRange(content)) return `${chosen} === ${toStringLiteral(getSentMediaType(content))}`;
  const prefix = content.mediaType.slice(0, content.mediaType.indexOf('*'));
  return prefix === ''
    ? `${chosen} !== undefined`
    : `${chosen}?.startsWith(${toStringLiteral(prefix)})`;
}

/** The expression for the media type that is sent. */
function printMediaType(
  body: RequestBody,
  { contents, isDefault }: ContentGroup,
  value: string,
  chosen: string,
  imports: Imports,
): string {
  const [first] = contents;
  const isChosen = contents.length > 1 || isOpenRange(first);
  if (!isChosen || !hasContentType(body)) return toStringLiteral(getSentMediaType(first));
  if (!isDefault) return chosen;
  return isOpenRange(first) && first.encoding === 'binary'
    ? `${chosen} ?? ${imports.value('mediaTypeOf', RUNTIME)}(${value})`
    : `${chosen} ?? ${toStringLiteral(getSentMediaType(first))}`;
}

function printContent(
  { encoding, type, mediaType: declared, parts = [] }: RequestContent,
  mediaType: string,
  argument: string,
  values: ValuePrinter,
  imports: Imports,
): string {
  const call = (helper: string, args: readonly string[], module = RUNTIME) =>
    `${imports.value(helper, module)}(${args.join(', ')})`;
  const unless = (defaultType: string) => (mediaType === `'${defaultType}'` ? [] : [mediaType]);
  switch (encoding) {
    case 'json': {
      const args = [values.json(type, argument), ...unless('application/json')];
      return values.isExact(type)
        ? call('exactJsonBody', args, RUNTIME_CODECS)
        : call('jsonBody', args);
    }
    case 'jsonLines':
    case 'jsonSequence': {
      const toJson = printItemWriter(type, values, imports);
      const helper = encoding === 'jsonLines' ? 'jsonLinesBody' : 'jsonSequenceBody';
      return call(helper, [argument, mediaType, ...toJson]);
    }
    case 'form': {
      const value = printForm(type, argument, parts, values);
      return parts.length === 0
        ? call('formBody', [value])
        : call('styledForm', [
            value,
            printStyles(parts, (part) => printFieldStyle(part, values.isExact(type), imports)),
          ]);
    }
    case 'multipart': {
      const value = printForm(type, argument, parts, values);
      const isForm = /^multipart\/(?:form-data|\*)\s*(?:;|$)/i.test(declared);
      if (isForm && parts.length === 0) return call('multipartBody', [value]);
      const styles = printStyles(parts, (part) => printPartStyle(part, imports));
      const exact = values.isExact(type) ? [imports.value('exactJsonText', RUNTIME_CODECS)] : [];
      const subtype = isForm && exact.length === 0 ? [] : [toStringLiteral(toSubtype(declared))];
      return call('multipartParts', [value, styles, ...subtype, ...exact]);
    }
    case 'text':
      return call('textBody', [values.text(type, argument), ...unless('text/plain')]);
    case 'binary':
      return call('binaryBody', [argument, ...unless('application/octet-stream')]);
    default:
      return unreachable(encoding);
  }
}

function printForm(
  type: RequestContent['type'],
  argument: string,
  parts: readonly FormPart[],
  values: ValuePrinter,
): string {
  const hasJson = parts.some(({ kind }) => kind === 'mediaType');
  return hasJson ? values.textWithJson(type, argument) : values.text(type, argument);
}

/** The kind of multipart, without parameters: the sender writes `boundary` itself. */
function toSubtype(mediaType: string): string {
  const type = getEssence(mediaType);
  return type === 'multipart/*' ? 'multipart/form-data' : type;
}

function printItemWriter(
  type: RequestContent['type'],
  values: ValuePrinter,
  imports: Imports,
): readonly string[] {
  const item = values.json(type, 'item');
  if (values.isExact(type))
    return [`(item) => ${imports.value('exactJsonText', RUNTIME_CODECS)}(${item})`];
  return item === 'item' ? [] : [`(item) => JSON.stringify(${item})`];
}

function printStyles(parts: readonly FormPart[], print: (part: FormPart) => string): string {
  if (parts.length === 0) return '{}';
  const entries = parts.map((part) => {
    const key = toPropertyKey(part.wireName);
    const style = print(part);
    return key === style ? key : `${key}: ${style}`;
  });
  return `{ ${entries.join(', ')} }`;
}

const FIELD_STYLES = {
  form: 'commaDelimited',
  spaceDelimited: 'spaceDelimited',
  pipeDelimited: 'pipeDelimited',
  tabDelimited: 'tabDelimited',
  deepObject: 'deepObject',
} as const;

/** The style of a field of a URL-encoded form. */
function printFieldStyle(part: FormPart, isExact: boolean, imports: Imports): string {
  if (part.kind === 'mediaType') {
    const jsonValue = imports.value('jsonValue', RUNTIME);
    return isExact
      ? `(value) => ${jsonValue}(value, ${imports.value('exactJsonText', RUNTIME_CODECS)})`
      : jsonValue;
  }
  const { style, explode, allowReserved } = part;
  const joins = style === 'deepObject' || !explode;
  const styled = joins ? imports.value(FIELD_STYLES[style], RUNTIME) : undefined;
  if (!allowReserved) return styled ?? '(value) => value';
  const reserved = imports.value('allowReserved', RUNTIME);
  return styled === undefined ? reserved : `(value) => ${reserved}(${styled}(value))`;
}

const SEPARATORS = {
  form: "','",
  spaceDelimited: "' '",
  pipeDelimited: "'|'",
  tabDelimited: String.raw`'\t'`,
} as const;

/** The style of a property of a multipart body. */
function printPartStyle(part: FormPart, imports: Imports): string {
  if (part.kind === 'mediaType') return toStringLiteral(part.mediaType);
  return part.style === 'deepObject'
    ? imports.value('deepFields', RUNTIME)
    : `${imports.value('joinedPart', RUNTIME)}(${SEPARATORS[part.style]})`;
}
