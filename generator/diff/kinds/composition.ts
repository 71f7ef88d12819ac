import {
  breaks,
  effect,
  type Kinds,
  mayBreak,
  mayBreakSource,
  mayBreakWire,
  safe,
} from './effect.js';

const STILL_ACCEPTED = 'Every value that was accepted still is.';
const POSSIBLE_BEFORE = 'Every value in a response was possible before.';

const NO_BASE_SENT = effect(
  'potentially-breaking',
  'breaking',
  'can no longer be sent with the properties of a base class',
  'A server may ignore the properties or reject them. An object literal that has them no longer compiles.',
  'Stop sending the properties of the base class.',
);

/** Changes of what a schema is composed of, and of properties that it does not name. */
export const COMPOSITION = {
  'variant-added': {
    request: safe('can be sent in one more shape', STILL_ACCEPTED),
    response: effect(
      'potentially-breaking',
      'breaking',
      'may have one more shape in responses',
      'A program may get a shape that it does not know. The union grows.',
      'Handle the new shape.',
    ),
  },
  'variant-removed': {
    request: breaks(
      'can no longer be sent in one of its shapes',
      'The server rejects a value of the removed shape. It is no longer in the union, so passing it no longer compiles.',
      'Send one of the shapes that are left.',
    ),
    response: mayBreakSource(
      'has fewer shapes in responses',
      `${POSSIBLE_BEFORE} A program that uses the removed shape no longer compiles.`,
      'Remove the branch for the removed shape.',
    ),
  },
  'wrapped-in-one-of': {
    request: mayBreak(
      'must match exactly one of several shapes',
      'The server rejects a value that matches two of the shapes, although it was accepted before. The type is now a union, which most values still satisfy.',
      'Send a value that fits one shape only.',
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'is now one of several shapes in responses',
      'A program may get a shape that it does not know. The type is now a union.',
      'Handle every shape.',
    ),
  },
  'all-of-added': {
    request: breaks(
      'must now match one more part',
      'Its required properties and its constraints now apply. Parts that change nothing are not reported.',
      'Send what the new part asks for.',
    ),
    response: mayBreak(
      'has one more part in responses',
      'Properties may be added with the part. Parts that change nothing are not reported.',
      'Compare the type before and after.',
    ),
  },
  'all-of-removed': {
    request: mayBreak(
      'no longer has to match a part',
      'The server requires less, and may reject what only the part allowed. The properties of the part are no longer in the type.',
      'Stop sending what only the part declared.',
    ),
    response: mayBreak(
      'has one part less in responses',
      'Properties may be removed with the part. Parts that change nothing are not reported.',
      'Compare the type before and after.',
    ),
  },
  'base-added': {
    request: safe('can now be sent with the properties of a base class', STILL_ACCEPTED),
    response: safe('has the properties of a base class in responses'),
  },
  'required-base-added': {
    request: breaks(
      'must now be sent with the properties of a base class',
      'Some of them are required. Programs built before do not send them, and the server rejects that.',
      'Send the required properties of the base class.',
    ),
    response: safe('has the properties of a base class in responses'),
  },
  'base-removed': {
    request: NO_BASE_SENT,
    response: effect(
      'potentially-breaking',
      'breaking',
      'no longer has the properties of a base class in responses',
      'They were optional, so programs already handle their absence. They are no longer in the type, so reading them no longer compiles.',
      'Stop reading the properties of the base class.',
    ),
  },
  'required-base-removed': {
    request: NO_BASE_SENT,
    response: breaks(
      'no longer has the properties of a base class in responses',
      'Programs read properties that are never sent, and no longer in the type.',
      'Stop reading the properties of the base class.',
    ),
  },
  'discriminator-added': {
    request: effect(
      'potentially-breaking',
      'breaking',
      'now has a discriminator',
      'A server that reads the discriminator may read a value as another shape. The literal in the union is new, so programs may no longer compile.',
      'Set the discriminating property as the shapes ask for.',
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'now has a discriminator in responses',
      'Programs told the shapes apart in another way.',
      'Narrow on the discriminating property.',
    ),
  },
  'discriminator-removed': {
    request: effect(
      'potentially-breaking',
      'breaking',
      'no longer has a discriminator',
      'The server tells the shapes apart in another way. A request may have any value there.',
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'no longer has a discriminator in responses',
      'Programs read the discriminator to know the shape. Narrowing on it no longer compiles or no longer matches.',
      'Tell the shapes apart in another way.',
    ),
  },
  'discriminator-renamed': {
    request: breaks(
      'has its discriminator in another property',
      'The server reads the new property, and programs built before set the old one. The literal in the union moved, so programs no longer compile.',
      'Set the new discriminating property.',
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'has its discriminator in another property in responses',
      'Programs read the old property to know the shape. Narrowing on it no longer compiles or no longer matches.',
      'Narrow on the new property.',
    ),
  },
  'discriminator-mapping-changed': {
    request: effect(
      'potentially-breaking',
      'breaking',
      'has other discriminator values',
      'A server that reads the discriminator may read a value as another shape. The literal in the union differs, so programs no longer compile.',
      'Set the discriminating property as the new shapes ask for.',
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'has other discriminator values in responses',
      'Programs read the discriminator to know the shape. Narrowing on it no longer compiles or no longer matches.',
      'Narrow on the new values.',
    ),
  },
  'additional-properties-forbidden': {
    request: breaks(
      'can no longer be sent with additional properties',
      'The server rejects undeclared properties. The index signature is gone, so setting one no longer compiles.',
      'Send declared properties only.',
    ),
    response: mayBreakSource(
      'no longer has additional properties in responses',
      `${POSSIBLE_BEFORE} The index signature is gone, so reading an undeclared property no longer compiles.`,
      'Read declared properties only.',
    ),
  },
  'additional-properties-allowed': {
    request: safe('can now be sent with additional properties', STILL_ACCEPTED),
    response: mayBreakWire(
      'may have additional properties in responses',
      'Responses may contain properties that no type has. Programs that copy objects copy them too.',
    ),
  },
  'additional-properties-typed': {
    request: breaks(
      'has additional properties of one type in requests',
      'The server rejects values of other types, and they no longer compile.',
      'Send values of the new type.',
    ),
    response: safe('has additional properties of one type in responses', POSSIBLE_BEFORE),
  },
  'additional-properties-untyped': {
    request: safe('can be sent with additional properties of any type', STILL_ACCEPTED),
    response: breaks(
      'may have additional properties of any type in responses',
      'Programs get values of a type that they do not expect.',
      'Handle other types.',
    ),
  },
  'additional-properties-declared': {
    always: safe(
      'now declares additional properties',
      'They were allowed before, when the schema said nothing about them. The type gets an index signature.',
    ),
  },
  'additional-properties-undeclared': {
    always: mayBreakSource(
      'no longer declares additional properties',
      'They are allowed as before. The type loses its index signature, so reading an undeclared property no longer compiles.',
      'Read declared properties only.',
    ),
  },
} as const satisfies Kinds;
