import type { Kind } from './kind.js';

/** What happens to the properties, parts and variants of what is answered. */
export const SCHEMA_RESPONSE_KINDS = {
  'response-required-property-removed': {
    group: 'responses',
    title: 'Required property removed from answers',
    wire: 'breaking',
    source: 'breaking',
    message: 'is no longer in answers',
    explanation:
      'Programs read a property that never comes. It is no longer in the type, so reading it no longer compiles.',
    advice: 'Stop reading the property.',
  },
  'response-optional-property-removed': {
    group: 'responses',
    title: 'Optional property removed from answers',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'is no longer in answers',
    explanation:
      'Programs had to expect that it is missing. It is no longer in the type, so reading it no longer compiles.',
    advice: 'Stop reading the property.',
  },
  'response-required-property-added': {
    group: 'responses',
    title: 'Required property added to answers',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is always in answers',
    explanation:
      'Answers hold more than before. Only objects of this type that a program builds by hand, such as test data, lack it.',
    advice: 'Add the property to test data that is built by hand.',
  },
  'response-optional-property-added': {
    group: 'responses',
    title: 'Optional property added to answers',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'may be in answers',
    explanation: 'Answers may hold more than before.',
  },
  'response-property-became-optional': {
    group: 'responses',
    title: 'Property of answers became optional',
    wire: 'breaking',
    source: 'breaking',
    message: 'may be missing in answers',
    explanation:
      'Programs read it without looking whether it is there. Its type now includes `undefined`.',
    advice: 'Handle that the property is missing.',
  },
  'response-property-became-required': {
    group: 'responses',
    title: 'Property of answers became required',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is always in answers',
    explanation: 'Programs that look whether it is there still do so.',
  },
  'response-variant-added': {
    group: 'responses',
    title: 'Variant added to what is answered',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'may have one more shape in answers',
    explanation: 'A program meets a shape that it does not know. The union that it reads grows.',
    advice: 'Handle the new shape.',
  },
  'response-variant-removed': {
    group: 'responses',
    title: 'Variant removed from what is answered',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'has fewer shapes in answers',
    explanation:
      'All that is answered was possible before. A program that names the removed shape no longer compiles.',
    advice: 'Remove the branch for the shape that is gone.',
  },
  'response-all-of-changed': {
    group: 'responses',
    title: 'Part of what is answered added or removed',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'is put together of other parts in answers',
    explanation:
      'Properties may come or go with the part. Parts that change nothing are not told of.',
    advice: 'Look at the type before and after.',
  },
  'response-discriminator-changed': {
    group: 'responses',
    title: 'Discriminator of what is answered changed',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'is told apart by another property or another value in answers',
    explanation:
      'Programs look at the discriminating property to know the shape. Narrowing on it no longer compiles or no longer matches.',
    advice: 'Narrow on the new property and its values.',
  },
  'response-property-became-write-only': {
    group: 'responses',
    title: 'Answered property became write-only',
    wire: 'breaking',
    source: 'breaking',
    message: 'is no longer answered, only sent',
    explanation:
      'Programs read a property that never comes. It is no longer in the type that is answered.',
    advice: 'Stop reading the property.',
  },
  'response-property-became-not-write-only': {
    group: 'responses',
    title: 'Write-only property is answered',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is in answers now',
    explanation: 'Answers hold more than before.',
  },
  'response-property-became-read-only': {
    group: 'responses',
    title: 'Answered property became read-only',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'is no longer sent, only answered',
    explanation:
      'Answers stay as they were. A program that sends the same object back, or sets the property, may no longer compile.',
    advice: 'Stop assigning to the property of an answer.',
  },
  'response-property-became-not-read-only': {
    group: 'responses',
    title: 'Read-only property of answers can be sent',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent now',
    explanation: 'Answers stay as they were.',
  },
  'response-additional-properties-forbidden': {
    group: 'responses',
    title: 'Additional properties of answers forbidden',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'has no properties of any name in answers',
    explanation:
      'All that is answered was possible before. The index signature is gone, so reading a property of a name of your own no longer compiles.',
    advice: 'Read declared properties only.',
  },
  'response-additional-properties-allowed': {
    group: 'responses',
    title: 'Additional properties of answers allowed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'may have properties of any name in answers',
    explanation:
      'Answers may hold properties that no type names; programs that copy them on take them along.',
  },
  'response-property-deprecated': {
    group: 'responses',
    title: 'Answered property deprecated',
    wire: 'non-breaking',
    source: 'non-breaking',
    documentation: true,
    message: 'is deprecated',
    explanation: 'It still comes; editors strike it through.',
    advice: 'Plan to stop reading it.',
  },
  'response-header-schema-changed': {
    group: 'responses',
    title: 'Values of a response header changed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'allows other values',
    explanation: 'Values may come that were not possible before. No type says so.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
