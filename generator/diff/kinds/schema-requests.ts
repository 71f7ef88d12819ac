import type { Kind } from './kind.js';

/** What happens to the properties, parts and variants of what is sent. */
export const SCHEMA_REQUEST_KINDS = {
  'request-required-property-added': {
    group: 'request bodies',
    title: 'Required request property added',
    wire: 'breaking',
    source: 'breaking',
    message: 'is now required',
    explanation:
      'Programs built before do not send it, and the server rejects that. Its type requires it, so they no longer compile.',
    advice: 'Send the property.',
  },
  'request-optional-property-added': {
    group: 'request bodies',
    title: 'Optional request property added',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can now be sent',
    explanation: 'Nothing has to be sent that was not sent before.',
  },
  'request-property-removed': {
    group: 'request bodies',
    title: 'Request property removed',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'can no longer be sent',
    explanation:
      'A server may ignore the property or reject it. An object literal that has it no longer compiles.',
    advice: 'Stop sending the property.',
  },
  'request-property-became-required': {
    group: 'request bodies',
    title: 'Request property became required',
    wire: 'breaking',
    source: 'breaking',
    message: 'is now required',
    explanation:
      'The server rejects requests without it, and programs that leave it out no longer compile.',
    advice: 'Always send the property.',
  },
  'request-property-became-optional': {
    group: 'request bodies',
    title: 'Request property became optional',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can now be left out',
    explanation:
      'What was sent is still accepted. If responses use the same type, they have a change of their own.',
  },
  'request-variant-removed': {
    group: 'request bodies',
    title: 'Request variant removed',
    wire: 'breaking',
    source: 'breaking',
    message: 'can no longer be sent in one of its shapes',
    explanation:
      'The server rejects a value of the removed shape. It is no longer in the union, so passing it no longer compiles.',
    advice: 'Send one of the shapes that are left.',
  },
  'request-variant-added': {
    group: 'request bodies',
    title: 'Request variant added',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent in one more shape',
    explanation: 'Every value that was allowed still is.',
  },
  'request-all-of-added': {
    group: 'request bodies',
    title: 'Part added to a request',
    wire: 'breaking',
    source: 'breaking',
    message: 'must now match one more part',
    explanation:
      'Its required properties and its constraints now apply. Parts that change nothing are not reported.',
    advice: 'Send what the new part asks for.',
  },
  'request-all-of-removed': {
    group: 'request bodies',
    title: 'Part removed from a request',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'no longer has to match a part',
    explanation:
      'The server requires less, and may reject what only the part allowed. The properties of the part are no longer in the type.',
    advice: 'Stop sending what only the part declared.',
  },
  'request-wrapped-in-one-of': {
    group: 'request bodies',
    title: 'Request object became one of several shapes',
    wire: 'potentially-breaking',
    source: 'potentially-breaking',
    message: 'must match exactly one of several shapes',
    explanation:
      'The server rejects a value that matches two of the shapes, although it was accepted before. The type is now a union, which most values still satisfy.',
    advice: 'Send a value that fits one shape only.',
  },
  'request-discriminator-changed': {
    group: 'request bodies',
    title: 'Discriminator of a request changed',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'has another discriminator',
    explanation:
      'A server that reads the discriminator may read a value as another shape. The literal in the union differs, so programs no longer compile.',
    advice: 'Set the discriminating property as the new shapes ask for.',
  },
  'request-property-became-read-only': {
    group: 'request bodies',
    title: 'Request property became read-only',
    wire: 'potentially-breaking',
    source: 'breaking',
    message: 'is now only in responses',
    explanation:
      'A server may ignore the property or reject it. It is no longer in the request type.',
    advice: 'Stop sending the property.',
  },
  'request-property-became-not-read-only': {
    group: 'request bodies',
    title: 'Read-only property can be sent',
    wire: 'non-breaking',
    source: 'potentially-breaking',
    message: 'can now be sent',
    explanation:
      'Every request that was accepted still is. If the property is required, programs must send it and no longer compile.',
    advice: 'Send the property if it is required.',
  },
  'request-property-became-write-only': {
    group: 'request bodies',
    title: 'Request property became write-only',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is now only in requests',
    explanation: 'Requests stay the same. The property is no longer in the response type.',
  },
  'request-property-became-not-write-only': {
    group: 'request bodies',
    title: 'Write-only property is now in responses too',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'is now in responses',
    explanation: 'Requests stay the same.',
  },
  'request-additional-properties-forbidden': {
    group: 'request bodies',
    title: 'Additional properties of a request forbidden',
    wire: 'breaking',
    source: 'breaking',
    message: 'can no longer be sent with additional properties',
    explanation:
      'The server rejects undeclared properties. The index signature is gone, so setting one no longer compiles.',
    advice: 'Send declared properties only.',
  },
  'request-additional-properties-allowed': {
    group: 'request bodies',
    title: 'Additional properties of a request allowed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can now be sent with additional properties',
    explanation: 'Every value that was allowed still is.',
  },
  'request-property-deprecated': {
    group: 'request bodies',
    title: 'Request property deprecated',
    wire: 'non-breaking',
    source: 'non-breaking',
    documentation: true,
    message: 'is deprecated',
    explanation: 'It still works. Editors strike it through.',
    advice: 'Plan to stop sending it.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
