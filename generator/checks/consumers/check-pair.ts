import { findImpact, planFixes, type ImpactReport, type Upgrade } from '../../impact/index.js';
import { compilePackage } from '../../pipeline/compile.js';
import type { ComparedRecipe } from '../../pipeline/compare.js';
import { createUpgrade } from '../../pipeline/upgrade.js';
import { type CompilerError, isIn, PACKAGE, PROGRAMS, Workspace } from './workspace.js';

/** One document of the history. */
export interface Version {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** What an upgrade of the package does to the programs. */
export interface PairResult {
  /** What the compiler says of the programs with their own package: nothing. */
  readonly before: readonly CompilerError[];
  /** What it says with the next package really installed. */
  readonly after: readonly CompilerError[];
  readonly impact: ImpactReport;
  /** The places of what breaks that are mechanical. */
  readonly mechanical: readonly Line[];
  /** The places of those that `--fix` left. */
  readonly left: readonly Line[];
  /** What the compiler says of programs after `--fix`, though all that broke in them is mechanical. */
  readonly broken: readonly CompilerError[];
  /** The tests that failed, with what they print. */
  readonly failures: readonly string[];
}

/** A line of a program. */
export interface Line {
  readonly path: string;
  readonly line: number;
}

/**
 * Replaces the package of one version by that of another: asks both the compiler and `impact` what that breaks, lets `--fix`
 * edit the programs, and runs their tests before and after.
 *
 * @param tested whether tests run although nothing is edited.
 */
export async function checkPair(from: Version, to: Version, tested: boolean): Promise<PairResult> {
  const upgrade = await createUpgrade(PACKAGE, toSide(from), toSide(to));
  const workspace = await Workspace.create(from.number);
  try {
    await workspace.install(upgrade.before.files);
    const before = await workspace.compile();
    const impact = findImpact(workspace.folder, workspace.folder, upgrade);
    const isBreaking = impact.verdict === 'breaking';
    const fixes = isBreaking ? planFixes(workspace.folder, upgrade, { placeholders: false }) : NONE;
    const failures = tested || fixes.size > 0 ? await test(workspace, upgrade.before, from) : [];
    await workspace.install(upgrade.after.files);
    const after = await workspace.compile();
    const mechanical = listMechanical(upgrade, impact);
    if (fixes.size === 0)
      return { before, after, impact, mechanical, left: mechanical, broken: [], failures };
    await workspace.edit(new Map([...fixes].map(([path, { after: text }]) => [path, text])));
    const errors = await workspace.compile();
    const compiling = PROGRAMS.filter((program) => !errors.some(isIn(program)));
    const byHand = after.filter((line) => !mechanical.some(isSame(line)));
    const fixable = PROGRAMS.filter((program) => !byHand.some(isIn(program)));
    return {
      ...{ before, after, impact, mechanical },
      // These edits keep every line where it is.
      left: mechanical.filter((line) => errors.some(isSame(line))),
      broken: errors.filter((error) => fixable.some((program) => isIn(program)(error))),
      failures: [...failures, ...(await test(workspace, upgrade.after, to, compiling))],
    };
  } finally {
    await workspace.remove();
  }
}

const NONE: ReturnType<typeof planFixes> = new Map();

/** Runs the compiled tests with a package, against the sandbox of its document. */
async function test(
  workspace: Workspace,
  { files }: Upgrade['before'],
  { text, number }: Version,
  programs: readonly string[] = PROGRAMS,
): Promise<readonly string[]> {
  if (programs.length === 0) return [];
  const sources = new Map([...files].filter(([path]) => !path.startsWith('dist/')));
  await workspace.install(new Map([...sources, ...compilePackage(sources)]));
  const failures = await workspace.test(text, programs);
  return failures.map((failure) => `with the package of ${number}, ${failure}`);
}

function toSide({ text, number }: Version) {
  return { recipe: { ...RECIPE, text }, version: `${number}.0.0` };
}

const RECIPE: Omit<ComparedRecipe, 'text'> = {
  location: 'radarr.json',
  allowedOrigins: [],
  overlays: [],
  filters: {},
  switches: {},
  pagination: {},
  overrides: {},
};

/**
 * The places where a program has to say the same in another way: a name, or an argument that follows a new one. They name the
 * call or the part that changed.
 */
function listMechanical({ names, report }: Upgrade, { places }: ImpactReport): readonly Line[] {
  const words = new Map<string, readonly string[]>();
  for (const { fingerprint, id, subject } of report.changes) {
    if (!MECHANICAL.test(id)) continue;
    const call = names.calls.find((each) => subject.startsWith(`${each.call}:`));
    const own = subject.split(/[.:] ?/).slice(-1);
    words.set(fingerprint, call === undefined ? own : [call.method, call.functionName, ...own]);
  }
  return places
    .filter(({ verdict }) => verdict === 'breaks')
    .filter(({ fingerprints, text }) => {
      const own = fingerprints.map((each) => words.get(each) ?? []);
      return own.length > 0 && own.every((each) => each.some((word) => hasWord(text, word)));
    })
    .map(({ path, line }) => ({ path, line }));
}

/** What is renamed or moved, and the new parameter before the options of a call. */
const MECHANICAL = /-(?:renamed|moved)$|^parameter-added-optional$/;

function hasWord(text: string, word: string): boolean {
  return text.split(/[^\w$]+/).includes(word);
}

function isSame({ path, line }: Line): (other: Line) => boolean {
  return (other) => other.path === path && other.line === line;
}
