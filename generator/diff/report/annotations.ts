import { createLocator } from '../document.js';
import { visibleLine } from '../../util/printable.js';
import type { Change, DiffReport } from '../change.js';
import { worst } from './outline.js';
import { axisWord, shortened } from './wording.js';

/** The new document as it lies in the repository, where the reviewer reads it. */
export interface Snapshot {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/**
 * One workflow command of GitHub Actions for each change that breaks, and nothing for any other: they show beside
 * the lines of the snapshot. What is gone is shown at what it was taken from.
 */
export function annotationsReport(report: DiffReport, { path, text }: Snapshot): string {
  const locate = createLocator(text);
  const breaking = report.changes.filter(
    (change) => worst(change) === 'breaking' && change.acknowledged === undefined,
  );
  const commands = breaking.map((change) => {
    const position = locate(change.pointers.after ?? change.pointers.before ?? '');
    const properties = {
      file: path,
      ...(position !== undefined && { line: position.line, col: position.column }),
      title: `wire ${axisWord(change.wire)}, source ${axisWord(change.source)}: ${said(change.subject)}`,
    };
    const told = Object.entries(properties).map(
      ([name, value]) => `${name}=${escapedProperty(String(value))}`,
    );
    return `::error ${told.join(',')}::${escapedData(messageOf(change))}`;
  });
  return commands.join('\n');
}

function messageOf(change: Change): string {
  const { subject, message, before, after, advice, id, fingerprint } = change;
  return [
    `${said(subject)} ${said(message)}`,
    ...(before === undefined ? [] : [`- ${said(before)}`]),
    ...(after === undefined ? [] : [`+ ${said(after)}`]),
    ...(advice === undefined ? [] : [said(advice)]),
    `${id} ${fingerprint}`,
  ].join('\n');
}

/** GitHub shows 4096 bytes of an annotation's message, which has at most six texts; the report has the rest. */
const MAX_CHARACTERS = 400;
const MAX_BYTES = 600;

function said(text: string): string {
  const line = visibleLine(text);
  for (let most = MAX_CHARACTERS; most > 1; most = Math.floor(most * 0.8)) {
    const short = shortened(line, most);
    if (Buffer.byteLength(escapedProperty(short)) <= MAX_BYTES) return short;
  }
  return '';
}

/** As `escapeData` of `@actions/core` has it. */
function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** As `escapeProperty` of `@actions/core` has it. */
function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
