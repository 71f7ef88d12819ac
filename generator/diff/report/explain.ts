import { UsageError } from '../../errors.js';
import { inlineCode } from '../../util/markdown.js';
import { findNearest } from '../../util/nearest.js';
import { sortedBy } from '../../util/order.js';
import { paint } from '../../util/paint.js';
import type { Verdict } from '../change.js';
import type { Kind } from '../kinds/index.js';
import { getKindsByOasdiffId, getOasdiffIdsByKind } from '../kinds/oasdiff-table.js';
import { prose } from './markdown.js';
import { wrapText, type TextOptions } from './text.js';
import { verdictText } from './wording.js';

/**
 * Explains a kind of change, for a terminal.
 *
 * @param kinds All kinds, by id.
 * @throws UsageError that suggests the findNearest kind when there is no such kind.
 */
export function explainKind(
  id: string,
  kinds: Readonly<Record<string, Kind>>,
  options: TextOptions,
): string {
  const kind = Object.hasOwn(kinds, id) ? kinds[id] : undefined;
  if (kind === undefined) throw createUnknownKindError(id, kinds);
  const { title, group, wire, source, explanation, advice } = kind;
  const oasdiff = getOasdiffIdsByKind().get(id) ?? [];
  const axis = (name: string, verdict: Verdict, meaning: string): readonly string[] =>
    wrapText(
      `  ${name} ${paint(options, STYLES[verdict], verdictText(verdict))} `,
      paint(options, 'dim', meaning),
      options.width,
    );
  return [
    ...wrapText('', `${paint(options, 'bold', title)} (${id})`, options.width),
    paint(options, 'dim', group),
    '',
    ...axis('wire  ', wire, 'a program built with the old SDK calls the new server'),
    ...axis('source', source, 'the same program is compiled with the new SDK'),
    '',
    ...wrapText('', explanation, options.width),
    ...(advice === undefined ? [] : ['', ...wrapText('→ ', advice, options.width)]),
    ...(oasdiff.length === 0
      ? []
      : ['', ...wrapText('oasdiff: ', shorten(oasdiff), options.width)]),
  ].join('\n');
}

/** Some kinds have a hundred ids, one for each keyword and location. */
const MAX_IDS = 12;

function shorten(ids: readonly string[]): string {
  const more = ids.length - MAX_IDS;
  const shown = ids.slice(0, MAX_IDS).join(', ');
  return more > 0 ? `${shown}, and ${more} more (see docs/changes.md)` : shown;
}

const STYLES = {
  breaking: 'red',
  'potentially-breaking': 'yellow',
  'non-breaking': 'green',
} as const;

function createUnknownKindError(id: string, kinds: Readonly<Record<string, Kind>>): UsageError {
  const ids = Object.keys(kinds);
  const byOasdiff = getKindsByOasdiffId().get(id) ?? [];
  const near = byOasdiff.length > 0 ? byOasdiff.join(' or ') : findNearest(id, ids);
  return new UsageError(`There is no kind of change "${id}".`, {
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}docs/changes.md lists all kinds.`,
  });
}

const GROUPS: readonly Kind['group'][] = [
  'operations',
  'parameters',
  'request bodies',
  'responses',
  'components, security, document',
];

/** The text of `docs/changes.md`: a table of all kinds, then an explanation of each. */
export function printReferencePage(kinds: Readonly<Record<string, Kind>>): string {
  const oasdiff = getOasdiffIdsByKind();
  const sections = GROUPS.flatMap((group) => {
    const rows = sortedBy(
      Object.entries(kinds).filter(([, kind]) => kind.group === group),
      ([id]) => id,
    );
    return rows.length === 0 ? [] : [printGroup(group, rows, oasdiff)];
  });
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

const HEAD = `# Kinds of change

This page is generated from the program; \`optimum-sdkgen diff --explain <id>\` prints one entry. **Wire**: a program built with the old SDK calls the new server.
**Source**: the same program is compiled with the new SDK; the compiler decides. The source verdict decides the version, the wire verdict the urgency.
[Changes and reports](changes-and-reports.md) explains how to compare documents.`;

function printGroup(
  group: Kind['group'],
  rows: readonly (readonly [string, Kind])[],
  oasdiff: ReadonlyMap<string, readonly string[]>,
): string {
  const table = [
    '| id | wire | source |',
    '|---|---|---|',
    ...rows.map(
      ([id, { wire, source }]) =>
        `| [${inlineCode(id)}](#${id}) | ${verdictText(wire)} | ${verdictText(source)} |`,
    ),
  ];
  const pages = rows.map(([id, kind]) => printKind(id, kind, oasdiff.get(id) ?? []));
  const title = `${group.charAt(0).toUpperCase()}${group.slice(1)}`;
  return [`## ${title}`, table.join('\n'), ...pages].join('\n\n');
}

function printKind(id: string, kind: Kind, oasdiff: readonly string[]): string {
  const { title, wire, source, explanation, advice } = kind;
  return [
    `### ${id}`,
    `**${prose(title)}.** Wire ${verdictText(wire)}, source ${verdictText(source)}. ${prose(explanation, Infinity)}`,
    ...(advice === undefined ? [] : [`What to do: ${prose(advice, Infinity)}`]),
    ...(oasdiff.length === 0 ? [] : [`oasdiff: ${oasdiff.map(inlineCode).join(', ')}`]),
  ].join('\n\n');
}
