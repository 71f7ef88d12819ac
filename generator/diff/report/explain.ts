import { UsageError } from '../../errors.js';
import { nearest } from '../../util/nearest.js';
import { paint } from '../../util/paint.js';
import type { Verdict } from '../change.js';
import type { Kind } from '../kinds/index.js';
import { getKindsByOasdiffId, getOasdiffIdsByKind } from '../kinds/oasdiff-table.js';
import type { TextOptions } from './text.js';
import { axisWord } from './wording.js';
import { wrapped } from './wrap.js';

/**
 * The page on a kind of change, for a terminal.
 *
 * @param kinds By id: all that there are.
 * @throws UsageError naming the nearest when there is no such kind.
 */
export function explain(
  id: string,
  kinds: Readonly<Record<string, Kind>>,
  options: TextOptions,
): string {
  const kind = Object.hasOwn(kinds, id) ? kinds[id] : undefined;
  if (kind === undefined) throw unknown(id, kinds);
  const { title, group, wire, source, explanation, advice } = kind;
  const oasdiff = getOasdiffIdsByKind().get(id) ?? [];
  const axis = (name: string, verdict: Verdict, meaning: string): readonly string[] =>
    wrapped(
      `  ${name} ${paint(options, STYLES[verdict], axisWord(verdict))} `,
      paint(options, 'dim', meaning),
      options.width,
    );
  return [
    ...wrapped('', `${paint(options, 'bold', title)} (${id})`, options.width),
    paint(options, 'dim', group),
    '',
    ...axis('wire  ', wire, 'a program built on the old SDK, against the new server'),
    ...axis('source', source, 'the same program, compiled against the new SDK'),
    '',
    ...wrapped('', explanation, options.width),
    ...(advice === undefined ? [] : ['', ...wrapped('→ ', advice, options.width)]),
    ...(oasdiff.length === 0 ? [] : ['', ...wrapped('oasdiff: ', fewOf(oasdiff), options.width)]),
  ].join('\n');
}

/** A limit has some hundred ids, for each keyword and place; the page lists them all. */
const FEW = 12;

function fewOf(ids: readonly string[]): string {
  const more = ids.length - FEW;
  const shown = ids.slice(0, FEW).join(', ');
  return more > 0 ? `${shown}, and ${more} more, which docs/changes.md lists` : shown;
}

const STYLES = {
  breaking: 'red',
  'potentially-breaking': 'yellow',
  'non-breaking': 'green',
} as const;

function unknown(id: string, kinds: Readonly<Record<string, Kind>>): UsageError {
  const ids = Object.keys(kinds);
  const byOasdiff = getKindsByOasdiffId().get(id) ?? [];
  const near = byOasdiff.length > 0 ? byOasdiff.join(' or ') : nearest(id, ids);
  return new UsageError(`There is no kind of change "${id}".`, {
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}docs/changes.md lists all kinds.`,
  });
}
