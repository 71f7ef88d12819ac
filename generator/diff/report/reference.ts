import { inlineCode } from '../../util/markdown.js';
import { sortedBy } from '../../util/order.js';
import type { Kind } from '../kinds/index.js';
import { getOasdiffIdsByKind } from '../kinds/oasdiff-table.js';
import { prose } from './markdown/disarm.js';
import { axisWord } from './wording.js';

const GROUPS: readonly Kind['group'][] = [
  'operations',
  'parameters',
  'request bodies',
  'responses',
  'components, security, document',
];

/** `docs/changes.md`: a table of all kinds, then each with its reasons. */
export function referencePage(kinds: Readonly<Record<string, Kind>>): string {
  const oasdiff = getOasdiffIdsByKind();
  const sections = GROUPS.flatMap((group) => {
    const rows = sortedBy(
      Object.entries(kinds).filter(([, kind]) => kind.group === group),
      ([id]) => id,
    );
    return rows.length === 0 ? [] : [sectionOf(group, rows, oasdiff)];
  });
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

const HEAD = `# Kinds of change

This page is generated from the program; \`optimum-sdkgen diff --explain <id>\` prints one entry. **Wire**: a program built with the old SDK calls the new server.
**Source**: the same program is compiled with the new SDK; the compiler decides. The source verdict decides the version, the wire verdict the urgency.
[Changes and reports](changes-and-reports.md) explains how to compare documents.`;

function sectionOf(
  group: Kind['group'],
  rows: readonly (readonly [string, Kind])[],
  oasdiff: ReadonlyMap<string, readonly string[]>,
): string {
  const table = [
    '| id | wire | source |',
    '|---|---|---|',
    ...rows.map(
      ([id, { wire, source }]) =>
        `| [${inlineCode(id)}](#${id}) | ${axisWord(wire)} | ${axisWord(source)} |`,
    ),
  ];
  const pages = rows.map(([id, kind]) => pageOf(id, kind, oasdiff.get(id) ?? []));
  const title = `${group.charAt(0).toUpperCase()}${group.slice(1)}`;
  return [`## ${title}`, table.join('\n'), ...pages].join('\n\n');
}

function pageOf(id: string, kind: Kind, oasdiff: readonly string[]): string {
  const { title, wire, source, explanation, advice } = kind;
  return [
    `### ${id}`,
    `**${prose(title)}.** Wire ${axisWord(wire)}, source ${axisWord(source)}. ${prose(explanation, Infinity)}`,
    ...(advice === undefined ? [] : [`What to do: ${prose(advice, Infinity)}`]),
    ...(oasdiff.length === 0 ? [] : [`oasdiff: ${oasdiff.map(inlineCode).join(', ')}`]),
  ].join('\n\n');
}
