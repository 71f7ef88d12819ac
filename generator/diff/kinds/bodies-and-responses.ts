import {
  breaks,
  breaksSource,
  breaksWire,
  effect,
  type Kinds,
  mayBreak,
  mayBreakSource,
  mayBreakWire,
  safe,
} from './effect.js';

const STILL_SENT = 'What was sent before is still accepted.';
const TOGETHER = 'Update the SDK together with the server.';

/** Changes of request bodies, responses and their headers, except for their schemas. */
export const BODIES_AND_RESPONSES = {
  'request-body-added-required': {
    always: breaks(
      'is now required',
      'The server rejects calls without a body, and the old SDK sends none. The new SDK requires it, so calls no longer compile.',
      'Pass a body in every call.',
    ),
  },
  'request-body-added-optional': {
    always: safe(
      'can now be passed',
      'Programs can leave it out. If the operation had no other parameter, request options move to the argument after it, and calls that pass options no longer compile.',
      'Where calls pass request options, pass them after the body.',
    ),
  },
  'request-body-removed': {
    always: effect(
      'potentially-breaking',
      'breaking',
      'is no longer accepted',
      'The old SDK still sends it. Most servers ignore it, strict ones reject it. The new SDK has no body, so programs that pass one no longer compile.',
      'Drop the body from calls.',
    ),
  },
  'request-body-became-required': {
    always: breaks(
      'is now required',
      'The server rejects calls without it. The new SDK requires it, so calls without it no longer compile.',
      'Pass a body in every call.',
    ),
  },
  'request-body-became-optional': {
    always: safe('is now optional', 'Calls that pass it work and compile as before.'),
  },
  'media-type-removed': {
    request: breaks(
      'is no longer read by the server',
      'The old SDK sends this media type, which the server now rejects. The body may have another type in the new SDK.',
      'Update the SDK before the server stops reading it.',
    ),
    response: breaks(
      'is no longer a response',
      'The old SDK reads this media type, and the server now responds in another. The method may return another type.',
      TOGETHER,
    ),
  },
  'unused-media-type-removed': {
    request: safe(
      'is no longer read by the server; the SDK never sent it',
      'The SDK sends another media type of this body, which is still accepted.',
    ),
    response: safe(
      'is no longer a response; the SDK never requested it',
      'The SDK requests another media type of this response, which still exists.',
    ),
  },
  'media-type-added': {
    request: safe('is now read by the server', STILL_SENT),
    response: safe(
      'can now be requested as a response',
      'The SDK still requests the media type that it reads.',
    ),
  },
  'media-type-renamed': {
    request: mayBreakWire(
      'has another media type',
      'A strict server may reject the old name. The types are the same.',
      TOGETHER,
    ),
    response: mayBreak(
      'has another media type',
      'Programs that read `Content-Type` notice, and a wider name says less about the content.',
      'Check code that compares `Content-Type`.',
    ),
  },
  'media-type-widened': {
    request: breaksSource(
      'is now a range of media types',
      'The range includes the media type that was sent before. The body may have another type in the new SDK.',
      'Pass the body in its new type.',
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'is now a range of media types',
      'The server may respond in a media type that programs do not read. The method may return another type.',
      'Handle the media types that the server now responds with.',
    ),
  },
  'media-type-narrowed': {
    request: effect(
      'potentially-breaking',
      'breaking',
      'is now one of the media types',
      'The server rejects the other media types of the range, which programs may send. The body may have another type in the new SDK.',
      'Send the media type that is left.',
    ),
    response: breaksSource(
      'is now one of the media types',
      'Every response was possible before. The method may return another type.',
      'Read the response in its new type.',
    ),
  },
  'encoding-changed': {
    request: breaksWire(
      'has its parts serialized in another way',
      'The server reads the parts of the form as the document now says, and the old SDK sends them as before. The types are the same.',
      TOGETHER,
    ),
    response: mayBreakWire(
      'has its parts serialized in another way',
      'The server writes the parts as the document now says. Programs that read the parts themselves may fail. The types are the same.',
      'Read the parts as they are now written.',
    ),
  },
  'encoding-widened': {
    request: safe('has parts that may have further media types', STILL_SENT),
    response: mayBreakWire(
      'has parts that may have further media types',
      'Programs that read the parts themselves may not expect the new media types. The types are the same.',
      'Read the parts by their media type.',
    ),
  },
  'content-schema-added': {
    request: breaks(
      'now has a type',
      'Anything could be sent; now the server asks for a shape, and so does the new SDK.',
      'Pass the body in its new shape.',
    ),
    response: safe(
      'now has a body',
      'Programs that read no body still work. The method now returns the body.',
    ),
  },
  'content-schema-removed': {
    request: safe('no longer has a type', `${STILL_SENT} The new SDK accepts anything.`),
    response: breaks(
      'no longer has a body',
      'Programs read a body that is no longer sent or described. The method returns `void` or `unknown`.',
      'Remove the code that reads the body, or ask the provider what the response now contains.',
    ),
  },
  'item-schema-added': {
    request: mayBreak(
      'now has a type',
      'The server now asks for items of one shape, and the old SDK sends what programs pass. The new SDK may ask for the items.',
      'Send items of that type.',
    ),
    response: breaksSource(
      'now has a type',
      'The server streams as before. The new SDK gives the items one by one with their type, so programs that read the response in another way no longer compile.',
      'Read the items with `for await`.',
    ),
  },
  'item-schema-removed': {
    request: mayBreakSource(
      'no longer has a type',
      `${STILL_SENT} The new SDK may take the body in another form.`,
    ),
    response: effect(
      'potentially-breaking',
      'breaking',
      'no longer has a type',
      'Programs read items of a type that the document no longer promises. The new SDK has no type for them.',
      'Ask the provider what the stream now contains.',
    ),
  },
  'success-status-removed': {
    always: breaks(
      'is no longer a response',
      'Programs that expect this status never get it, and its type is no longer part of the return type of the method.',
      'Handle what the operation now responds with.',
    ),
  },
  'success-status-added': {
    always: mayBreak(
      'is a new response',
      'Programs may get a response that they do not expect. If its type is new, the return type of the method grows.',
      'Handle the new response.',
    ),
  },
  'success-status-changed': {
    always: mayBreakWire(
      'has another status',
      'Programs that read the status notice. The body and the return type of the method are the same.',
      'Check code that compares the status.',
    ),
  },
  'error-status-added': {
    always: mayBreakWire(
      'is a new error response',
      'The server may respond with an error that programs do not handle. Errors are distinguished at run time, and their type grows.',
      'Handle the new error if it matters to you.',
    ),
  },
  'error-status-removed': {
    always: mayBreakSource(
      'is no longer an error response',
      'The server no longer responds with it. Code that uses its type may no longer compile.',
      'Remove the code that handles it.',
    ),
  },
  'default-response-changed': {
    always: mayBreakSource(
      'changed; the document describes other responses with it',
      'The server responds as before. The document now describes more or fewer responses, so the type of errors may change.',
    ),
  },
  'error-type-changed': {
    always: breaksSource(
      'returns errors of another type',
      'A status came or went whose body has another type, so `error.body` of the errors of this call has one more type or one less.',
      'Check code that reads `error.body`.',
    ),
  },
  'required-header-removed': {
    always: effect(
      'breaking',
      'potentially-breaking',
      'is no longer sent',
      'Programs could rely on it. Headers are read by name at run time; only the documented names change.',
      'Stop reading the header.',
    ),
  },
  'optional-header-removed': {
    always: mayBreak(
      'is no longer sent',
      'Programs that read it find nothing. Headers are read by name at run time; only the documented names change.',
      'Stop reading the header.',
    ),
  },
  'header-added': { always: safe('is now sent', 'Programs that do not read it still work.') },
  'header-became-optional': {
    always: effect(
      'breaking',
      'potentially-breaking',
      'may now be missing',
      'Programs could rely on it, and it may now be missing. Headers are read by name at run time.',
      'Handle responses without the header.',
    ),
  },
  'header-became-required': {
    always: safe('is now always sent', 'Programs that handle its absence still work.'),
  },
  'header-serialization-changed': {
    always: breaksWire(
      'is written in another way',
      'The server writes `style` and `explode` (Swagger 2.0: `collectionFormat`) as the document now says. Programs that read the header split it as before.',
      'Read the header as it is now written.',
    ),
  },
} as const satisfies Kinds;
