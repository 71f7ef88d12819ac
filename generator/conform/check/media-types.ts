import { getEssence } from '../../util/media-type.js';
import { getMediaKind } from '../../util/media-kinds.js';

/** What is assumed of a body without a media type (RFC 9110, section 8.3). */
const UNKNOWN = 'application/octet-stream';

/** RFC 6838, section 4.2. */
const VALID = /^[a-z\d][\w!#$&^.+-]{0,126}\/[a-z\d][\w!#$&^.+-]{0,126}$/;

/** The media type of a body, in lower case and without parameters. */
export function readMediaType(contentType: string | undefined): string {
  const essence = getEssence(contentType ?? '');
  return VALID.test(essence) ? essence : UNKNOWN;
}

/**
 * The declared media type that a body is of: the most specific one (RFC 9110, section 12.5.1). Parameters tell apart those
 * that differ by nothing else; ASP.NET declares `application/json; v=1.0` and may answer without it.
 *
 * @returns undefined when none is declared.
 */
export function findDeclared(
  declared: readonly string[],
  contentType: string | undefined,
): string | undefined {
  const mediaType = readMediaType(contentType);
  const ranked = declared
    .map((range) => ({ range, rank: getRank(getEssence(range), mediaType) }))
    .filter(({ rank }) => rank > 0)
    .map(({ range, rank }) => ({
      range,
      rank: rank + countCommonParameters(range, contentType ?? '') / 100,
    }));
  return ranked.sort((a, b) => b.rank - a.rank)[0]?.range;
}

/** The declared media type whose schema describes JSON, whatever its name. */
export function findDeclaredJson(declared: readonly string[]): string | undefined {
  return declared.find((mediaType) => getMediaKind(mediaType) === 'json');
}

/** How specific a range is that has the media type; 0 when it has it not. */
function getRank(range: string, mediaType: string): number {
  if (range === mediaType) return 4;
  const [type = '', subtype = ''] = range.split('/');
  if (range === '*/*' || range === '*') return 1;
  if (!mediaType.startsWith(`${type}/`)) return 0;
  if (subtype === '*') return 2;
  // ASP.NET's `application/*+json`.
  return subtype.startsWith('*+') && mediaType.endsWith(subtype.slice(1)) ? 3 : 0;
}

function countCommonParameters(range: string, contentType: string): number {
  const own = getParameters(range);
  const told = new Set(getParameters(contentType));
  const common = own.filter((parameter) => told.has(parameter)).length;
  return common - (own.length - common) / 10;
}

function getParameters(mediaType: string): readonly string[] {
  return mediaType
    .split(';')
    .slice(1)
    .map((parameter) => parameter.replace(/[\s"]/g, '').toLowerCase())
    .filter((parameter) => parameter !== '');
}
