import type { Kind } from './kind.js';

/** What happens to the values that may be sent. */
export const SCHEMA_REQUEST_VALUE_KINDS = {
  'request-property-became-nullable': {
    group: 'request bodies',
    title: 'Sent value became nullable',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'may be null when it is sent',
    explanation: 'All that was allowed still is; null is allowed as well.',
  },
  'request-property-became-not-nullable': {
    group: 'request bodies',
    title: 'Sent value became not nullable',
    wire: 'breaking',
    source: 'breaking',
    message: 'may no longer be null when it is sent',
    explanation: 'A program that sends null is refused. `null` is no longer in the type.',
    advice: 'Leave the property out, or send a value.',
  },
  'request-property-type-changed': {
    group: 'request bodies',
    title: 'Type or format of a sent value changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'must be sent with another type',
    explanation:
      'Values of the old type are refused. Programs pass the old type, so they no longer compile where the printed types differ.',
    advice: 'Send a value of the new type.',
  },
  'request-property-type-generalized': {
    group: 'request bodies',
    title: 'Type of a sent value generalized',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent with more types',
    explanation:
      'Every value that was taken still is, and every program that passes one still compiles.',
  },
  'request-property-type-narrowed': {
    group: 'request bodies',
    title: 'Type of a sent value narrowed',
    wire: 'breaking',
    source: 'breaking',
    message: 'can be sent with fewer types',
    explanation:
      'Values of a type that is no longer taken are refused. Programs that send one no longer compile.',
    advice: 'Send a value of a type that is still taken.',
  },
  'request-property-enum-value-removed': {
    group: 'request bodies',
    title: 'Allowed value removed from what is sent',
    wire: 'breaking',
    source: 'breaking',
    message: 'can no longer be sent with some values',
    explanation:
      'A program that sends a removed value is refused. Naming the value no longer compiles.',
    advice: 'Replace the value that is gone by one that is still allowed.',
  },
  'request-property-enum-value-added': {
    group: 'request bodies',
    title: 'Allowed value added to what is sent',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent with more values',
    explanation: 'All that was allowed still is.',
  },
  'request-property-became-enum': {
    group: 'request bodies',
    title: 'Sent value became an enum',
    wire: 'breaking',
    source: 'breaking',
    message: 'can be sent with listed values only',
    explanation:
      'Any value of the type was allowed before. A program that passes a plain `string` no longer compiles.',
    advice: 'Send one of the listed values.',
  },
  'request-property-enum-removed': {
    group: 'request bodies',
    title: 'Sent value is no longer an enum',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent with any value of its type',
    explanation: 'All that was allowed still is.',
  },
  'request-property-const-changed': {
    group: 'request bodies',
    title: 'Constant that must be sent added or changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'must be sent with another constant',
    explanation:
      'Only one value is taken, and it is not the one that programs send. The literal type no longer fits.',
    advice: 'Send the new constant.',
  },
  'request-property-const-removed': {
    group: 'request bodies',
    title: 'Constant that must be sent removed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent with any value of its type',
    explanation: 'The constant is still among the values that are taken.',
  },
  'request-additional-properties-type-changed': {
    group: 'request bodies',
    title: 'Type of additional properties of what is sent changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'must be sent with other values under names of your own',
    explanation: 'Values of the old type are refused and no longer compile.',
    advice: 'Send values of the new type.',
  },
  'request-shape-constraint-tightened': {
    group: 'request bodies',
    title: 'Uniqueness, step or number of properties of what is sent tightened',
    wire: 'breaking',
    source: 'non-breaking',
    message: 'must be sent within tighter limits',
    explanation:
      'Values that break `uniqueItems`, `multipleOf`, `minProperties` or `maxProperties` are refused. No type says so.',
    advice: 'Check the values that you send against the new limits.',
  },
  'request-constraint-tightened': {
    group: 'request bodies',
    title: 'Constraint of what is sent tightened',
    wire: 'breaking',
    source: 'non-breaking',
    message: 'must be sent within tighter bounds',
    explanation:
      'Values outside of the new bounds are refused with an error of the server. No type says what the bounds are.',
    advice: 'Check the values that you send against the new bounds.',
  },
  'request-constraint-relaxed': {
    group: 'request bodies',
    title: 'Constraint of what is sent relaxed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'can be sent within wider bounds',
    explanation: 'All that was allowed still is.',
  },
  'request-extensible-enum-value-removed': {
    group: 'request bodies',
    title: 'Known value removed from what is sent',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'is no longer documented with some of its values',
    explanation:
      'The server may no longer know a value that programs send. No type holds the values of an extensible enum.',
    advice: 'Stop sending the value that is gone.',
  },
  'request-default-changed': {
    group: 'request bodies',
    title: 'Default of what is sent changed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'has another default when it is not sent',
    explanation:
      'A program that leaves the property out has another effect than before. No type says what the default is.',
    advice: 'Send the value that you rely on.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
