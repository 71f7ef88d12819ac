import type { ApiCaller, CallArguments, Exchange } from '../caller/index.js';
import { getMediaKind, type MediaKind } from '../util/media-kinds.js';
import { unreachable } from '../model/type-refs.js';
import type { CatalogEntry } from './catalog.js';

/** What the API answered to one call. */
export interface Answer {
  readonly status: number;
  /** The body, as JSON has it; null when there is none. */
  readonly value: unknown;
  /** True when reading stopped at a limit. */
  readonly truncated: boolean;
  readonly exchange: Exchange;
}

/** @param values checked; by the names of the entry's arguments. */
export function toCallArguments(
  { args }: CatalogEntry,
  values: Readonly<Record<string, unknown>>,
): CallArguments {
  const given = args.filter(({ name }) => Object.hasOwn(values, name));
  const parameters = new Map(
    given.flatMap(({ parameter, name }) => (parameter ? [[parameter, values[name]] as const] : [])),
  );
  const [body] = given.flatMap(({ content, name }) =>
    content ? [{ content, value: values[name] }] : [],
  );
  return { parameters, ...(body && { body }) };
}

/** Sends one call. @throws SdkgenError when there is no answer; the signal's reason when it is aborted. */
export async function performCall(
  caller: ApiCaller,
  { operation }: CatalogEntry,
  args: CallArguments,
  signal: AbortSignal,
): Promise<Answer> {
  const exchange = await caller.call(operation, args, signal);
  const { status, truncated } = exchange;
  return { status, value: readBody(exchange), truncated, exchange };
}

function readBody({ body, headers }: Exchange): unknown {
  if (body.length === 0) return null;
  const mediaType = headers.get('content-type') ?? '';
  const kind = mediaType === '' ? 'any' : getMediaKind(mediaType);
  if (kind === 'binary') return { mediaType, bytes: body.length };
  return readText(new TextDecoder().decode(body), kind);
}

/** Whatever cannot be parsed stays text. */
function readText(text: string, kind: Exclude<MediaKind, 'binary'>): unknown {
  switch (kind) {
    case 'json':
    case 'any':
      return parseJson(text);
    case 'jsonLines':
      return splitLines(text).map(parseJson);
    case 'jsonSequence':
      return splitLines(text.replaceAll('\u001e', '\n')).map(parseJson);
    case 'events':
      return splitLines(text)
        .filter((line) => line.startsWith('data:'))
        .map((line) => parseJson(line.slice('data:'.length).trim()));
    case 'plainText':
    case 'text':
      return text;
    default:
      return unreachable(kind);
  }
}

function splitLines(text: string): readonly string[] {
  return text.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
