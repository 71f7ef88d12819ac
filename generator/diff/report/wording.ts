import { plural } from '../../util/plural.js';
import { sortedBy } from '../../util/order.js';
import { visibleLine } from '../../util/printable.js';
import type { Change, DiffReport, DiffSide, StaleAcknowledgement, Verdict } from '../change.js';
import { worstAxis } from '../verdict.js';
import type { Entry, Grouping, Section } from './sections.js';

// The texts that all formats share. Texts of the document pass through as they are: each format escapes them.

/** The report's headline: `Breaking`. */
export function headlineText({ verdict, changes }: DiffReport): string {
  return changes.length === 0 ? 'No change' : HEADLINES[worstAxis(verdict)];
}

const HEADLINES: Readonly<Record<Verdict, string>> = {
  breaking: 'Breaking',
  'potentially-breaking': 'Potentially breaking',
  'non-breaking': 'Not breaking',
};

/** An axis's verdict: `breaks` in `wire breaks`. */
export function verdictText(verdict: Verdict): string {
  return VERDICTS[verdict];
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  breaking: 'breaks',
  'potentially-breaking': 'may break',
  'non-breaking': 'safe',
};

/** `wire breaks, source safe` */
export function axesText({ wire, source }: Pick<Change, 'wire' | 'source'>): string {
  return `wire ${verdictText(wire)}, source ${verdictText(source)}`;
}

/** What a break breaks: `wire+source`, `wire` or `source`. */
export function brokenAxes(broken: Pick<Change, 'wire' | 'source'>): string {
  return (['wire', 'source'] as const).filter((axis) => broken[axis] === 'breaking').join('+');
}

/** The versions beside the bump: `package 0.1.0 → 0.2.0`, `document v1`. */
export function versionTexts(report: DiffReport): readonly string[] {
  const print = (name: string, before: string, after: string): string =>
    `${name} ${before === after ? after : `${before} → ${after}`}`;
  const { package: ours, before, after } = report;
  return [
    ...(ours === undefined ? [] : [print('package', ours.before, ours.after)]),
    print('document', before.version, after.version),
  ];
}

/** `4 break, 2 may break, 3 additions`; empty sections are left out. */
export function countsText(sections: readonly Section[]): string {
  return sections.map(({ summary }) => summary).join(', ') || 'nothing changed';
}

/** `38 operations, 52 schemas` */
export function sizeText({ operations, schemas }: DiffSide): string {
  return `${plural(operations, 'operation')}, ${plural(schemas, 'schema')}`;
}

/** The title above the lines of what breaks. */
export const BREAKS_TITLE = 'Breaks, most severe first';

/** An entry on one line, in the parts that each format escapes. */
export interface Line {
  /** Empty for a group. */
  readonly subject: string;
  readonly message: string;
  /** Of a group: what it contains. */
  readonly names: readonly string[];
  readonly before?: string;
  readonly after?: string;
  /** The call, where it is not in the subject, and the operation: `vehicles.get`, `GET /Vehicles/{id}`. */
  readonly operation: readonly string[];
  /** How many more operations are affected. */
  readonly more: number;
}

/** @param most How long a value may be. */
export function toLine({ changes, grouping }: Entry, most: number): Line {
  const [change] = changes;
  if (grouping !== undefined) {
    const names = [...new Set(changes.map(({ subject }) => subject))];
    return { subject: '', operation: [], more: 0, ...GROUPS[grouping](names, changes) };
  }
  const { subject, message, operations, before, after } = change;
  const [first] = operations;
  const values = [before, after].filter((value) => value !== undefined);
  // The value of an operation that was added or removed is the operation.
  const isOperation = values.length === 1 && values[0] === first?.id;
  // `is now required` and `was renamed to` say the value.
  const isSaid =
    after !== undefined && [after, `\`${after}\``].some((end) => message.endsWith(end));
  const known = [subject.split(':')[0], ...(isOperation ? [] : values)];
  const operation = first === undefined ? [] : [first.call, first.id];
  return {
    subject,
    message,
    names: [],
    ...(!isOperation && !isSaid && shortenSides(change, visibleLine, most)),
    operation: [...new Set(operation)].filter((each) => !known.includes(each)),
    more: Math.max(operations.length - 1, 0),
  };
}

const GROUPS: Readonly<
  Record<
    Grouping,
    (names: readonly string[], changes: Entry['changes']) => Pick<Line, 'message' | 'names'>
  >
