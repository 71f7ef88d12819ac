import type { Operation, Parameter, RequestBody, RequestContent } from './model.js';
import { isSequence } from './request-body.js';
import { typeKey } from './type-refs.js';
import { visitTypes } from './walk.js';

/** What a call takes, in this order: path parameters, the body, an object of all other parameters. Its options come last. */
export interface CallArguments {
  /** In the template's order. */
  readonly path: readonly Parameter[];
  readonly body: RequestBody | undefined;
  /** Undefined where there are no other parameters. */
  readonly params: ParamsObject | undefined;
}

/** The object of an operation's query, header and cookie parameters. */
export interface ParamsObject {
  readonly parameters: readonly Parameter[];
  readonly required: boolean;
}

export function getArguments({ parameters, body }: Operation): CallArguments {
  const others = parameters.filter((parameter) => parameter.in !== 'path');
  return {
    path: parameters.filter((parameter) => parameter.in === 'path'),
    body,
    params:
      others.length === 0
        ? undefined
        : { parameters: others, required: others.some(({ required }) => required) },
  };
}

/** Whether the document does not name the type of the body: an inline object, or something with one. */
export function hasInlineBody({ body }: Operation): boolean {
  let isInline = false;
  if (body !== undefined)
    visitTypes(body.contents[0].type, (part) => (isInline ||= part.kind === 'object'));
  return isInline;
}

/** Media types whose values have one type: the first group has the default. */
export interface ContentGroup {
  readonly contents: readonly [RequestContent, ...RequestContent[]];
  readonly isDefault: boolean;
}

/** Groups the media types of a body by the type of their values. */
export function groupByType({ contents }: RequestBody): readonly ContentGroup[] {
  return groupContents(contents, (content) => {
    const kind = isSequence(content.encoding) ? 'sequence' : takesStreams(content) ? 'streams' : '';
    return `${kind} ${typeKey(content.type)}`;
  });
}

/** Whether raw bytes, the value or a part of a form, may be more than a `Blob`: a stream too. */
function takesStreams({ encoding, type }: RequestContent): boolean {
  if (encoding !== 'binary' && encoding !== 'multipart') return false;
  let hasBytes = false;
  visitTypes(type, (part) => (hasBytes ||= part.kind === 'binary'));
  return hasBytes;
}

export function groupContents(
  contents: readonly RequestContent[],
  getKey: (content: RequestContent) => string,
): readonly ContentGroup[] {
  const groups = new Map<string, [RequestContent, ...RequestContent[]]>();
  for (const content of contents) {
    const key = getKey(content);
    const group = groups.get(key);
    if (group) group.push(content);
    else groups.set(key, [content]);
  }
  return [...groups.values()].map((group, index) => ({ contents: group, isDefault: index === 0 }));
}
