import { ts } from 'ts-morph';
import { groupBy } from '../util/group-by.js';
import type { Change } from '../diff/index.js';
import type { CompileBreak } from './compile.js';
import { getCalls, getKeys, type Place, toPlace } from './place.js';
import type { Usage } from './usage.js';

/** Tells of each break which changes cause it: those with the most evidence at its place. */
export function explainBreaks(
  breaks: readonly CompileBreak[],
  usages: readonly Usage[],
  changes: readonly Change[],
): readonly Place[] {
  const byFile = groupBy(usages, ({ file }) => file);
  const candidates = changes.filter(({ source }) => source !== 'non-breaking');
  return breaks.map((found) => {
    const inFile = byFile.get(found.before.file) ?? [];
    const causes = findCauses(found, inFile, candidates);
    const { file, start, message, code } = found;
    return {
      ...toPlace(file, start),
      verdict: 'breaks',
      message: `TS${code}: ${message}`,
      fingerprints: causes.map(({ fingerprint }) => fingerprint),
    };
  });
}

function findCauses(
  found: CompileBreak,
  usages: readonly Usage[],
  changes: readonly Change[],
): readonly Change[] {
  const scope = findScope(found);
  const near = usages.filter(({ start, end }) => start >= scope.pos && end <= scope.end);
  const scored = changes.map((change) => ({ change, score: score(change, found, near) }));
  const most = Math.max(0, ...scored.map((each) => each.score));
  return most === 0 ? [] : scored.filter((each) => each.score === most).map(({ change }) => change);
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
function score(change: Change, found: CompileBreak, near: readonly Usage[]): number {
  const [subject, type] = getKeys(change);
  const calls = getCalls(change);
  const at = found.before.start;
  const isAt = ({ start, end }: Usage) => start < at + found.length && end > at;
  const named = near.filter(({ key }) => key === subject);
  const member = subject.split(/[.:] ?/).at(-1) ?? '';
  return (
    (named.some(isAt) ? 16 : 0) +
    (named.length > 0 ? 8 : 0) +
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
