import type { Kind } from './kind.js';

/** What happens to the properties, parts and variants of what is sent. */
export const SCHEMA_REQUEST_KINDS = {
  'request-required-property-added': {
    group: 'request bodies',
    title: 'Required property added to what is sent',
    wire: 'breaking',
    source: 'breaking',
    message: 'must be sent',
    explanation:
      'Programs built before do not send it and are refused. Its type requires it, so they no longer compile.',
    advice: 'Send the property.',
  },
  'request-optional-property-added': {
    group: 'request bodies',
    title: 'Optional property added to what is sent',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent',
    explanation: 'Nothing has to be sent that was not sent before.',
  },
  'request-property-removed': {
    group: 'request bodies',
    title: 'Property removed from what is sent',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'can no longer be sent',
    explanation:
      'A server may ignore the property or refuse it. An object literal that has it no longer compiles.',
    advice: 'Stop sending the property.',
  },
  'request-property-became-required': {
    group: 'request bodies',
    title: 'Property of what is sent became required',
    wire: 'breaking',
    source: 'breaking',
    message: 'must be sent',
    explanation: 'Programs that leave it out are refused, and no longer compile.',
    advice: 'Always send the property.',
  },
  'request-property-became-optional': {
    group: 'request bodies',
    title: 'Property of what is sent became optional',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be left out',
    explanation:
      'What was sent is still taken. Where the same type is answered as well, the answer counts for itself.',
  },
  'request-variant-removed': {
    group: 'request bodies',
    title: 'Variant removed from what is sent',
    wire: 'breaking',
    source: 'breaking',
    message: 'can no longer be sent in one of its shapes',
    explanation:
      'A value of the removed shape is refused. It is no longer in the union, so passing it no longer compiles.',
    advice: 'Send one of the shapes that are left.',
  },
  'request-variant-added': {
    group: 'request bodies',
    title: 'Variant added to what is sent',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent in one more shape',
    explanation: 'All that was allowed still is.',
  },
  'request-all-of-added': {
    group: 'request bodies',
    title: 'Part added to what is sent',
    wire: 'breaking',
    source: 'breaking',
    message: 'must satisfy one more part',
    explanation:
      'What the part requires has to be sent, and what it limits is limited. Parts that change nothing are not told of.',
    advice: 'Send what the new part asks for.',
  },
  'request-all-of-removed': {
    group: 'request bodies',
    title: 'Part removed from what is sent',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'need no longer satisfy a part',
    explanation:
      'The server asks for less, and may refuse what only the part allowed. Properties that the part brought are gone from the type.',
    advice: 'Stop sending what only the part declared.',
  },
  'request-wrapped-in-one-of': {
    group: 'request bodies',
    title: 'Sent object became one of several shapes',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'must match exactly one of several shapes',
    explanation:
      'A value that matches two of the shapes is refused, though it was taken before. The type is now a union, which most values still satisfy.',
    advice: 'Send a value that fits one shape only.',
  },
  'request-discriminator-changed': {
    group: 'request bodies',
    title: 'Discriminator of what is sent changed',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'is told apart by another property or another value',
    explanation:
      'A server that reads the discriminator may take a value for another shape. The literal in the union differs, so programs no longer compile.',
    advice: 'Set the discriminating property as the new shapes ask for.',
  },
  'request-property-became-read-only': {
    group: 'request bodies',
    title: 'Sent property became read-only',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'is no longer sent, only answered',
    explanation:
      'A server may ignore the property or refuse it. It is no longer in the type that is sent.',
    advice: 'Stop sending the property.',
  },
  'request-property-became-not-read-only': {
    group: 'request bodies',
    title: 'Read-only property can be sent',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'can be sent now',
    explanation:
      'Nothing that was sent is refused. Where the property is required, programs must send it and no longer compile.',
    advice: 'Send the property where it is required.',
  },
  'request-property-became-write-only': {
    group: 'request bodies',
    title: 'Sent property became write-only',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is no longer answered, only sent',
    explanation:
      'What is sent stays as it was; the property drops out of the type that is answered.',
  },
  'request-property-became-not-write-only': {
    group: 'request bodies',
    title: 'Write-only property is answered as well',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is in answers now',
    explanation: 'What is sent stays as it was.',
  },
  'request-additional-properties-forbidden': {
    group: 'request bodies',
    title: 'Additional properties of what is sent forbidden',
    wire: 'breaking',
    source: 'breaking',
    message: 'can no longer be sent with properties of any name',
    explanation:
      'Properties that are not declared are refused. The index signature is gone, so setting one no longer compiles.',
    advice: 'Send declared properties only.',
  },
  'request-additional-properties-allowed': {
    group: 'request bodies',
    title: 'Additional properties of what is sent allowed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent with properties of any name',
    explanation: 'All that was allowed still is.',
  },
  'request-property-deprecated': {
    group: 'request bodies',
    title: 'Sent property deprecated',
    wire: 'non-breaking',
    source: 'non-breaking',
    documentation: true,
    message: 'is deprecated',
    explanation: 'It still works; editors strike it through.',
    advice: 'Plan to stop sending it.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
