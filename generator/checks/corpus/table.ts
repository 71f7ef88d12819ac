import { checkName, type Check } from './compilers.js';
import type { CorpusRow } from './index.js';

/** A table for people: one row a document, one column a check. */
export function corpusTable(rows: readonly CorpusRow[], checks: readonly Check[]): string {
  const names = checks.map(checkName);
  return tableText([
    ['document', 'operations', 'schemas', ...names, 'any', 'seconds'],
    ...rows.map((row) => [
      row.document,
      String(row.operations),
      String(row.schemas),
      ...names.map((name) =>
        row.refused === undefined ? String(row.errors.get(name) ?? 0) : 'refused',
      ),
      String(row.forbidden.length),
      row.seconds.toFixed(2),
    ]),
    [
      `${rows.length} documents`,
      String(sum(rows.map((row) => row.operations))),
      String(sum(rows.map((row) => row.schemas))),
      ...names.map((name) => String(sum(rows.map((row) => row.errors.get(name) ?? 0)))),
      String(sum(rows.map((row) => row.forbidden.length))),
      sum(rows.map((row) => row.seconds)).toFixed(2),
    ],
  ]);
}

/** Cells in columns, the first to the left, the others to the right. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
