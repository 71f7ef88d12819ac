import type { Kind } from './kind.js';

/** What happens to the values that may be answered. */
export const SCHEMA_RESPONSE_VALUE_KINDS = {
  'response-property-became-nullable': {
    group: 'responses',
    title: 'Response value became nullable',
    wire: 'breaking',
    source: 'breaking',
    message: 'may now be null in responses',
    explanation: 'Programs use it without checking for null. Its type now includes `null`.',
    advice: 'Handle null.',
  },
  'response-property-became-not-nullable': {
    group: 'responses',
    title: 'Response value became not nullable',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is no longer null in responses',
    explanation: 'Checks for null still compile.',
  },
  'response-property-type-changed': {
    group: 'responses',
    title: 'Type of a response value changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'has another type in responses',
    explanation:
      'Programs get a value of another type, and no longer compile if the TypeScript types differ.',
    advice: 'Read a value of the new type.',
  },
  'response-items-type-changed': {
    group: 'responses',
    title: 'Type of the items of a response list changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'has items of another type in responses',
    explanation:
      'Programs get items of another type, and no longer compile if the TypeScript types differ.',
    advice: 'Read items of the new type.',
  },
  'response-property-type-generalized': {
    group: 'responses',
    title: 'Type of a response value generalized',
    wire: 'breaking',
    source: 'breaking',
    message: 'may have more types in responses',
    explanation:
      'Programs get values of a type that they do not expect. In TypeScript `integer` and `number` are one type, so only the wire differs.',
    advice: 'Handle the types that were added.',
  },
  'response-property-type-specialized': {
    group: 'responses',
    title: 'Type of a response value specialized',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'has fewer types in responses',
    explanation: 'Every value in a response was possible before.',
  },
  'response-format-changed': {
    group: 'responses',
    title: 'Format of a response value changed',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'has another format in responses',
    explanation:
      'A program that parses the text may fail. The TypeScript type changes if the format has its own, as bytes do.',
    advice: 'Parse the value in its new format.',
  },
  'response-enum-value-added': {
    group: 'responses',
    title: 'Value added to a response enum',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'may have more values in responses',
    explanation:
      'A program may get a value that it does not know. An exhaustive `switch` and a `Record` over the enum no longer compile.',
    advice: 'Handle the new value.',
  },
  'response-enum-value-removed': {
    group: 'responses',
    title: 'Value removed from a response enum',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'has fewer values in responses',
    explanation:
      'Every value in a response was possible before. A program that uses the removed value no longer compiles.',
    advice: 'Remove the branch for the removed value.',
  },
  'response-became-enum': {
    group: 'responses',
    title: 'Response value became an enum',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'has only listed values in responses',
    explanation: 'Every value in a response was possible before, and a literal is a `string` too.',
  },
  'response-enum-removed': {
    group: 'responses',
    title: 'Response value is no longer an enum',
    wire: 'breaking',
    source: 'breaking',
    message: 'may have any value of its type in responses',
    explanation:
      'Responses may contain values that are not listed. The union of literals widens to its base type, so programs that rely on it no longer compile.',
    advice: 'Handle unknown values.',
  },
  'enum-member-renamed': {
    group: 'responses',
    title: 'Name of an enum member changed',
    wire: 'non-breaking',
    source: 'breaking',
    message: 'has members with other names',
    explanation:
      'The values on the wire are the same. Programs that use the old name no longer compile.',
    advice: 'Use the new name of the member.',
  },
  'response-property-const-changed': {
    group: 'responses',
    title: 'Response constant changed or removed',
    wire: 'breaking',
    source: 'breaking',
    message: 'is another constant in responses',
    explanation: 'Programs compare with the old constant. The literal type no longer fits.',
    advice: 'Compare with the new value.',
  },
  'response-property-const-added': {
    group: 'responses',
    title: 'Response value became a constant',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is now a constant in responses',
    explanation: 'The constant was possible before.',
  },
  'response-constraint-changed': {
    group: 'responses',
    title: 'Constraint of a response changed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'has other bounds in responses',
    explanation:
      'Responses may contain values that were not possible before. Types do not express bounds.',
    advice: 'Check what relies on the bounds, such as the length of a database column.',
  },
  'response-default-changed': {
    group: 'responses',
    title: 'Default of a response changed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'has another default in responses',
    explanation: 'A default does not change what a response contains.',
  },
  'response-header-type-changed': {
    group: 'responses',
    title: 'Type of a response header changed',
    wire: 'breaking',
    source: 'potentially-breaking',
    message: 'has another type',
    explanation:
      'Programs get a value that they do not expect. Source breaks if the header is typed.',
    advice: 'Read a value of the new type.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
