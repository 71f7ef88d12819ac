import { posix } from 'node:path';
import type { Change, DiffReport, Verdict } from '../diff/index.js';
import { byCodeUnit } from '../util/order.js';
import { explainBreaks } from './attribute.js';
import { compileProject, findBreaks } from './compile.js';
import type { InstalledPackage, ParsedFiles } from './overlay.js';
import { getCalls, getKeys, type Place } from './place.js';
import { readProjects, toSlashes } from './projects.js';
import { findAffected } from './reach.js';
import { findUsages, type SdkNames } from './usage.js';

/** Two versions of a package, and what changed between them. */
export interface Upgrade {
  readonly before: InstalledPackage;
  readonly after: InstalledPackage;
  /** Of the old one. */
  readonly names: SdkNames;
  readonly report: DiffReport;
}

/** What an upgrade does to a project. */
export interface ImpactReport {
  /** The name of the package. */
  readonly package: string;
  /** For this project: `breaking` when a line no longer compiles. */
  readonly verdict: Verdict;
  /** For all programs, whatever they use. */
  readonly everybody: DiffReport['verdict'];
  /** The number of all changes. */
  readonly total: number;
  /** The changes to something that the project uses, in the order of the report. */
  readonly changes: readonly Change[];
  /** The lines that no longer compile, and those that compile and may behave otherwise, by file and position. */
  readonly places: readonly Place[];
}

/**
 * Finds the lines of a project that an upgrade affects. Nothing is installed, and nothing is written.
 *
 * @param path of the project: a folder with a `tsconfig.json`, or such a file; absolute.
 * @param folder what the paths in the report are relative to; absolute.
 * @throws UsageError when there is no such project.
 */
export function findImpact(path: string, folder: string, upgrade: Upgrade): ImpactReport {
  const { before, after, names, report } = upgrade;
  const positions = new Set(
    names.calls.flatMap(({ call, positional }) => positional.map((each) => `${call}: ${each}`)),
  );
  const judged = { changes: report.changes, positions };
  const keys = new Set(
    report.changes.flatMap((change) => [getKeys(change)[0], ...getCalls(change)]),
  );
  const found = new Map<string, Place>();
  const reaching = new Set<string>();
  for (const project of readProjects(path)) {
    const parsed: ParsedFiles = new Map();
    const old = compileProject(project, before, parsed);
    const now = compileProject(project, after, parsed);
    const failing = findBreaks(old, now);
    const usages = findUsages(old, names, {
      keys,
      files: new Set(failing.map(({ file }) => file)),
    });
    const breaks = explainBreaks(failing, usages, report.changes);
    const affected = findAffected(old, usages, judged, breaks);
    // A file may be in several projects.
    for (const place of [...breaks, ...affected.places])
      found.set(`${place.path}:${place.start}:${place.verdict}`, place);
    for (const fingerprint of affected.reaching) reaching.add(fingerprint);
  }
  const places = [...found.values()]
    .map((place) => ({ ...place, path: posix.relative(toSlashes(folder), place.path) }))
    .sort((a, b) => byCodeUnit(a.path, b.path) || a.start - b.start);
  return {
    package: before.name,
    verdict: getVerdict(places),
    everybody: report.verdict,
    total: report.changes.length,
    changes: report.changes.filter(({ fingerprint }) => reaching.has(fingerprint)),
    places,
  };
}

function getVerdict(places: readonly Place[]): Verdict {
  if (places.some(({ verdict }) => verdict === 'breaks')) return 'breaking';
  return places.length > 0 ? 'potentially-breaking' : 'non-breaking';
}
