import { isEmptyStatus } from '../../model/walk.js';
import { getEssence } from '../../util/media-type.js';
import { getListProperty } from '../../model/paging-names.js';
import { findDeclaredStatus } from '../declared-responses.js';
import type { HeaderObject, ResponseObject } from '../raw-openapi.js';
import type { DeclaredAnswer } from './declared-answer.js';
import type { AnswerLie, AnswerOffer } from './lie.js';
import type { Surroundings } from './offer-at-schema.js';
import { getPlaceName } from './place-name.js';
import { getOnlyType, type Schema, type Schemas } from './schemas.js';

/** The lies that contradict what an operation declares of its answers. */
export function getAnswerOffers(
  { schemas, getPointer }: Surroundings,
  declared: DeclaredAnswer,
): readonly AnswerOffer[] {
  const { operation, node, response, schema } = declared;
  if (response === undefined) return [];
  const placed = (at: object, lies: readonly AnswerLie[]): readonly AnswerOffer[] => {
    const pointer = getPointer(at);
    const place = getPlaceName(pointer);
    return lies.map((lie) => ({ at: 'answer', lie, place, pointer, operation: operation.id }));
  };
  return [
    ...placed(node, [...getStatusLies(declared), ...getPagingLies(declared)]),
    ...placed(response, [
      ...getBodyLies(declared, response),
      ...getMediaTypeLies(declared, response),
    ]),
    ...(typeof schema === 'object'
      ? [
          ...placed(schema, getNullLies(schemas, schema)),
          // What the schema refers to says that it is a list, or an object.
          ...placed(
            schema.$ref === undefined ? schema : (schemas.settle(schema) ?? schema),
            getEnvelopeLies(schemas, schema),
          ),
        ]
      : []),
    ...declared.headers.flatMap(([name, header]) => placed(header, getHeaderLies(name, header))),
    ...[...declared.responses].flatMap(([status, error]) =>
      placed(error, getProblemLies(schemas, status, error)),
    ),
  ];
}

/** Of a success whose content stays the same, and of errors that every API may get. */
const OTHER_STATUSES = [203, 206, 409, 422] as const;

function getStatusLies(declared: DeclaredAnswer): readonly AnswerLie[] {
  return OTHER_STATUSES.filter((status) => findDeclaredStatus(declared, status) === undefined).map(
    (status) => ({ kind: 'status', status }),
  );
}

function getPagingLies({
  operation: { pagination, method },
}: DeclaredAnswer): readonly AnswerLie[] {
  if (method !== 'GET' || pagination === undefined) return [];
  switch (pagination.kind) {
    case 'page':
    case 'offset':
      return [
        { kind: 'paging', fault: 'repeats-items' },
        ...(pagination.size === undefined
          ? []
          : [{ kind: 'paging', fault: 'ignores-size' } as const]),
        ...(pagination.total === undefined
          ? []
          : [{ kind: 'paging', fault: 'wrong-total' } as const]),
      ];
    case 'cursor':
    case 'link':
      return [];
    default:
      return pagination satisfies never;
  }
}

function getBodyLies(
  { operation, answer: { status, body } }: DeclaredAnswer,
  { content = {} }: ResponseObject,
): readonly AnswerLie[] {
  // Neither may have one, and an endless stream has no end to be empty at.
  if (operation.method === 'HEAD' || isEmptyStatus(String(status))) return [];
  if (Object.keys(content).length === 0) return [{ kind: 'undeclared-body' }];
  const isEndless = body === undefined || body.encoding === 'events';
  return isEndless ? [] : [{ kind: 'body', body: 'empty' }];
}

const OTHER_MEDIA_TYPES = ['text/html', 'application/hal+json'];

function getMediaTypeLies(
  { operation, answer: { body } }: DeclaredAnswer,
  { content = {} }: ResponseObject,
): readonly AnswerLie[] {
  if (operation.method === 'HEAD' || body === undefined || body.encoding === 'events') return [];
  // A file may be of any type.
  if (body.encoding === 'binary') return [];
  const declared = Object.keys(content).map(getEssence);
  return OTHER_MEDIA_TYPES.filter(
    (mediaType) => !declared.some((range) => isInRange(mediaType, range)),
  ).map((mediaType) => ({ kind: 'media-type', mediaType }));
}

/** RFC 9110, section 12.5.1. A range such as `application/*+json` contains what ends so. */
function isInRange(mediaType: string, range: string): boolean {
  const [before = '', after] = range.split('*', 2);
  if (after === undefined) return mediaType === range;
  return range.startsWith('*') || (mediaType.startsWith(before) && mediaType.endsWith(after));
}

function getNullLies(schemas: Schemas, schema: Schema): readonly AnswerLie[] {
  return schemas.rejects(schema, 'null') ? [{ kind: 'body', body: 'null' }] : [];
}

function getEnvelopeLies(schemas: Schemas, schema: Schema): readonly AnswerLie[] {
  const settled = schemas.settle(schema);
  const type = settled && getOnlyType(settled);
  const hasList = getListProperty(Object.keys(settled?.properties ?? {})) !== undefined;
  const lies: AnswerLie[] = [];
  if (type === 'array' && schemas.rejects(schema, 'object'))
    lies.push({ kind: 'envelope', written: 'object' });
  if (hasList && schemas.rejects(schema, 'array')) lies.push({ kind: 'envelope', written: 'list' });
  return lies;
}

/** A header that need not be there is not missed. */
function getHeaderLies(header: string, { required, schema }: HeaderObject): readonly AnswerLie[] {
  const isMissed = required === true;
  const isChecked =
    typeof schema === 'object' &&
    (schema.enum !== undefined ||
      ['integer', 'number', 'boolean'].includes(getOnlyType(schema) ?? '') ||
      ['date-time', 'date', 'uuid'].includes(schema.format ?? ''));
  return [
    ...(isMissed ? [{ kind: 'header', header, fault: 'missing' } as const] : []),
    ...(isChecked ? [{ kind: 'header', header, fault: 'malformed' } as const] : []),
  ];
}

/** RFC 9457, section 3.1, and the extension of ASP.NET. */
const PROBLEM_MEMBERS = ['type', 'title', 'status', 'detail', 'instance', 'traceId'];
const PROBLEM = 'application/problem+json';

function getProblemLies(
  schemas: Schemas,
  declared: string,
  { content = {}, headers }: ResponseObject,
): readonly AnswerLie[] {
  const status = Number(declared);
  // A 401 or 429 says that a caller is to do something else first.
  if (!(status >= 400 && status < 600) || status === 401 || status === 429) return [];
  const mediaTypes = Object.keys(content).map(getEssence);
  const schema = schemas.settle(content[PROBLEM]?.schema);
  const isProblem = (schema?.required ?? []).every((name) => PROBLEM_MEMBERS.includes(name));
  if (!mediaTypes.includes(PROBLEM) || !isProblem || headers) return [];
  const isPlain = mediaTypes.some((range) => isInRange('application/json', range));
  return [
    { kind: 'problem-details', status, fault: 'status' },
    ...(isPlain ? [] : [{ kind: 'problem-details', status, fault: 'media-type' } as const]),
  ];
}
