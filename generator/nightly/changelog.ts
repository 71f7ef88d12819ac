import { plural } from '../util/plural.js';
import type { Change, DiffReport } from '../diff/index.js';
import { inlineCode, plainText } from '../util/markdown.js';
import type { ApiModel } from '../model/model.js';
import { getOperations } from '../model/walk.js';

const HEAD = `# Changelog

What changed in this package, newest first. The nightly run adds entries and keeps everything else in this file.
`;

/** A longer list belongs in the report. */
const MAX_LISTED = 100;

export interface Entry {
  readonly version: string;
  /** `2026-11-24` */
  readonly date: string;
  /** In Markdown, without a heading of the second level. */
  readonly body: string;
}

/** Adds an entry above the others and below the introduction. Pure. */
export function addEntry(changelog: string | undefined, { version, date, body }: Entry): string {
  const entry = `## ${version} - ${date}\n\n${body.trim()}\n`;
  if (changelog === undefined || changelog.trim() === '') return `${HEAD}\n${entry}`;
  const text = changelog.replaceAll('\r\n', '\n');
  const first = text.search(/^## /m);
  return first < 0
    ? `${text.trimEnd()}\n\n${entry}`
    : `${text.slice(0, first)}${entry}\n${text.slice(first)}`;
}

/** The body of a package's first entry. */
export function firstEntry(model: ApiModel): string {
  const operations = plural(getOperations(model).length, 'operation');
  const types = plural(model.declarations.size, 'schema');
  return `Generated for the first time from ${describeApi(model.title, model.version)}: ${operations}, ${types}.`;
}

/** The body when the document is the same and the package is not. */
export const REMADE_ENTRY =
  'Regenerated from the same document because the generator or its configuration changed. How that affects programs was not checked.';

/** The body when files of the package were restored. */
export const RESTORED_ENTRY =
  'Restored: files of the package or of its records had been edited or deleted, or came from another version of the generator.';

/** The changes of a comparison for the users of the package, breaking changes first. */
export function changesEntry({ before, after, changes }: DiffReport): string {
  const isNew = before.title !== after.title || before.version !== after.version;
  const counted = changes.filter(({ acknowledged }) => acknowledged === undefined);
  const visible = counted.filter(({ documentation }) => !documentation);
  const breaks = visible.filter(({ source }) => source === 'breaking');
  const fails = visible.filter(({ wire, source }) => source !== 'breaking' && wire === 'breaking');
  const rest = visible.filter(({ wire, source }) => wire !== 'breaking' && source !== 'breaking');
  const may = rest.filter((change) => !isHarmless(change));
  const documented = counted.length - visible.length;
  return [
    isNew ? [`The API is now ${describeApi(after.title, after.version)}.`] : [],
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
  const more = changes.length - MAX_LISTED;
  return [
    `### ${heading}`,
    ...changes.slice(0, MAX_LISTED).map(line),
    ...(more > 0 ? [`- and ${more} more, which the report lists.`] : []),
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

function describeApi(title: string, version: string): string {
  return plainText([title, version].filter((word) => word !== '').join(' '));
}
