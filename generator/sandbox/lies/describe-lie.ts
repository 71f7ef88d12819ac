import { unreachable } from '../../model/type-refs.js';
import type { Offer, WrittenType } from './lie.js';

/** What answers do, in a sentence that starts with the place. */
export function describeLie({ place, lie }: Offer): string {
  switch (lie.kind) {
    case 'null':
      return `${place} is null, though the document does not allow it.`;
    case 'missing':
      return `${place} is left out, though the document requires it.`;
    case 'type':
      return `${place} is ${WRITTEN[lie.written]}.`;
    case 'number-as-text':
      return `${place} is the text of a number, where the document says a number.`;
    case 'fraction':
      return `${place} has a fraction, where the document says a whole number.`;
    case 'enum':
      return `${place} is ${JSON.stringify(lie.value)}, which its enumeration does not have.`;
    case 'format':
      return `${place} is "${lie.value}", which is no ${lie.format === 'byte' ? 'Base64' : lie.format}.`;
    case 'pattern':
      return `${place} is "${lie.value}", which its pattern does not match.`;
    case 'range':
      return `${place} is ${lie.value}, which its ${lie.keyword} does not allow.`;
    case 'length':
      return `${place} is too ${lie.keyword.startsWith('min') ? 'short' : 'long'} for its ${lie.keyword}, ${lie.limit}.`;
    case 'null-item':
      return `${place} is null for the last item, though the document does not allow it.`;
    case 'undeclared-property':
      return `${place} has the property ${lie.property}, which the document does not declare.`;
    case 'undeclared-keys':
      return `${place} has keys as those of a map, though the document allows no further properties.`;
    case 'spelling':
      return `${place} has ${lie.property}, written ${lie.written}.`;
    case 'write-only':
      return `${place} is in answers, though it is writeOnly.`;
    case 'discriminator':
      return `${place} has a discriminator ${lie.property} that names no schema.`;
    case 'no-variant':
      return `${place} is ${JSON.stringify(lie.value)}, which none of its variants accepts.`;
    case 'body':
      return lie.body === 'null'
        ? `${place} is null, though the document does not allow it.`
        : `${place} has no body, though the document declares content.`;
    case 'envelope':
      return lie.written === 'object'
        ? `${place} is an object with the list under "data", where the document says the list.`
        : `${place} is the list alone, where the document says an object that holds it.`;
    case 'undeclared-body':
      return `${place} has a body, though the document declares no content.`;
    case 'status':
      return `${place} answers ${lie.status}, which the document does not declare.`;
    case 'media-type':
      return `${place} is sent as ${lie.mediaType}, which the document does not declare.`;
    case 'problem-details':
      return lie.fault === 'status'
        ? `${place} has problem details of another status.`
        : `${place} has problem details that are sent as application/json.`;
    case 'header':
      return lie.fault === 'missing'
        ? `${place} is missing, though the document requires it.`
        : `${place} is "soon", which its schema does not allow.`;
    case 'paging':
      return `${place} ${PAGING[lie.fault]}`;
    default:
      return unreachable(lie);
  }
}

const WRITTEN: Readonly<Record<WrittenType, string>> = {
  number: 'a number, where the document says a text',
  text: 'a text, where the document says a number',
  'boolean-text': 'a text, where the document says a boolean',
  object: 'an object, where the document says a list',
  list: 'a list, where the document says an object',
};

const PAGING = {
  'repeats-items': 'answers with the first page, whatever page is asked for.',
  'ignores-size': 'answers with the default size of a page, whatever size is asked for.',
  'wrong-total': 'says a total that is smaller than the page.',
} as const;
