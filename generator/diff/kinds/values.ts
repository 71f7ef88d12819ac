import {
  breaks,
  breaksSource,
  breaksWire,
  effect,
  type Kinds,
  mayBreak,
  mayBreakSource,
  mayBreakWire,
  note,
  safe,
} from './effect.js';

const STILL_ACCEPTED = 'Every value that was accepted still is.';
const POSSIBLE_BEFORE = 'Every value in a response was possible before.';

const NO_LONGER_SENT = effect(
  'potentially-breaking',
  'breaking',
  'can no longer be sent',
  'A server may ignore the property or reject it. An object literal that has it no longer compiles.',
  'Stop sending the property.',
);
const OTHER_FORMAT = mayBreak(
  'has another format in responses',
  'A program that parses the text may fail. The TypeScript type changes if the format has its own, as bytes do.',
  'Parse the value in its new format.',
);

/** Changes of properties and of the values that a schema allows: in bodies, parameters and headers alike. */
export const VALUES = {
  'required-property-added': {
    request: breaks(
      'is now required',
      'Programs built before do not send it, and the server rejects that. Its type requires it, so they no longer compile.',
      'Send the property.',
    ),
    response: safe(
      'is always in responses',
      'Responses contain more than before. Only objects of this type that a program builds itself, such as test data, lack it.',
    ),
  },
  'optional-property-added': {
    request: safe('can now be sent', 'Nothing has to be sent that was not sent before.'),
    response: safe('may now be in responses', 'Responses may contain more than before.'),
  },
  'required-property-removed': {
    request: NO_LONGER_SENT,
    response: breaks(
      'is no longer in responses',
      'Programs read a property that is never sent. It is no longer in the type, so reading it no longer compiles.',
      'Stop reading the property.',
    ),
  },
  'optional-property-removed': {
    request: NO_LONGER_SENT,
    response: effect(
      'potentially-breaking',
      'breaking',
      'is no longer in responses',
      'It was optional, so programs already handle its absence. It is no longer in the type, so reading it no longer compiles.',
      'Stop reading the property.',
    ),
  },
  'property-became-required': {
    request: breaks(
      'is now required',
      'The server rejects requests without it, and programs that leave it out no longer compile.',
      'Always send the property.',
    ),
    response: safe('is always in responses', 'Checks for its presence still compile.'),
  },
  'property-became-optional': {
    request: safe('is now optional', 'What was sent is still accepted.'),
    response: breaks(
      'may now be missing in responses',
      'Programs read it without checking that it is present. Its type now includes `undefined`.',
      'Handle that the property is missing.',
    ),
  },
  'became-read-only': {
    request: effect(
      'potentially-breaking',
      'breaking',
      'is now only in responses',
      'A server may ignore the property or reject it. It is no longer in the request type.',
      'Stop sending the property.',
    ),
    response: mayBreakSource(
      'is now only in responses',
      'Responses stay the same. A program that sends the object back, or sets the property, may no longer compile.',
      'Stop assigning to the property of a response.',
    ),
  },
  'became-not-read-only': {
    request: mayBreakSource('can now be sent', 'Every request that was accepted still is.'),
    response: safe('can now be sent', 'Responses stay the same.'),
  },
  'required-became-not-read-only': {
    request: breaks(
      'must now be sent',
      'The property is required, and programs built before do not send it. Its request type requires it, so they no longer compile.',
      'Send the property.',
    ),
    response: safe('must now be sent', 'Responses stay the same.'),
  },
  'required-became-write-only': {
    request: safe('is now only in requests', 'Requests stay the same.'),
    response: breaks(
      'is now only in requests',
      'Programs read a property that is never sent. It is no longer in the response type.',
      'Stop reading the property.',
    ),
  },
  'optional-became-write-only': {
    request: safe('is now only in requests', 'Requests stay the same.'),
    response: effect(
      'potentially-breaking',
      'breaking',
      'is now only in requests',
      'It was optional, so programs already handle its absence. It is no longer in the response type.',
      'Stop reading the property.',
    ),
  },
  'became-not-write-only': {
    request: safe('is now in responses', 'Requests stay the same.'),
    response: safe('is now in responses', 'Responses contain more than before.'),
  },
  'became-nullable': {
    request: safe('may now be null in requests', `${STILL_ACCEPTED} So is null.`),
    response: breaks(
      'may now be null in responses',
      'Programs use it without checking for null. Its type now includes `null`.',
      'Handle null.',
    ),
  },
  'became-not-nullable': {
    request: breaks(
      'may no longer be null in requests',
      'The server rejects null. `null` is no longer in the type.',
      'Leave it out, or send a value.',
    ),
    response: safe('is no longer null in responses', 'Checks for null still compile.'),
  },
  'type-changed': {
    request: breaks(
      'has another type in requests',
      'The server rejects values of the old type. Programs pass the old type, so they no longer compile if the TypeScript types differ.',
      'Send a value of the new type.',
    ),
    response: breaks(
      'has another type in responses',
      'Programs get a value of another type, and no longer compile if the TypeScript types differ.',
      'Read a value of the new type.',
    ),
  },
  'type-generalized': {
    request: safe(
      'can be sent with more types',
      'Every value that was accepted still is, and every program that passes one still compiles.',
    ),
    response: breaks(
      'may have more types in responses',
      'Programs get values of a type that they do not expect. In TypeScript `integer` and `number` are one type, so only the wire differs.',
      'Handle the types that were added.',
    ),
  },
  'type-specialized': {
    request: breaks(
      'can be sent with fewer types',
      'The server rejects values of a type that is no longer accepted. Programs that send one no longer compile.',
      'Send a value of a type that is still accepted.',
    ),
    response: safe('has fewer types in responses', POSSIBLE_BEFORE),
  },
  'format-changed': {
    request: breaks(
      'has another format in requests',
      'The server rejects values in the old format. Programs no longer compile if the TypeScript types differ, as those of text and bytes do.',
      'Send the value in its new format.',
    ),
    response: OTHER_FORMAT,
  },
  'format-generalized': {
    request: safe('can be sent in more formats', STILL_ACCEPTED),
    response: OTHER_FORMAT,
  },
  'format-specialized': {
    request: breaks(
      'must now be sent in another format',
      'The server rejects values in another format. Programs no longer compile if the TypeScript types differ.',
      'Send the value in its new format.',
    ),
    response: OTHER_FORMAT,
  },
  'became-enum': {
    request: breaks(
      'can be sent with listed values only',
      'Any value of the type was allowed before. A program that passes a plain `string` no longer compiles.',
      'Send one of the listed values.',
    ),
    response: safe(
      'has only listed values in responses',
      `${POSSIBLE_BEFORE} A literal is a \`string\` too.`,
    ),
  },
  'enum-removed': {
    request: safe('can now be sent with any value of its type', STILL_ACCEPTED),
    response: breaks(
      'may have any value of its type in responses',
      'Responses may contain values that are not listed. The union of literals widens to its base type, so programs that rely on it no longer compile.',
      'Handle unknown values.',
    ),
  },
  'enum-value-added': {
    request: safe('can be sent with more values', STILL_ACCEPTED),
    response: mayBreak(
      'may have more values in responses',
      'A program may get a value that it does not know. An exhaustive `switch` and a `Record` over the enum no longer compile.',
      'Handle the new value.',
    ),
  },
  'enum-value-removed': {
    request: breaks(
      'can no longer be sent with some values',
      'The server rejects a removed value. Using the value no longer compiles.',
      'Replace the removed value with one that is still allowed.',
    ),
    response: mayBreakSource(
      'has fewer values in responses',
      `${POSSIBLE_BEFORE} A program that uses the removed value no longer compiles.`,
      'Remove the branch for the removed value.',
    ),
  },
  'enum-member-renamed': {
    always: breaksSource(
      'has members with other names',
      'The values on the wire are the same. Programs that use the old name no longer compile.',
      'Use the new name of the member.',
    ),
  },
  'known-value-added': {
    always: note(
      'is documented with more values',
      'An extensible enum lists examples, so programs already handle others.',
    ),
  },
  'known-value-removed': {
    request: mayBreakWire(
      'is no longer documented with some of its values',
      'The server may no longer know a value that programs send. No type holds the values of an extensible enum.',
      'Stop sending the removed value.',
    ),
    response: note(
      'is documented with fewer values',
      'An extensible enum lists examples, so programs already handle others.',
    ),
  },
  'const-added': {
    request: breaks(
      'is now a constant in requests',
      'Only one value is accepted, and programs may send others. The literal type no longer fits.',
      'Send the constant.',
    ),
    response: safe('is now a constant in responses', 'The constant was possible before.'),
  },
  'const-removed': {
    request: safe('can now be sent with any value of its type', STILL_ACCEPTED),
    response: breaks(
      'is no longer a constant in responses',
      'Programs compare with the constant. The literal type no longer fits.',
      'Handle other values.',
    ),
  },
  'const-changed': {
    request: breaks(
      'is another constant in requests',
      'Only one value is accepted, and it is not the one that programs send. The literal type no longer fits.',
      'Send the new constant.',
    ),
    response: breaks(
      'is another constant in responses',
      'Programs compare with the old constant. The literal type no longer fits.',
      'Compare with the new value.',
    ),
  },
  'default-changed': {
    request: mayBreakWire(
      'has another default in requests',
      'A request that leaves it out has another effect than before. Types do not express defaults.',
      'Send the value that you rely on.',
    ),
    response: safe(
      'has another default in responses',
      'A default does not change what a response contains.',
    ),
  },
  'constraint-tightened': {
    request: breaksWire(
      'has tighter limits in requests',
      'The server rejects values outside of the new limits. Types do not express limits.',
      'Check the values that you send against the new limits.',
    ),
    response: safe('has tighter limits in responses', POSSIBLE_BEFORE),
  },
  'constraint-relaxed': {
    request: safe('has wider limits in requests', STILL_ACCEPTED),
    response: mayBreakWire(
      'has wider limits in responses',
      'Responses may contain values that were not possible before. Types do not express limits.',
      'Check what relies on the limits, such as the length of a database column.',
    ),
  },
  'constraint-changed': {
    request: breaksWire(
      'has other limits in requests',
      'The server may reject values that it accepted before. Types do not express limits.',
      'Check the values that you send against the new limits.',
    ),
    response: mayBreakWire(
      'has other limits in responses',
      'Responses may contain values that were not possible before. Types do not express limits.',
      'Check what relies on the limits, such as the length of a database column.',
    ),
  },
  'tuple-changed': {
    request: breaks(
      'has another number of positions in requests',
      'The server reads the items of the array by position, and so does the type of a tuple.',
      'Send the items that the new positions ask for.',
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'has another number of positions in responses',
      'Programs read the items of the array by position, and so does the type of a tuple.',
      'Read the items by their new positions.',
    ),
  },
} as const satisfies Kinds;
