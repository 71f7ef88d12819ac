import { findImpact, type ImpactReport } from '../../impact/index.js';
import type { ComparedRecipe } from '../../pipeline/compare.js';
import { createUpgrade } from '../../pipeline/upgrade.js';
import { byCodeUnit } from '../../util/order.js';
import { type CompilerError, PACKAGE, Workspace } from './workspace.js';

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
}

/** Replaces the package of one version by that of another, and asks both the compiler and `impact` what that breaks. */
export async function checkPair(from: Version, to: Version): Promise<PairResult> {
  const side = ({ text, number }: Version) => ({
    recipe: { ...RECIPE, text },
    version: `${number}.0.0`,
  });
  const upgrade = await createUpgrade(PACKAGE, side(from), side(to));
  const workspace = await Workspace.create(from.number);
  try {
    await workspace.install(upgrade.before.files);
    const before = await workspace.compile();
    const impact = findImpact(workspace.folder, workspace.folder, upgrade);
    await workspace.install(upgrade.after.files);
    return { before, impact, after: await workspace.compile() };
  } finally {
    await workspace.remove();
  }
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

/** Lines that one of two knows and the other does not: `page/src/load.ts:12`. */
export interface Disagreement {
  readonly missing: readonly string[];
  readonly invented: readonly string[];
  readonly unexplained: readonly string[];
}

export function compareLines({ after, impact }: PairResult): Disagreement {
  const breaks = impact.places.filter(({ verdict }) => verdict === 'breaks');
  const told = new Map(breaks.map((each) => [toLine(each), each]));
  const real = new Map(after.map((each) => [toLine(each), each]));
  return {
    missing: listOthers(real, told).map((each) => `${toLine(each)}: ${each.message}`),
    invented: listOthers(told, real).map((each) => `${toLine(each)}: ${each.message ?? ''}`),
    unexplained: breaks
      .filter(({ fingerprints }) => fingerprints.length === 0)
      .map((each) => `${toLine(each)}: ${each.message ?? ''}`),
  };
}

export function listLines(places: readonly { path: string; line: number }[]): readonly string[] {
  return [...new Set(places.map(toLine))].sort(byCodeUnit);
}

function toLine({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${path}:${line}`;
}

function listOthers<T>(from: ReadonlyMap<string, T>, known: ReadonlyMap<string, unknown>) {
  return [...from].filter(([line]) => !known.has(line)).map(([, each]) => each);
}
