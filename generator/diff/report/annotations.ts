import { defined } from '../../util/defined.js';
import { escapeCommandProperty, formatCommand } from '../../util/github-commands.js';
import { visibleLine } from '../../util/printable.js';
import type { Change, DiffReport } from '../change.js';
import { createLocator } from '../raw-openapi.js';
import { worstAxis } from '../verdict.js';
import { getBreaks, getSections } from './sections.js';
import { axesText, shortened } from './wording.js';

/** The new document as a file of the repository, to which annotations refer. */
export interface Snapshot {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly text: string;
}

/**
 * A workflow command of GitHub Actions for each breaking change that is not acknowledged, the most severe first, at its
 * line of the snapshot. What was removed is shown at what contained it.
 */
export function annotationsReport(report: DiffReport, { path, text }: Snapshot): string {
  const locate = createLocator(text);
  const breaking = getBreaks(getSections(report))
    .flatMap(({ changes }) => changes)
    .filter((change) => worstAxis(change) === 'breaking');
  const commands = breaking.map((change) => {
    const position = locate(change.pointers.after ?? change.pointers.before ?? '');
    const properties = {
      file: path,
      ...defined({ line: position?.line, col: position?.column }),
      title: `${axesText(change)}: ${toLine(change.subject)}`,
    };
    return formatCommand('error', properties, printMessage(change));
  });
  return commands.join('\n');
}

function printMessage(change: Change): string {
  const { subject, message, before, after, advice, id, fingerprint } = change;
  return [
    `${toLine(subject)} ${toLine(message)}`,
    ...(before === undefined ? [] : [`- ${toLine(before)}`]),
    ...(after === undefined ? [] : [`+ ${toLine(after)}`]),
    ...(advice === undefined ? [] : [toLine(advice)]),
    `${id} ${fingerprint}`,
  ].join('\n');
}

/** GitHub shows 4096 bytes of an annotation's message, which has at most six texts. */
const MAX_CHARACTERS = 400;
const MAX_BYTES = 600;

function toLine(text: string): string {
  const line = visibleLine(text);
  for (let most = MAX_CHARACTERS; most > 1; most = Math.floor(most * 0.8)) {
    const short = shortened(line, most);
    if (Buffer.byteLength(escapeCommandProperty(short)) <= MAX_BYTES) return short;
  }
  return '';
}
