import { tableText } from '../corpus/index.js';
import type { Mistake, Truth } from './index.js';

/** What a reader needs to see the mistake: where, what, and what the compiler said. */
export function mistakeText(mistake: Mistake): string {
  const { document, schema, type, kind, made, instance, message } = mistake;
  const what =
    kind === 'refused'
      ? 'the schema accepts it, the type does not'
      : 'the type accepts it, the schema does not';
  const lines = [
    `${document} ${schema}: ${what}`,
    `type:     ${type.replaceAll('\n', ' ')}`,
    `instance: ${instance} (${made})`,
    ...(message === '' ? [] : [`compiler: ${message.replaceAll('\n', '\n          ')}`]),
  ];
  return lines.join('\n  ');
}

/** The rates by document, and of all. */
export function truthTable(truths: readonly Truth[]): string {
  return tableText([
    ['document', 'schemas', 'right', 'good accepted', 'bad refused', 'without instance'],
    ...truths.map((truth) => [truth.document, ...cells([truth])]),
    [`${truths.length} documents`, ...cells(truths)],
  ]);
}

function cells(truths: readonly Truth[]): readonly string[] {
  const total = (count: (truth: Truth) => number) =>
    truths.reduce((sum, truth) => sum + count(truth), 0);
  const schemas = total((truth) => truth.schemas);
  const wrong = total((truth) => new Set(truth.mistakes.map(({ schema }) => schema)).size);
  return [
    String(schemas),
    rate(schemas - wrong, schemas),
    rate(
      total(({ good }) => good.accepted),
      total(({ good }) => good.tried),
    ),
    rate(
      total(({ bad }) => bad.refused),
      total(({ bad }) => bad.tried),
    ),
    String(total(({ withoutInstance }) => withoutInstance.length)),
  ];
}

/** `99.21 % of 1234`: never rounded up to what it is not. */
function rate(part: number, whole: number): string {
  if (whole === 0) return '-';
  const percent = Math.floor((part / whole) * 10_000) / 100;
  return `${percent.toFixed(2)} % of ${whole}`;
}
