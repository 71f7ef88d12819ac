import type { Change, DiffReport } from '../diff/index.js';
import { inlineCode, plainText } from '../util/markdown.js';
import type { ApiModel } from '../model/model.js';
import { getOperations } from '../model/walk.js';

const HEAD = `# Changelog

What changed in this package, newest first. The nightly run adds entries; what else stands here stays.
`;

/** More belongs into the report, not into a list that people read from the top. */
const MOST_TOLD = 100;

export interface Entry {
  readonly version: string;
  /** `2026-11-24` */
  readonly date: string;
  /** In Markdown, without a heading of the second level. */
  readonly body: string;
}

/** The changelog with one entry more: above the others, below whatever stands before them. Pure. */
export function withEntry(changelog: string | undefined, { version, date, body }: Entry): string {
  const entry = `## ${version} - ${date}\n\n${body.trim()}\n`;
  if (changelog === undefined || changelog.trim() === '') return `${HEAD}\n${entry}`;
  const text = changelog.replaceAll('\r\n', '\n');
  const first = text.search(/^## /m);
  return first < 0
    ? `${text.trimEnd()}\n\n${entry}`
    : `${text.slice(0, first)}${entry}\n${text.slice(first)}`;
}

/** The first entry of a package. */
export function firstBody(model: ApiModel): string {
  const operations = plural(getOperations(model).length, 'operation');
  const types = plural(model.declarations.size, 'schema');
  return `First made from ${told(model.title, model.version)}: ${operations}, ${types}.`;
}

/** What to say where the document is the same and the package is not. */
export const REMADE_BODY =
  'Made anew from the same document: the generator or its configuration changed. What that does to programs is not judged here.';

/** What to say where files of the package were put back. */
export const RESTORED_BODY =
  'Put back as it was made: files of the package or its records were edited or deleted, or are those of another generator.';

/** What a comparison found, for whoever uses the package: what breaks first. */
export function changesBody({ before, after, changes }: DiffReport): string {
  const isNew = before.title !== after.title || before.version !== after.version;
  const counted = changes.filter(({ acknowledged }) => acknowledged === undefined);
  const spoken = counted.filter(({ documentation }) => !documentation);
  const breaks = spoken.filter(({ source }) => source === 'breaking');
  const fails = spoken.filter(({ wire, source }) => source !== 'breaking' && wire === 'breaking');
  const rest = spoken.filter(({ wire, source }) => wire !== 'breaking' && source !== 'breaking');
  const may = rest.filter((change) => !isHarmless(change));
  const documented = counted.length - spoken.length;
  return [
    isNew ? [`The API is now ${told(after.title, after.version)}.`] : [],
    section('Breaks programs that compile', breaks),
    section('Fails at run time until the package is updated', fails),
    section('May break', may),
    section('Changed', rest.filter(isHarmless)),
    documented > 0 ? ['### Documentation', `- ${plural(documented, 'text')} changed.`] : [],
    counted.length < changes.length
      ? [`${plural(changes.length - counted.length, 'acknowledged change')} not listed.`]
      : [],
  ]
    .filter((lines) => lines.length > 0)
    .map(([heading = '', ...lines]) => [heading, lines.join('\n')].filter(Boolean).join('\n\n'))
    .join('\n\n');
}

function section(heading: string, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const more = changes.length - MOST_TOLD;
  return [
    `### ${heading}`,
    ...changes.slice(0, MOST_TOLD).map(line),
    ...(more > 0 ? [`- and ${more} more, which the night's report lists.`] : []),
  ];
}

function line({ subject, message, before, after, advice }: Change): string {
  const values =
    before === undefined || after === undefined || before === after
      ? ''
      : ` (${inlineCode(before)} → ${inlineCode(after)})`;
  const what = `- ${inlineCode(subject)} ${plainText(message)}${values}`;
  return advice === undefined ? what : `${what}. ${plainText(advice)}`;
}

function isHarmless({ wire, source }: Change): boolean {
  return wire === 'non-breaking' && source === 'non-breaking';
}

function told(title: string, version: string): string {
  return plainText([title, version].filter((word) => word !== '').join(' '));
}

/** `1 text`, `2 texts` */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
