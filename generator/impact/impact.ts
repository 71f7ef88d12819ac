import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { Change, DiffReport, Verdict } from '../diff/index.js';
import { byCodeUnit } from '../util/order.js';
import { explainBreaks } from './attribute.js';
import { compileProject, findBreaks } from './compile.js';
import type { Moves } from './fix/moves.js';
import { mapLines } from './lines.js';
import type { InstalledPackage, ParsedFiles } from './overlay.js';
import { getCalls, getKeys, type Place, toPlace } from './place.js';
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
  /** Where what programs name is in the new one. */
  readonly moves: Moves;
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
  /** What was edited; the places are those that are left, in the edited files. */
  readonly fixes?: Fixes;
}

/** The edits of a project for the new package. */
export interface Fixes {
  /** True: the files on disk are as they were. */
  readonly dryRun: boolean;
  /** With slashes, relative to a folder; sorted. */
  readonly files: readonly string[];
  /** How many lines did not compile, and do now. */
  readonly fixed: number;
}

/** A project that was edited for the new package. */
export interface EditedProject {
  /** The texts of the edited files, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** True: the files on disk are as they were. */
  readonly dryRun: boolean;
  /** What an earlier report tells of the same project before it was edited. */
  readonly before: ImpactReport;
}

/**
 * Finds the lines of a project that an upgrade affects. Nothing is installed, and nothing is written.
 *
 * @param path of the project: a folder with a `tsconfig.json`, or such a file; absolute.
 * @param folder what the paths in the report are relative to; absolute.
 * @param edited for a report about what is left after edits. Places are those in the edited texts.
 * @throws UsageError when there is no such project.
 */
export function findImpact(
  path: string,
  folder: string,
  upgrade: Upgrade,
  edited?: EditedProject,
): ImpactReport {
  const { before, after, names, report } = upgrade;
  const toRelative = (absolute: string) => posix.relative(toSlashes(folder), absolute);
  const positions = new Set(
    names.calls.flatMap(({ call, positional }) => positional.map((each) => `${call}: ${each}`)),
  );
  const judged = { changes: report.changes, positions };
  const keys = new Set(
    report.changes.flatMap((change) => [getKeys(change)[0], ...getCalls(change)]),
  );
  const found = new Map<string, Place>();
  const left = new Set<string>();
  const reaching = new Set(edited?.before.changes.map(({ fingerprint }) => fingerprint));
  const registry = ts.createDocumentRegistry();
  const parsedByOptions = new Map<unknown, ParsedFiles>();
  for (const project of readProjects(path)) {
    // What a file is parsed to depends on options that most projects have in common.
    const options = registry.getKeyForCompilationSettings(project.options);
    const parsed: ParsedFiles = parsedByOptions.get(options) ?? new Map<string, ts.SourceFile>();
    parsedByOptions.set(options, parsed);
    const old = compileProject(project, before, parsed);
    const now = compileProject(project, after, parsed, edited?.texts);
    const failing = findBreaks(old, now);
    const files = new Set(failing.map(({ before: place }) => place.file));
    const usages = findUsages(old, names, { keys, files });
    const breaks = explainBreaks(old, failing, usages, report.changes, names);
    const inOld = failing.map(({ before: { file, start } }, index) => {
      return { ...(breaks[index] as Place), ...toPlace(file, start) };
    });
    for (const place of inOld) left.add(`${toRelative(place.path)}:${place.line}`);
    const affected = findAffected(old, usages, judged, inOld);
    for (const fingerprint of affected.reaching) reaching.add(fingerprint);
    const moved = affected.places.flatMap((place) =>
      moveToEdited(place, report.changes, old.program, now.program),
    );
    // A file may be in several projects.
    for (const place of [...breaks, ...moved])
      found.set(`${place.path}:${place.start}:${place.verdict}`, place);
  }
  const places = [...found.values()]
    .map((place) => ({ ...place, path: toRelative(place.path) }))
    .sort((a, b) => byCodeUnit(a.path, b.path) || a.start - b.start);
  return {
    package: before.name,
    verdict: getVerdict(places),
    everybody: report.verdict,
    total: report.changes.length,
    changes: report.changes.filter(({ fingerprint }) => reaching.has(fingerprint)),
    places,
    ...(edited && {
      fixes: {
        dryRun: edited.dryRun,
        files: [...edited.texts.keys()].map(toRelative).sort(byCodeUnit),
        fixed: countFixed(edited.before, left),
      },
    }),
  };
}

/** How many lines broke, and are not among those that do now. */
function countFixed({ places }: ImpactReport, left: ReadonlySet<string>): number {
  const broken = places
    .filter(({ verdict }) => verdict === 'breaks')
    .map(({ path, line }) => `${path}:${line}`);
  return new Set(broken.filter((line) => !left.has(line))).size;
}

/**
 * The place in the text that the new package is compiled with. A line that was edited follows all that has another name or
 * another place now.
 */
function moveToEdited(
  place: Place,
  changes: readonly Change[],
  old: ts.Program,
  now: ts.Program,
): readonly Place[] {
  const [from, to] = [old.getSourceFile(place.path), now.getSourceFile(place.path)];
  if (from === undefined || to === undefined || from === to) return [place];
  const moved = { ...place, ...toPlace(to, mapLines(from, to)(place.start)) };
  if (moved.text === place.text) return [moved];
  const followed = new Set(
    changes.filter(({ id }) => FOLLOWED.test(id)).map(({ fingerprint }) => fingerprint),
  );
  const fingerprints = place.fingerprints.filter((each) => !followed.has(each));
  return fingerprints.length === 0 ? [] : [{ ...moved, fingerprints }];
}

/** The changes that edits follow. */
const FOLLOWED = /(?:^|-)(?:renamed|moved)$/;

function getVerdict(places: readonly Place[]): Verdict {
  if (places.some(({ verdict }) => verdict === 'breaks')) return 'breaking';
  return places.length > 0 ? 'potentially-breaking' : 'non-breaking';
}
