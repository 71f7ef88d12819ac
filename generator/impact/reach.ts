import { ts } from 'ts-morph';
import { groupBy } from '../util/group-by.js';
import type { Change } from '../diff/index.js';
import type { CompiledProject } from './compile.js';
import { findOverlay } from './overlay.js';
import { getCalls, getKeys, isCall, isParameter, type Place, toPlace } from './place.js';
import type { Usage } from './usage.js';

/** What changes in a project although it compiles. */
export interface Affected {
  readonly places: readonly Place[];
  /** The fingerprints of the changes to something that the project uses. */
  readonly reaching: ReadonlySet<string>;
}

/**
 * Finds the places that compile and may behave otherwise: calls, reads and writes of what changed on the wire, and a
 * `switch` without `default` over an enumeration with a new value.
 *
 * @param breaks what no longer compiles, which is not told again.
 */
export function findAffected(
  project: CompiledProject,
  usages: readonly Usage[],
  { changes, positions }: Judged,
  breaks: readonly Place[],
): Affected {
  const byKey = groupBy(usages, ({ key }) => key);
  const switches = findSwitches(project.dependents);
  const broken = new Set(breaks.flatMap(({ fingerprints }) => fingerprints));
  const reaching = new Set(broken);
  const found = new Map<string, Place>();
  const brokenLines = new Set(breaks.map(({ path, line }) => `${path}:${line}`));
  for (const change of changes) {
    const affected = listAffected(change, byKey, project, switches, positions);
    if (affected.length === 0 && !byKey.has(getKeys(change)[0])) continue;
    reaching.add(change.fingerprint);
    // That it compiles here says all about the source.
    if (change.wire === 'non-breaking') continue;
    // Of what is gone, the first line that fails is enough: the others follow from it.
    if (change.direction === 'none' && broken.has(change.fingerprint)) continue;
    for (const { file, start } of affected) {
      const place = toPlace(file, start);
      const at = `${place.path}:${place.line}`;
      if (brokenLines.has(at)) continue;
      const before = found.get(at)?.fingerprints ?? [];
      const fingerprints = [...new Set([...before, change.fingerprint])];
      found.set(at, { ...(found.get(at) ?? place), verdict: 'may-break', fingerprints });
    }
  }
  return { places: [...found.values()], reaching };
}

/** What changed, and which arguments of calls have a position and no name: `vehicles.get: id`. */
export interface Judged {
  readonly changes: readonly Change[];
  readonly positions: ReadonlySet<string>;
}

type At = Pick<Usage, 'file' | 'start'>;

interface Switch extends At {
  readonly expression: ts.Expression;
}

/** The places that a change affects. */
function listAffected(
  change: Change,
  byKey: ReadonlyMap<string, readonly Usage[]>,
  project: CompiledProject,
  switches: readonly Switch[],
  positions: ReadonlySet<string>,
): readonly At[] {
  const { id, direction } = change;
  const [subject, owner] = getKeys(change);
  const uses = byKey.get(subject) ?? [];
  if (/^(?:enum|known-value|const)-|^became-enum/.test(id))
    return listSwitches(project, switches, subject, uses);
  const calls = getCalls(change).flatMap((call) =>
    (byKey.get(call) ?? []).filter(({ role }) => role === 'call'),
  );
  // What a request has to have, and an argument that is found by its position, have no name where they are missing.
  const isAtCall = direction === 'request' && /required/.test(id);
  if (isParameter(change))
    return uses.length > 0 ? uses : isAtCall || positions.has(subject) ? calls : [];
  if (subject === owner) return isCall(subject) ? [...uses, ...calls] : [];
  if (direction === 'request' && uses.length === 0) return isAtCall ? calls : [];
  return uses.filter(({ role }) => direction !== 'response' || role === 'read' || role === 'call');
}

/** Every `switch` without `default`. */
function findSwitches(files: readonly ts.SourceFile[]): readonly Switch[] {
  return files.flatMap((file) => {
    const found: Switch[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isSwitchStatement(node) && !hasDefault(node))
        found.push({ file, start: node.getStart(file), expression: node.expression });
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

/** Those over an enumeration, or over a property whose values are listed in place. */
function listSwitches(
  { program, overlays }: CompiledProject,
  switches: readonly Switch[],
  subject: string,
  uses: readonly Usage[],
): readonly At[] {
  const checker = program.getTypeChecker();
  const isOfType = (expression: ts.Expression): boolean => {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
    const { aliasSymbol: alias } = type;
    const [declaration] = alias?.declarations ?? [];
    return (
      alias?.name === subject &&
      declaration !== undefined &&
      findOverlay(overlays, declaration.getSourceFile().fileName) !== undefined
    );
  };
  const used = groupBy(uses, ({ file }) => file);
  return switches.filter(
    ({ file, expression }) =>
      isOfType(expression) || used.get(file)?.some(({ end }) => end === expression.end),
  );
}

function hasDefault({ caseBlock }: ts.SwitchStatement): boolean {
  return caseBlock.clauses.some(ts.isDefaultClause);
}
