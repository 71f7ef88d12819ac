import {
  breaks,
  breaksSource,
  effect,
  type Kinds,
  mayBreak,
  mayBreakSource,
  mayBreakWire,
  note,
  safe,
} from './effect.js';

const CALLED_OTHERWISE = mayBreakWire(
  'is called in another way',
  'The server that receives it may be called differently or not at all. Changes of its schemas are reported on their own, in the opposite direction.',
  'Check which calls your server expects.',
);

/** Changes of security, servers, webhooks and the document as a whole. */
export const DOCUMENT = {
  'security-added': {
    always: effect(
      'breaking',
      'potentially-breaking',
      'now requires other credentials',
      'The server rejects calls with the credentials that were sufficient before. Types of methods are the same. The client may need other options.',
      'Create the client with the credentials that are now required.',
    ),
  },
  'security-alternative-added': {
    always: safe('accepts further credentials', 'Calls with the previous credentials still work.'),
  },
  'security-loosened': {
    always: breaksSource(
      'requires fewer credentials',
      'Calls with the previous credentials still work; some of them are no longer needed. The client may no longer take them.',
      'Stop passing credentials that the client no longer takes.',
    ),
  },
  'security-removed': {
    always: mayBreakSource(
      'no longer requires credentials',
      'Calls with credentials still work. The SDK may no longer send any.',
    ),
  },
  'security-alternative-removed': {
    always: effect(
      'potentially-breaking',
      'breaking',
      'no longer accepts some credentials',
      'The server rejects calls with these credentials. The client may no longer take them.',
      'Check which credentials your client sends.',
    ),
  },
  'security-scheme-added': {
    always: safe(
      'is a new way to authenticate',
      'It has no effect until an operation requires it.',
    ),
  },
  'security-scheme-removed': {
    always: mayBreak(
      'is no longer a way to authenticate',
      'If nothing else changed, no operation used it. Operations that required it have changes of their own.',
    ),
  },
  'security-scheme-changed': {
    always: breaks(
      'expects credentials in another way',
      'The old SDK sends its credentials as before, which the server no longer reads. The client may need other options.',
      'Create the client with the credentials that are now required.',
    ),
  },
  'bearer-format-changed': {
    always: note(
      'documents another format of its token',
      '`bearerFormat` is a hint to readers (OpenAPI 3.1, section 4.8.27.1): a client sends the token that it has.',
    ),
  },
  'security-scheme-renamed': {
    always: breaksSource(
      'was renamed',
      'Credentials are sent as before. Programs that configure the client by the old name no longer compile.',
      'Pass the credentials by the new name.',
    ),
  },
  'security-flow-added': {
    always: safe('has one more OAuth flow', 'The flows that programs use stay.'),
  },
  'security-flow-removed': {
    always: mayBreak(
      'no longer has an OAuth flow',
      'Programs that request tokens with the removed flow get none.',
      'Check how your client requests its token.',
    ),
  },
  'security-urls-changed': {
    always: mayBreakWire(
      'has another URL for tokens',
      'The old SDK requests tokens from the old URL, which may no longer exist. The types are the same.',
      'Set `tokenUrl`, or update the SDK.',
    ),
  },
  'security-scopes-changed': {
    always: mayBreakWire(
      'requires or offers other scopes',
      'A token with the old scopes may no longer be sufficient. The types are the same.',
      'Check the scopes that your client requests.',
    ),
  },
  'server-changed': {
    always: mayBreakWire(
      'has other URLs',
      'The old SDK calls the old URL, which may no longer exist. Between two environments this is expected.',
      'Set `baseUrl`, or update the SDK.',
    ),
  },
  'server-default-changed': {
    always: effect(
      'non-breaking',
      'non-breaking',
      'has another URL first',
      'The old URLs stay. The first one is the default: the new SDK calls it unless `baseUrl` is set.',
      'Set `baseUrl`, or check that the new default is the server that you want.',
    ),
  },
  'server-added': { always: safe('has one more URL', 'The old URLs stay.') },
  'info-changed': { always: note('changed') },
  'version-decreased': {
    always: mayBreakWire(
      'went back to an earlier version',
      'The server may have been rolled back, or the document may be an old one.',
      'Check that this is the document that you want.',
    ),
  },
  'client-renamed': {
    always: breaksSource(
      'changes the name of the client',
      'The client, its error class and its environment variables are named after the title of the first document. A new title renames them only if fewer than half of the operations are left, which makes it another API. Programs that use the old names no longer compile.',
      'Keep the old name with `clientName` in sdk.config.json.',
    ),
  },
  'webhook-added': {
    always: safe('is a new webhook', 'The API calls only programs that register for it.'),
  },
  'webhook-removed': {
    always: mayBreak(
      'is no longer a webhook',
      'Programs that receive its calls get no more of them, and `handleWebhook` no longer takes its name.',
      'Stop relying on its calls.',
    ),
  },
  'webhook-changed': { always: CALLED_OTHERWISE },
  'callback-changed': { always: CALLED_OTHERWISE },
  'schema-removed': {
    always: breaksSource(
      'was removed',
      'The changes of its uses are reported on their own. The type is no longer exported, so importing it no longer compiles.',
      'Stop importing the type.',
    ),
  },
  'schema-renamed': {
    always: breaksSource(
      'was renamed',
      'The shape is the same on the wire. The type is exported under another name, so importing the old one no longer compiles.',
      'Import the new name, or keep the old one as an alias: `import type { New as Old }`.',
    ),
  },
  'schema-added': { always: safe('is new', 'One more type is exported.') },
  'compile-error': {
    always: breaksSource(
      'no longer compiles as before',
      'The TypeScript compiler refuses a use of it that it accepted before, and no other change of the report explains that.',
      'Compile the program with the new SDK, and follow the message of the compiler.',
    ),
  },
  'unused-schema-removed': {
    always: mayBreakSource(
      'was removed; no operation used it',
      'No request and no response used it. A program that imports the type no longer compiles.',
      'Declare the type in your own program.',
    ),
  },
  'unused-schema-changed': {
    always: mayBreakSource(
      'changed; no operation uses it',
      'No request and no response uses it, or not in the direction in which it changed. A program that imports the type may no longer compile.',
    ),
  },
} as const satisfies Kinds;

