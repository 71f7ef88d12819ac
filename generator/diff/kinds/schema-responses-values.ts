import type { Kind } from './kind.js';

/** What happens to the values that may be answered. */
export const SCHEMA_RESPONSE_VALUE_KINDS = {
  'response-property-became-nullable': {
    group: 'responses',
    title: 'Answered value became nullable',
    wire: 'breaking',
    source: 'breaking',
    message: 'may be null in answers',
    explanation:
      'Programs use it without looking whether it is null. Its type now includes `null`.',
    advice: 'Handle null.',
  },
  'response-property-became-not-nullable': {
    group: 'responses',
    title: 'Answered value became not nullable',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is never null in answers',
    explanation: 'Programs that look whether it is null still do so.',
  },
  'response-property-type-changed': {
    group: 'responses',
    title: 'Type of an answered value changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'has another type in answers',
    explanation:
      'Programs get a value of a type that they do not expect, and no longer compile where the printed types differ.',
    advice: 'Read a value of the new type.',
  },
  'response-items-type-changed': {
    group: 'responses',
    title: 'Type of the items of an answered list changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'has items of another type in answers',
    explanation:
      'Programs get items of a type that they do not expect, and no longer compile where the printed types differ.',
    advice: 'Read items of the new type.',
  },
  'response-property-type-generalized': {
    group: 'responses',
    title: 'Type of an answered value generalized',
    wire: 'breaking',
    source: 'breaking',
    message: 'may have more types in answers',
    explanation:
      'Programs get values of a type that they do not expect. `integer` to `number` is one type in TypeScript, where only the wire differs.',
    advice: 'Handle the types that were added.',
  },
  'response-property-type-specialized': {
    group: 'responses',
    title: 'Type of an answered value specialized',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'has fewer types in answers',
    explanation: 'All that is answered was possible before.',
  },
  'response-format-changed': {
    group: 'responses',
    title: 'Format of an answered value changed',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'is written in another format in answers',
    explanation:
      'A program that parses the text may fail. The type differs where the format has a type of its own, as bytes have.',
    advice: 'Parse the value as its new format says.',
  },
  'response-enum-value-added': {
    group: 'responses',
    title: 'Value added to an answered enum',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'may have more values in answers',
    explanation:
      'A program meets a value that it does not know. An exhaustive `switch` and a `Record` over the enum no longer compile.',
    advice: 'Handle the new value.',
  },
  'response-enum-value-removed': {
    group: 'responses',
    title: 'Value removed from an answered enum',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'has fewer values in answers',
    explanation:
      'All that is answered was possible before. A program that names the removed value no longer compiles.',
    advice: 'Remove the branch for the value that is gone.',
  },
  'response-became-enum': {
    group: 'responses',
    title: 'Answered value became an enum',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'has listed values only in answers',
    explanation: 'All that is answered was possible before, and a literal is a `string` too.',
  },
  'response-enum-removed': {
    group: 'responses',
    title: 'Answered value is no longer an enum',
    wire: 'breaking',
    source: 'breaking',
    message: 'may have any value of its type in answers',
    explanation:
      'Values that no list names may come. The union of literals widens to its type, so programs that rely on it no longer compile.',
    advice: 'Handle values that are not known.',
  },
  'enum-member-renamed': {
    group: 'responses',
    title: 'Name of an enum member changed',
    wire: 'non-breaking',
    source: 'breaking',
    message: 'has members of other names',
    explanation:
      'The values on the wire are the same. Programs name the members, so they no longer compile.',
    advice: 'Use the new name of the member.',
  },
  'response-property-const-changed': {
    group: 'responses',
    title: 'Answered constant changed or removed',
    wire: 'breaking',
    source: 'breaking',
    message: 'is another constant in answers',
    explanation: 'Programs compare with the old constant. The literal type no longer fits.',
    advice: 'Compare with the new value.',
  },
  'response-property-const-added': {
    group: 'responses',
    title: 'Answered value became a constant',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is always the same in answers',
    explanation: 'The constant was possible before.',
  },
  'response-constraint-changed': {
    group: 'responses',
    title: 'Constraint of what is answered changed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'has other bounds in answers',
    explanation: 'Values may come that were not possible before. No type says what the bounds are.',
    advice: 'Check what you rely on, such as the length of a column.',
  },
  'response-default-changed': {
    group: 'responses',
    title: 'Default of what is answered changed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'has another default in answers',
    explanation: 'What is answered is what counts.',
  },
  'response-header-type-changed': {
    group: 'responses',
    title: 'Type of a response header changed',
    wire: 'breaking',
    source: 'potentially-breaking',
    message: 'has another type',
    explanation:
      'Programs get a value that they do not expect. It breaks the source where headers are typed.',
    advice: 'Read a value of the new type.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
