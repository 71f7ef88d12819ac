import { getEssence } from './media-type.js';

/** What the bodies of a media type are made of; `any`: a range that JSON belongs to. */
export type MediaKind =
  'json' | 'jsonLines' | 'jsonSequence' | 'events' | 'any' | 'plainText' | 'text' | 'binary';

/** The formats of one JSON text a line: NDJSON, JSON Lines, and the names that both had before. */
const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-stream)$/;

/** Text formats outside of `text/`. */
const TEXT =
  /^application\/(?:(?:x-)?(?:yaml|toml|javascript|ecmascript|sql|graphql|csv|sh|latex)|xml-dtd|jwt|rtf|typescript|x-www-form-urlencoded)$/;

/** @param mediaType As declared, with or without parameters. */
export function getMediaKind(mediaType: string): MediaKind {
  const type = getEssence(mediaType);
  if (type === '*/*' || type === 'application/*' || type === '*') return 'any';
  if (type === 'text/event-stream') return 'events';
  // Spring's name for what became NDJSON.
  if (JSON_LINES.test(type) || type === 'application/stream+json') return 'jsonLines';
  if (type === 'application/json-seq' || type.endsWith('+json-seq')) return 'jsonSequence';
  // RFC 6839, section 3.1.
  if (type === 'application/json' || type === 'text/json' || type.endsWith('+json')) return 'json';
  // SVG too, although it is XML: a program shows it rather than reads it.
  if (type.startsWith('image/')) return 'binary';
  if (type === 'text/plain' || type === 'text/*') return 'plainText';
  if (type.startsWith('text/') || /[/+](?:xml|yaml)$/.test(type) || TEXT.test(type)) return 'text';
  return 'binary';
}

/** Ranks the names of JSON, lower is better: `application/json`, the same with parameters, `text/json`, others, ranges. */
export function getJsonRank(mediaType: string): string {
  const type = getEssence(mediaType);
  if (type === 'application/json') return mediaType === type ? '10' : '11';
  if (type === 'text/json') return '12';
  return type.includes('*') ? '14' : '13';
}