> = {
  added: (names, changes) => ({ message: `${types(names)} added with ${users(changes)}`, names }),
  removed: (names, changes) => ({
    message: `${types(names)} removed with ${users(changes)}`,
    names,
  }),
  unused: (subjects) => {
    const names = [...new Set(subjects.map(getOwner))];
    return { message: `${plural(names.length, 'schema')} changed that no operation uses`, names };
  },
  webhooks: (names, changes) => ({
    message: `${changes.length} changes of what only webhooks reach`,
    names,
  }),
};

function types(names: readonly string[]): string {
  return names.length === 1 ? '1 type was' : `${names.length} types were`;
}

/** The operations that types came or went with: one by its call and path, several by their number. */
function users(changes: Entry['changes']): string {
  const all = changes.flatMap(({ operations }) => operations);
  const [only, ...others] = new Map(all.map((operation) => [operation.id, operation])).values();
  if (only !== undefined && others.length === 0) return `\`${only.call}\` (\`${only.id}\`)`;
  const tags = changes[0].tags.map((tag) => `\`${tag}\``).join(', ');
  return `${others.length + 1} operations of ${tags}`;
}

/** `VehicleDto` of `VehicleDto.soldAt`, `vehicles` of `vehicles.list: pageSize`. */
export function getOwner(subject: string): string {
  return /^[^.:]*/.exec(subject)?.[0] ?? subject;
}

/** Calls that a change affects in the same directions. */
export interface AffectedCalls {
  readonly calls: readonly string[];
  /** `in requests and responses`; empty where the operation itself changed. */
  readonly directions: string;
}

/** The calls that a change affects beside its subject, by direction. */
export function getAffectedCalls({ subject, operations }: Change): readonly AffectedCalls[] {
  const byDirections = new Map<string, Set<string>>();
  for (const { call, directions } of operations) {
    if (call === subject && directions.length === 0) continue;
    const sides = directions.map((direction) => `${direction}s`).join(' and ');
    const key = sides === '' ? '' : `in ${sides}`;
    byDirections.set(key, (byDirections.get(key) ?? new Set()).add(call));
  }
  return sortedBy(byDirections, ([directions]) => directions).map(([directions, calls]) => {
    return { calls: sortedBy(calls, (call) => call), directions };
  });
}

/** Why an acknowledgement has no effect, and its reason. */
export function staleText({ fingerprint, until, why, reason }: StaleAcknowledgement): string {
  const texts: Readonly<Record<typeof why, string>> = {
    expired: `\`${fingerprint}\` ended on ${until}: the change counts again`,
    unmatched: `\`${fingerprint}\` (until ${until}) matches no change and can be removed`,
  };
  return `The acknowledgement of ${texts[why]}. Its reason was: ${reason}`;
}

/** Splits a text into prose and code, which is between backticks. */
export function proseParts(
  text: string,
): readonly { readonly text: string; readonly isCode: boolean }[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, at) => ({ text: part, isCode: at % 2 === 1 }))
    .filter((part) => part.text !== '');
}

/** At most that many characters, the last an ellipsis where the text was longer. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // A character of two code units is not split.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Before and after of a change. */
export type Sides = Pick<Change, 'before' | 'after'>;

/**
 * Prints and shortens two values. Where what remains would be the same, their common start is left out; where they look
 * the same in full, both are.
 */
export function shortenSides(
  { before, after }: Sides,
  print: (value: string) => string,
  most: number,
): Sides {
  const old = before === undefined ? undefined : print(before);
  const now = after === undefined ? undefined : print(after);
  const shorten = (text: string | undefined, side: 'before' | 'after'): Sides =>
    text === undefined ? {} : { [side]: shortened(text, most) };
  const sides = { ...shorten(old, 'before'), ...shorten(now, 'after') };
  if (old === undefined || now === undefined || sides.before !== sides.after) return sides;
  if (old === now) return {};
  let common = 0;
  while (old[common] === now[common]) common += 1;
  const start = Math.max(common - CONTEXT, 0);
  const rest = (text: string) => `…${text.slice(start).replace(/^[\udc00-\udfff]/, '')}`;
  return { ...shorten(rest(old), 'before'), ...shorten(rest(now), 'after') };
}

/** How much of a common start is shown. */
const CONTEXT = 30;
