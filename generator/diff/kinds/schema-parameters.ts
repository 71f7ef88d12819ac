import type { Kind } from './kind.js';

/** What happens to the schema of a parameter. */
export const SCHEMA_PARAMETER_KINDS = {
  'parameter-type-changed': {
    group: 'parameters',
    title: 'Type or format of a parameter changed',
    wire: 'breaking',
    source: 'breaking',
    message: 'has another type',
    explanation:
      'Values of the old type are refused by the new server. Programs pass the old type, so they no longer compile where the printed types differ.',
    advice: 'Pass a value of the new type.',
  },
  'parameter-type-generalized': {
    group: 'parameters',
    title: 'Type of a parameter generalized',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'takes more types than before',
    explanation:
      'Every value that was taken is still taken, and every program that passes one still compiles.',
  },
  'parameter-type-specialized': {
    group: 'parameters',
    title: 'Type of a parameter specialized',
    wire: 'breaking',
    source: 'breaking',
    message: 'takes fewer types than before',
    explanation:
      'Values of a type that is no longer taken are refused. Programs that pass one no longer compile.',
    advice: 'Pass a value of a type that is still taken.',
  },
  'parameter-enum-value-removed': {
    group: 'parameters',
    title: 'Allowed value of a parameter removed',
    wire: 'breaking',
    source: 'breaking',
    message: 'no longer takes some values',
    explanation:
      'A program that sends a removed value is refused. The value is no longer in the union of literals, so naming it no longer compiles.',
    advice: 'Replace the value that is gone by one that is still allowed.',
  },
  'parameter-enum-value-added': {
    group: 'parameters',
    title: 'Allowed value of a parameter added',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'takes more values',
    explanation:
      'All that was allowed still is; the union of literals that a program passes only grows.',
  },
  'parameter-became-enum': {
    group: 'parameters',
    title: 'Parameter became an enum',
    wire: 'breaking',
    source: 'breaking',
    message: 'takes only listed values',
    explanation:
      'Any text was allowed before and only listed values are now. A program that passes a `string` no longer compiles.',
    advice: 'Pass one of the listed values.',
  },
  'parameter-enum-removed': {
    group: 'parameters',
    title: 'Parameter is no longer an enum',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'takes any value of its type',
    explanation: 'All that was allowed still is.',
  },
  'parameter-became-nullable': {
    group: 'parameters',
    title: 'Parameter became nullable',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'may be null',
    explanation: 'All that was allowed still is; null is allowed as well.',
  },
  'parameter-became-not-nullable': {
    group: 'parameters',
    title: 'Parameter became not nullable',
    wire: 'breaking',
    source: 'breaking',
    message: 'may no longer be null',
    explanation:
      'A program that sends null is refused. `null` is no longer in the type, so passing it no longer compiles.',
    advice: 'Leave the parameter out, or pass a value.',
  },
  'parameter-default-changed': {
    group: 'parameters',
    title: 'Default of a parameter changed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'has another default',
    explanation:
      'A program that leaves the parameter out is answered differently. No type says what the default is.',
    advice: 'Pass the value that you rely on.',
  },
  'parameter-constraint-tightened': {
    group: 'parameters',
    title: 'Constraint of a parameter tightened',
    wire: 'breaking',
    source: 'non-breaking',
    message: 'allows fewer values',
    explanation:
      'Values outside of the new bounds are refused with an error of the server. No type says what the bounds are, so programs still compile.',
    advice: 'Check the values that you send against the new bounds.',
  },
  'parameter-constraint-relaxed': {
    group: 'parameters',
    title: 'Constraint of a parameter relaxed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'allows more values',
    explanation: 'All that was allowed still is.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
