import { list, object, text, whole, type Json, type Pair } from './documents.js';
import { answers, everywhere, in31, sends, takes } from './places.js';

const nullable = { ...text, nullable: true };
const ab = { ...text, enum: ['a', 'b'] };
const abc = { ...text, enum: ['a', 'b', 'c'] };
const max = (maxLength: number): Json => ({ ...text, maxLength });
const fixed = (value: string): Json => ({ ...text, const: value });

/** What happens to the values that a schema allows. */
export const VALUE_PAIRS: readonly Pair[] = [
  ...everywhere(text, nullable, [
    [takes, 'parameter-became-nullable', 'parameter-became-not-nullable'],
    [sends, 'request-property-became-nullable', 'request-property-became-not-nullable'],
    [answers, 'response-property-became-nullable', 'response-property-became-not-nullable'],
  ]),
  ...everywhere(text, object({}), [
    [takes, 'parameter-type-changed', 'parameter-type-changed'],
    [sends, 'request-property-type-changed', 'request-property-type-changed'],
    [answers, 'response-property-type-changed', 'response-property-type-changed'],
  ]),
  ...everywhere(whole, { type: 'number' }, [
    [takes, 'parameter-type-generalized', 'parameter-type-specialized'],
    [sends, 'request-property-type-generalized', 'request-property-type-narrowed'],
    [answers, 'response-property-type-generalized', 'response-property-type-specialized'],
  ]),
  ...everywhere(text, { ...text, format: 'date-time' }, [
    [takes, 'parameter-type-changed', 'parameter-type-generalized'],
    [sends, 'request-property-type-changed', 'request-property-type-generalized'],
    [answers, 'response-format-changed', 'response-format-changed'],
  ]),
  ...everywhere(list(text), list(whole), [[answers, 'response-items-type-changed']]),
  ...everywhere(ab, abc, [
    [takes, 'parameter-enum-value-added', 'parameter-enum-value-removed'],
    [sends, 'request-property-enum-value-added', 'request-property-enum-value-removed'],
    [answers, 'response-enum-value-added', 'response-enum-value-removed'],
  ]),
  ...everywhere(text, ab, [
    [takes, 'parameter-became-enum', 'parameter-enum-removed'],
    [sends, 'request-property-became-enum', 'request-property-enum-removed'],
    [answers, 'response-became-enum', 'response-enum-removed'],
  ]),
  ...everywhere(
    { ...ab, 'x-enum-varnames': ['A', 'B'] },
    { ...ab, 'x-enum-varnames': ['A', 'Bee'] },
    [[answers, 'enum-member-renamed']],
  ),
  ...everywhere(
    { ...text, 'x-extensible-enum': ['a'] },
    { ...text, 'x-extensible-enum': ['a', 'b'] },
    [[sends, 'extensible-enum-value-changed', 'request-extensible-enum-value-removed']],
  ),
  ...everywhere(text, fixed('a'), [
    [in31(sends), 'request-property-const-changed', 'request-property-const-removed'],
    [in31(answers), 'response-property-const-added', 'response-property-const-changed'],
  ]),
  ...everywhere(fixed('a'), fixed('b'), [
    [in31(sends), 'request-property-const-changed'],
    [in31(answers), 'response-property-const-changed'],
  ]),
  ...everywhere(text, { ...text, default: 'a' }, [
    [takes, 'parameter-default-changed', 'parameter-default-changed'],
    [sends, 'request-default-changed', 'request-default-changed'],
    [answers, 'response-default-changed', 'response-default-changed'],
  ]),
  ...everywhere(max(9), max(5), [
    [takes, 'parameter-constraint-tightened', 'parameter-constraint-relaxed'],
    [sends, 'request-constraint-tightened', 'request-constraint-relaxed'],
    [answers, 'response-constraint-changed', 'response-constraint-changed'],
  ]),
  ...everywhere(whole, { ...whole, multipleOf: 5 }, [
    [sends, 'request-shape-constraint-tightened', 'request-constraint-relaxed'],
  ]),
];
