import { toSegments } from '../../util/json-pointer.js';

/**
 * A place of a document for people: `VehicleDto.positions[].latitude`, `GET /Vehicles 200`, `GET /Vehicles 200 header etag`.
 * @param pointer in the published document, of whatever version.
 */
export function getPlaceName(pointer: string): string {
  const segments = toSegments(pointer);
  const [root = '', group = '', name = ''] = segments;
  if (root === 'definitions') return `${group}${getInnerName(segments.slice(2))}`;
  if (root === 'components') return `${name}${getInnerName(segments.slice(3))}`;
  const hasOwnField = name !== 'additionalOperations';
  const method = hasOwnField ? name.toUpperCase() : (segments[3] ?? '');
  const [, status = '', ...inner] = segments.slice(hasOwnField ? 3 : 4);
  return [`${method} ${group}`, status].join(' ').trim() + getInnerName(inner);
}

/** What leads from a schema, or a response, to a part of it. */
function getInnerName(segments: readonly string[]): string {
  const [step, name = ''] = segments;
  switch (step) {
    case undefined:
      return '';
    case 'properties':
      return `.${name}${getInnerName(segments.slice(2))}`;
    case 'headers':
      return ` header ${name.toLowerCase()}${getInnerName(segments.slice(2))}`;
    case 'items':
      return `[]${getInnerName(segments.slice(1))}`;
    case 'additionalProperties':
      return `{}${getInnerName(segments.slice(1))}`;
    case 'schema':
      return getInnerName(segments.slice(1));
    default:
      // `allOf/1` and `content/application~1json`: the same value.
      return getInnerName(segments.slice(2));
  }
}
