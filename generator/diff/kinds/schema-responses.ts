import type { Kind } from './kind.js';

/** What happens to the properties, parts and variants of what is answered. */
export const SCHEMA_RESPONSE_KINDS = {
  'response-required-property-removed': {
    group: 'responses',
    title: 'Required response property removed',
    wire: 'breaking',
    source: 'breaking',
    message: 'is no longer in responses',
    explanation:
      'Programs read a property that is never sent. It is no longer in the type, so reading it no longer compiles.',
    advice: 'Stop reading the property.',
  },
  'response-optional-property-removed': {
    group: 'responses',
    title: 'Optional response property removed',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'is no longer in responses',
    explanation:
      'It was optional, so programs already handle its absence. It is no longer in the type, so reading it no longer compiles.',
    advice: 'Stop reading the property.',
  },
  'response-required-property-added': {
    group: 'responses',
    title: 'Required response property added',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is always in responses',
    explanation:
      'Responses contain more than before. Only objects of this type that a program builds itself, such as test data, lack it.',
    advice: 'Add the property to test data.',
  },
  'response-optional-property-added': {
    group: 'responses',
    title: 'Optional response property added',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'may now be in responses',
    explanation: 'Responses may contain more than before.',
  },
  'response-property-became-optional': {
    group: 'responses',
    title: 'Response property became optional',
    wire: 'breaking',
    source: 'breaking',
    message: 'may now be missing in responses',
    explanation:
      'Programs read it without checking that it is present. Its type now includes `undefined`.',
    advice: 'Handle that the property is missing.',
  },
  'response-property-became-required': {
    group: 'responses',
    title: 'Response property became required',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is always in responses',
    explanation: 'Checks for its presence still compile.',
  },
  'response-variant-added': {
    group: 'responses',
    title: 'Response variant added',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'may have one more shape in responses',
    explanation: 'A program may get a shape that it does not know. The union grows.',
    advice: 'Handle the new shape.',
  },
  'response-variant-removed': {
    group: 'responses',
    title: 'Response variant removed',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'has fewer shapes in responses',
    explanation:
      'Every value in a response was possible before. A program that uses the removed shape no longer compiles.',
    advice: 'Remove the branch for the removed shape.',
  },
  'response-all-of-changed': {
    group: 'responses',
    title: 'Part of a response added or removed',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'has other parts in responses',
    explanation:
      'Properties may be added or removed with the part. Parts that change nothing are not reported.',
    advice: 'Compare the type before and after.',
  },
  'response-discriminator-changed': {
    group: 'responses',
    title: 'Discriminator of a response changed',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'has another discriminator in responses',
    explanation:
      'Programs read the discriminator to know the shape. Narrowing on it no longer compiles or no longer matches.',
    advice: 'Narrow on the new property and its values.',
  },
  'response-property-became-write-only': {
    group: 'responses',
    title: 'Response property became write-only',
    wire: 'breaking',
    source: 'breaking',
    message: 'is now only in requests',
    explanation:
      'Programs read a property that is never sent. It is no longer in the response type.',
    advice: 'Stop reading the property.',
  },
  'response-property-became-not-write-only': {
    group: 'responses',
    title: 'Write-only property is now in responses',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is now in responses',
    explanation: 'Responses contain more than before.',
  },
  'response-property-became-read-only': {
    group: 'responses',
    title: 'Response property became read-only',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'is now only in responses',
    explanation:
      'Responses stay the same. A program that sends the object back, or sets the property, may no longer compile.',
    advice: 'Stop assigning to the property of a response.',
  },
  'response-property-became-not-read-only': {
    group: 'responses',
    title: 'Read-only response property can be sent',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can now be sent',
    explanation: 'Responses stay the same.',
  },
  'response-additional-properties-forbidden': {
    group: 'responses',
    title: 'Additional properties of responses forbidden',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'no longer has additional properties in responses',
    explanation:
      'Every value in a response was possible before. The index signature is gone, so reading an undeclared property no longer compiles.',
    advice: 'Read declared properties only.',
  },
  'response-additional-properties-allowed': {
    group: 'responses',
    title: 'Additional properties of responses allowed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'may have additional properties in responses',
    explanation:
      'Responses may contain properties that no type has. Programs that copy objects copy them too.',
  },
  'response-property-deprecated': {
    group: 'responses',
    title: 'Response property deprecated',
    wire: 'non-breaking',
    source: 'non-breaking',
    documentation: true,
    message: 'is deprecated',
    explanation: 'It is still sent. Editors strike it through.',
    advice: 'Plan to stop reading it.',
  },
  'response-header-schema-changed': {
    group: 'responses',
    title: 'Values of a response header changed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'allows other values',
    explanation:
      'Responses may contain values that were not possible before. Types do not express this.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
