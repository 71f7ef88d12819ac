import { ts } from 'ts-morph';
import { groupBy } from '../util/group-by.js';
import type { Change } from '../diff/index.js';
import type { CompileBreak, CompiledProject } from './compile.js';
import { findOrigins } from './origins.js';
import { getCalls, getKeys, isParameter, type Place, toPlace } from './place.js';
import type { SdkNames, Usage } from './usage.js';

/**
 * Tells of each break which changes cause it: those with the most evidence at its place, and where the names there come from.
 *
 * @param project with the old package.
 */
export function explainBreaks(
  project: CompiledProject,
  breaks: readonly CompileBreak[],
  usages: readonly Usage[],
  changes: readonly Change[],
  { calls }: SdkNames,
): readonly Place[] {
  const byFile = groupBy(usages, ({ file }) => file);
  const paramsTypes = new Map(calls.map(({ call, paramsType }) => [call, paramsType]));
  const subjects = new Set(changes.filter(isBreaking).map((change) => getKeys(change)[0]));
  return breaks.map((found) => {
    const scope = findScope(found);
    const near = listInside([scope], byFile);
    const isNamed = near.some(({ key }) => subjects.has(key));
    const origin = isNamed ? [] : listInside(findOrigins(scope, project), byFile);
    const causes = findCauses({ found, near, origin, paramsTypes }, changes);
    const { file, start, message, code } = found;
    return {
      ...toPlace(file, start),
      verdict: 'breaks',
      message: `TS${code}: ${message}`,
      fingerprints: causes.map(({ fingerprint }) => fingerprint),
    };
  });
}

/** What is known of a break. */
interface Evidence {
  readonly found: CompileBreak;
  /** What the same statement uses of the package. */
  readonly near: readonly Usage[];
  /** What is used where the names in that statement come from, unless the statement names a change itself. */
  readonly origin: readonly Usage[];
  /** The type of the parameters of each call. */
  readonly paramsTypes: ReadonlyMap<string, string>;
}

function isBreaking({ source }: Change): boolean {
  return source !== 'non-breaking';
}

function listInside(
  nodes: readonly ts.Node[],
  byFile: ReadonlyMap<ts.SourceFile, readonly Usage[]>,
): readonly Usage[] {
  return nodes.flatMap((node) =>
    (byFile.get(node.getSourceFile()) ?? []).filter(
      ({ start, end }) => start >= node.pos && end <= node.end,
    ),
  );
}

function findCauses(evidence: Evidence, changes: readonly Change[]): readonly Change[] {
  // The compiler names one wrong argument of a call: a report may say of another that it breaks nothing.
  const candidates = changes.filter(
    (change) => isBreaking(change) || quotesParams(evidence, change),
  );
  const scored = candidates.map((change) => ({ change, score: score(change, evidence) }));
  const most = Math.max(0, ...scored.map((each) => each.score));
  return most === 0 ? [] : scored.filter((each) => each.score === most).map(({ change }) => change);
}

/** Whether the compiler quotes the type of the object that a changed parameter is in. */
function quotesParams({ found, paramsTypes }: Evidence, change: Change): boolean {
  return isParameter(change) && quotes(found.message, paramsTypes.get(getKeys(change)[1]) ?? '');
}

/** The statement, or the member of a class, around a place. */
function findScope({ before: { file, start } }: CompileBreak): ts.Node {
  let scope: ts.Node = file;
  const descend = (node: ts.Node): void => {
    if (start < node.pos || start >= node.end) return;
    if ((ts.isStatement(node) && !ts.isBlock(node)) || ts.isClassElement(node)) scope = node;
    ts.forEachChild(node, descend);
  };
  ts.forEachChild(file, descend);
  return scope;
}

/** How much speaks for a change as the cause of a break. */
function score(change: Change, evidence: Evidence): number {
  const { found, near, origin } = evidence;
  const [subject, type] = getKeys(change);
  const calls = getCalls(change);
  const at = found.before.start;
  const isAt = ({ start, end }: Usage) => start < at + found.length && end > at;
  const named = near.filter(({ key }) => key === subject);
  const member = subject.split(/[.:] ?/).at(-1) ?? '';
  return (
    (named.some(isAt) ? 16 : 0) +
    (named.length > 0 ? 8 : 0) +
    (origin.some(({ key }) => key === subject) ? 5 : 0) +
    (quotesParams(evidence, change) ? 8 : 0) +
    (quotes(found.message, member) ? 4 : 0) +
    (quotes(found.message, type) ? 2 : 0) +
    (near.some(({ key }) => calls.includes(key)) ? 2 : 0) +
    (near.some(({ key }) => key === type || key.startsWith(`${type}.`)) ? 1 : 0)
  );
}

/** Whether a message of the compiler names something, which it quotes, alone or within a type. */
function quotes(message: string, name: string): boolean {
  if (name === '') return false;
  return [...message.matchAll(/'([^']*)'/g)].some(([, quoted = '']) =>
    quoted.split(/[^\w$]+/).includes(name),
  );
}