/** What happens alike to operations, parameters, headers, properties and schemas. */
export const LIFECYCLE = {
  deprecated: {
    always: {
      ...note(
        'is deprecated',
        'It works as before. Its JSDoc says `@deprecated`, so editors strike it through.',
      ),
      advice: 'Find its replacement before it is removed.',
    },
  },
  undeprecated: {
    always: note(
      'is no longer deprecated',
      'It works as before; `@deprecated` is no longer in its JSDoc.',
    ),
  },
  'sunset-shortened': {
    always: mayBreakWire(
      'is removed earlier than announced',
      'Types and requests are the same. Programs that planned with the date in `x-sunset` have less time, or no date at all.',
      'Ask the provider until when it stays.',
    ),
  },
  'sunset-changed': {
    always: note(
      'has another sunset date',
      'Types and requests are the same, and it stays at least as long as announced.',
    ),
  },
  'sunset-malformed': {
    always: note(
      'has a sunset that is not a date',
      '`x-sunset` must be a date as RFC 3339 defines it. This value does not say when it is removed.',
    ),
  },
  'stability-decreased': {
    always: mayBreakWire(
      'is less stable than before',
      'Types and requests are the same. `x-stability-level` now promises less, so the next change may break programs without notice.',
      'Rely on it only as far as the new level promises.',
    ),
  },
  'stability-increased': {
    always: note(
      'is more stable than before',
      'Types and requests are the same, and `x-stability-level` promises more.',
    ),
  },
  'stability-malformed': {
    always: note(
      'has an unknown stability level',
      '`x-stability-level` must be draft, alpha, beta or stable. This value is none of them.',
    ),
  },
  'documentation-changed': {
    always: note('is described differently', 'Only text for readers changed.'),
  },
} as const satisfies Kinds;
