import { UsageError } from '../../errors.js';
import { inlineCode } from '../../util/markdown.js';
import { findNearest } from '../../util/nearest.js';
import { sortedBy } from '../../util/order.js';
import { paint } from '../../util/paint.js';
import type { Verdict } from '../change.js';
import { KINDS, SECTIONS, type Effect, type Kind } from '../kinds/index.js';
import { prose } from './markdown.js';
import { wrapText } from '../../util/wrap-text.js';
import type { TextOptions } from './text.js';
import { verdictText } from './wording.js';

/**
 * Explains a kind of change, for a terminal.
 *
 * @throws UsageError that suggests the nearest kind when there is no such kind.
 */
export function explainKind(id: string, options: TextOptions): string {
  const kinds: Readonly<Record<string, Kind>> = KINDS;
  const kind = Object.hasOwn(kinds, id) ? kinds[id] : undefined;
  if (kind === undefined) throw createUnknownKindError(id, Object.keys(kinds));
  const axis = (name: string, verdict: Verdict, meaning: string): readonly string[] =>
    wrapText(
      `  ${name} ${paint(options, STYLES[verdict], verdictText(verdict))} `,
      paint(options, 'dim', meaning),
      options.width,
    );
  const explain = ({ where, effect }: DirectedEffect): readonly string[] => [
    '',
    ...wrapText('', `${where}${effect.message}`, options.width),
    ...axis('wire  ', effect.wire, 'a program built with the old SDK calls the new server'),
    ...axis('source', effect.source, 'the same program is compiled with the new SDK'),
    ...wrapText('', effect.explanation ?? '', options.width).filter(Boolean),
    ...(effect.advice === undefined ? [] : wrapText('→ ', effect.advice, options.width)),
  ];
  return [paint(options, 'bold', id), ...listEffects(kind).flatMap(explain)].join('\n');
}

const STYLES = {
  breaking: 'red',
  'potentially-breaking': 'yellow',
  'non-breaking': 'green',
} as const;

interface DirectedEffect {
  /** `In requests: `, or empty. */
  readonly where: string;
  readonly effect: Effect;
}

function listEffects(kind: Kind): readonly DirectedEffect[] {
  if ('always' in kind) return [{ where: '', effect: kind.always }];
  return [
    { where: 'In requests: ', effect: kind.request },
    { where: 'In responses: ', effect: kind.response },
  ];
}

function createUnknownKindError(id: string, ids: readonly string[]): UsageError {
  const nearest = findNearest(id, ids);
  return new UsageError(`There is no kind of change "${id}".`, {
    hint: `${nearest === undefined ? '' : `Did you mean ${nearest}? `}docs/changes.md lists all kinds.`,
  });
}

/** The text of `docs/changes.md`: for each section, a table of its kinds and an explanation of each. */
export function printReferencePage(): string {
  const sections = Object.entries(SECTIONS).map(([title, kinds]) =>
    printSection(
      title,
      sortedBy(Object.entries<Kind>(kinds), ([id]) => id),
    ),
  );
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

const HEAD = `# Kinds of change

This page is generated from the program; \`optimum-sdkgen diff --explain <id>\` prints one entry. **Wire**: a program built with the old SDK calls the new server.
**Source**: the same program is compiled with the new SDK. Where this page says "breaks" of the source, the compiler decides. The source verdict decides the version, the
wire verdict the urgency. [Changes and reports](changes-and-reports.md) explains how to compare documents.`;

function printSection(title: string, kinds: readonly (readonly [string, Kind])[]): string {
  const rows = kinds.flatMap(([id, kind]) =>
    listEffects(kind).map(
      ({ where, effect: { wire, source } }) =>
        `| [${inlineCode(id)}](#${id}) | ${/\w+(?=: )/.exec(where)?.[0] ?? ''} | ${verdictText(wire)} | ${verdictText(source)} |`,
    ),
  );
  const table = ['| id | in | wire | source |', '|---|---|---|---|', ...rows].join('\n');
  return [`## ${title}`, table, ...kinds.flatMap(printKind)].join('\n\n');
}

function printKind([id, kind]: readonly [string, Kind]): readonly string[] {
  const paragraphs = listEffects(kind).map(({ where, effect }) => {
    const { message, wire, source, explanation = '', advice } = effect;
    const action = advice === undefined ? '' : ` What to do: ${prose(advice, Infinity)}`;
    return `**${where}${prose(message)}.** Wire ${verdictText(wire)}, source ${verdictText(source)}. ${prose(explanation, Infinity)}${action}`.trim();
  });
  return [`### ${id}`, ...paragraphs];
}
