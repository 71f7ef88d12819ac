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
      'The new server rejects values of the old type. Programs pass the old type, so they no longer compile if the TypeScript types differ.',
    advice: 'Pass a value of the new type.',
  },
  'parameter-type-generalized': {
    group: 'parameters',
    title: 'Type of a parameter generalized',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'accepts more types',
    explanation:
      'Every value that was accepted still is, and every program that passes one still compiles.',
  },
  'parameter-type-specialized': {
    group: 'parameters',
    title: 'Type of a parameter specialized',
    wire: 'breaking',
    source: 'breaking',
    message: 'accepts fewer types',
    explanation:
      'The server rejects values of a type that is no longer accepted. Programs that pass one no longer compile.',
    advice: 'Pass a value of a type that is still accepted.',
  },
  'parameter-enum-value-removed': {
    group: 'parameters',
    title: 'Allowed value of a parameter removed',
    wire: 'breaking',
    source: 'breaking',
    message: 'no longer accepts some values',
    explanation:
      'The server rejects a removed value. The value is no longer in the union of literals, so using it no longer compiles.',
    advice: 'Replace the removed value with one that is still allowed.',
  },
  'parameter-enum-value-added': {
    group: 'parameters',
    title: 'Allowed value of a parameter added',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'accepts more values',
    explanation: 'Every value that was allowed still is. The union of literals grows.',
  },
  'parameter-became-enum': {
    group: 'parameters',
    title: 'Parameter became an enum',
    wire: 'breaking',
    source: 'breaking',
    message: 'accepts only listed values',
    explanation:
      'Any text was allowed before; now only the listed values are. A program that passes a `string` no longer compiles.',
    advice: 'Pass one of the listed values.',
  },
  'parameter-enum-removed': {
    group: 'parameters',
    title: 'Parameter is no longer an enum',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'accepts any value of its type',
    explanation: 'Every value that was allowed still is.',
  },
  'parameter-became-nullable': {
    group: 'parameters',
    title: 'Parameter became nullable',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'may now be null',
    explanation: 'Every value that was allowed still is, and null too.',
  },
  'parameter-became-not-nullable': {
    group: 'parameters',
    title: 'Parameter became not nullable',
    wire: 'breaking',
    source: 'breaking',
    message: 'may no longer be null',
    explanation:
      'The server rejects null. `null` is no longer in the type, so passing it no longer compiles.',
    advice: 'Leave the parameter out, or pass a value.',
  },
  'parameter-default-changed': {
    group: 'parameters',
    title: 'Default of a parameter changed',
    wire: 'potentially-breaking',
    source: 'non-breaking',
    message: 'has another default',
    explanation:
      'A program that leaves the parameter out gets another response. Types do not express defaults.',
    advice: 'Pass the value that you rely on.',
  },
  'parameter-constraint-tightened': {
    group: 'parameters',
    title: 'Constraint of a parameter tightened',
    wire: 'breaking',
    source: 'non-breaking',
    message: 'allows fewer values',
    explanation:
      'The server rejects values outside of the new bounds. Types do not express bounds, so programs still compile.',
    advice: 'Check the values that you send against the new bounds.',
  },
  'parameter-constraint-relaxed': {
    group: 'parameters',
    title: 'Constraint of a parameter relaxed',
    wire: 'non-breaking',
    source: 'non-breaking',
    message: 'allows more values',
    explanation: 'Every value that was allowed still is.',
  },
} as const satisfies Readonly<Record<string, Kind>>;
