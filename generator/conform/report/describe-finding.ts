import { plural } from '../../util/plural.js';
import type { Finding, Mismatch } from '../finding.js';
import type { JsonType, Shape } from '../shape.js';

/** What a finding says to people. Texts of the document pass through as they are: each format escapes them. */
export interface FindingText {
  /** The place: `VehicleDto.soldAt`. */
  readonly subject: string;
  /** The rest of the sentence: `was null in 12 of 40 values, which the document does not allow`. */
  readonly message: string;
  /** What to do about it, as a sentence. */
  readonly advice: string;
}

/** The sentence of a finding, for every format and as the evidence of a correction. */
export function describeFinding({ place, mismatch, count, seen }: Finding): FindingText {
  const units = plural(seen, getUnit(mismatch));
  const often = `in ${count === seen && count > 1 ? 'all' : `${count} of`} ${units}`;
  return { subject: place.name, ...describeMismatch(mismatch, often) };
}

function describeMismatch(mismatch: Mismatch, often: string): Omit<FindingText, 'subject'> {
  switch (mismatch.kind) {
    case 'null':
      return {
        message: `was null ${often}; the document does not allow null`,
        advice: 'Declare it as nullable, or never answer null.',
      };
    case 'missing':
      return {
        message: `was missing ${often}; the document requires it`,
        advice: 'Declare it as optional, or always answer it.',
      };
    case 'type':
      return {
        message: `was ${describeTypes(mismatch.shape)} ${often}; the document says ${listed(mismatch.declared.map(nameType))}`,
        advice: 'Declare the type that is answered.',
      };
    case 'number-as-text':
      return {
        message: `was a number written as text ${often}; the document says a number`,
        advice: 'Declare it as text, or answer a number.',
      };
    case 'enum':
      return {
        message: `had a value ${often} that the document does not list`,
        advice: 'List the value, or leave the enumeration open.',
      };
    case 'format':
      return {
        message: `was not written as ${mismatch.declared} ${often}`,
        advice: 'Declare the format that is answered, or none.',
      };
    case 'pattern':
      return {
        message: `did not match its pattern ${often}`,
        advice: 'Correct the pattern, or leave it out.',
      };
    case 'limit':
      return {
        message: `did not keep to its ${mismatch.keyword} ${often}`,
        advice: `Correct ${mismatch.keyword}, or leave it out.`,
      };
    case 'undeclared-property':
      return {
        message: `had the property '${mismatch.property}' ${often}; the document does not declare it`,
        advice: 'Declare the property.',
      };
    case 'undeclared-keys':
      return {
        message: `had keys that look like data ${often}; the document declares no other properties`,
        advice: 'Declare additionalProperties with the type of the values.',
      };
    case 'no-variant':
      return {
        message: `had a value ${often} that no schema of ${mismatch.keyword} accepts`,
        advice: 'Add a schema for it, or correct the one that is meant.',
      };
    case 'unknown-discriminator':
      return {
        message: `had a value of '${mismatch.property}' ${often} that no schema belongs to`,
        advice: 'Add the schema, and its value to the mapping.',
      };
    case 'write-only':
      return {
        message: `was answered ${often}; the document says it is only sent`,
        advice: 'Do not answer it, or leave out writeOnly.',
      };
    case 'undeclared-status':
      return {
        message: `answered ${mismatch.status} ${often}; the document does not declare this status`,
        advice: 'Declare the response.',
      };
    case 'undeclared-media-type':
      return {
        message: `had a body of ${mismatch.mediaType} ${often}; the document does not declare this media type`,
        advice: 'Declare the media type.',
      };
    case 'undeclared-body':
      return {
        message: `had a body of ${mismatch.mediaType} ${often}; the document declares none`,
        advice: 'Declare the body.',
      };
    case 'empty-body':
      return {
        message: `had no body ${often}; the document declares one`,
        advice: 'Declare a response without a body, or answer 204.',
      };
    case 'not-json':
      return {
        message: `had a body of ${mismatch.mediaType} ${often} that is not JSON`,
        advice: 'Answer JSON, or correct the Content-Type.',
      };
    case 'missing-header':
      return {
        message: `was missing ${often}; the document requires it`,
        advice: 'Declare the header as optional, or always send it.',
      };
    case 'header-value':
      return {
        message: `had a value ${often} that is not ${mismatch.declared}`,
        advice: 'Correct the schema of the header.',
      };
    case 'problem-details':
      return {
        message: `had problem details ${often} whose '${mismatch.member}' is wrong (RFC 9457)`,
        advice: 'Correct what the API answers.',
      };
    case 'paging':
      return {
        message: `${PAGING[mismatch.fault]} ${often}`,
        advice: 'Correct how the API pages.',
      };
    default:
      return mismatch satisfies never;
  }
}

const PAGING = {
  'repeats-items': 'repeated items of the page before',
  'ignores-size': 'had another number of items than the page size',
  'wrong-total': 'had another number of items than its total',
} as const satisfies Readonly<Record<Extract<Mismatch, { kind: 'paging' }>['fault'], string>>;

/** What is counted: an answer of an operation, or the values of a schema, of which one answer may have many. */
function getUnit(mismatch: Mismatch): string {
  switch (mismatch.kind) {
    case 'missing':
    case 'undeclared-property':
    case 'undeclared-keys':
    case 'unknown-discriminator':
      return 'object';
    case 'null':
    case 'type':
    case 'number-as-text':
    case 'enum':
    case 'format':
    case 'pattern':
    case 'limit':
    case 'no-variant':
    case 'write-only':
      return 'value';
    case 'undeclared-status':
    case 'undeclared-media-type':
    case 'undeclared-body':
    case 'empty-body':
    case 'not-json':
    case 'missing-header':
    case 'header-value':
    case 'problem-details':
    case 'paging':
      return 'answer';
    default:
      return mismatch satisfies never;
  }
}

const TYPES: Readonly<Record<JsonType, string>> = {
  null: 'null',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'an object',
};

function nameType(type: JsonType): string {
  return TYPES[type];
}

function describeTypes({ types }: Shape): string {
  const seen = (Object.keys(TYPES) as JsonType[]).filter((type) => (types[type] ?? 0) > 0);
  return listed(seen.map(nameType));
}

/** `a`, `a or b`, `a, b or c` */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? 'nothing';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
