import { posix } from 'node:path';
import { type ts } from 'ts-morph';
import { byCodeUnit } from '../../util/order.js';
import { compileProject, type CompiledProject } from '../compile.js';
import type { Upgrade } from '../impact.js';
import type { ParsedFiles } from '../overlay.js';
import { readProjects, type ConsumerProject } from '../projects.js';
import { applyEdits, type Edit, type Written } from './edits.js';
import { toPlaceholder, type CallOptions } from './arguments.js';
import { listRearranged, rearrangeCalls } from './calls.js';
import { addDeclared } from './declared.js';
import { moveImports, printProbe, readEntries } from './imports.js';
import { fillObjects } from './objects.js';
import { loopOverItems } from './pages.js';
import { Lookup, renameIn } from './renames.js';

/** How often edits that do not compile are taken back and the rest is tried again. */
const MAX_ROUNDS = 10;

/** The text of a file before and after edits. */
export interface EditedFile {
  readonly before: string;
  readonly after: string;
}

/**
 * Edits the files of a project for a new version of its package, where it is certain what they become. Nothing is written.
 *
 * @param path of the project: a folder with a `tsconfig.json`, or such a file; absolute.
 * @returns the files that change, by absolute path; sorted.
 * @throws UsageError when there is no such project.
 */
export function planFixes(
  path: string,
  upgrade: Upgrade,
  options: CallOptions,
): ReadonlyMap<string, EditedFile> {
  const files = new Map<string, EditedFile>();
  for (const project of readProjects(path))
    for (const [file, texts] of fixProject(project, upgrade, options))
      // A file may be in several projects.
      if (!files.has(file)) files.set(file, texts);
  return new Map([...files].sort(([a], [b]) => byCodeUnit(a, b)));
}

function fixProject(
  project: ConsumerProject,
  upgrade: Upgrade,
  options: CallOptions,
): ReadonlyMap<string, EditedFile> {
  const { before, after } = upgrade;
  const parsed: ParsedFiles = new Map();
  const old = compileProject(project, before, parsed);
  const compile = (texts: ReadonlyMap<string, string>, files = project.files) =>
    compileProject({ ...project, files }, after, parsed, texts);
  const probePath = posix.join(posix.dirname(project.configPath), '.impact-entries.ts');
  const probe = compile(new Map([[probePath, printProbe(after)]]), [probePath]);
  const entries = readEntries(probe.program, probePath);
  const moves = addDeclared(upgrade.moves, old, probe);
  const lookup = new Lookup(old, moves);
  const calls = listRearranged(moves, options);
  const edits = new Map(
    old.dependents.map((file) => [
      file,
      [
        ...renameIn(file, lookup, moves),
        ...rearrangeCalls(file, lookup, calls, options),
        ...(options.placeholders ? fillObjects(file, lookup, moves) : []),
        ...loopOverItems(file, lookup, moves),
        ...moveImports(file, lookup, moves, entries),
      ],
    ]),
  );
  const withdrawn = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const made = makeEdits(edits, withdrawn);
    const texts = new Map([...made].map(([file, { after }]) => [file, after]));
    const wrong = texts.size === 0 ? [] : findWrong(compile(texts), made);
    if (wrong.length === 0) return made;
    for (const cause of wrong) withdrawn.add(cause);
  }
  return new Map();
}

interface Made extends EditedFile {
  readonly written: readonly Written[];
}

/** The edited files, by path. */
function makeEdits(
  edits: ReadonlyMap<ts.SourceFile, readonly Edit[]>,
  withdrawn: ReadonlySet<string>,
): ReadonlyMap<string, Made> {
  const made = [...edits].map(([{ fileName, text: before }, all]): [string, Made] => {
    const own = all.filter(({ cause }) => !withdrawn.has(cause));
    const { text: after, written } = applyEdits(before, own);
    return [fileName, { before, after, written }];
  });
  return new Map(made.filter(([, { before, after }]) => before !== after));
}

/** "Module has no exported member", with and without a proposal. */
const NO_EXPORT: ReadonlySet<number> = new Set([2305, 2724]);

function listNames(text: string): readonly string[] {
  return text.match(/[\p{ID_Continue}$]+/gu) ?? [];
}

/** The causes of edits that wrote something which does not compile. */
function findWrong(
  { program }: CompiledProject,
  made: ReadonlyMap<string, Made>,
): readonly string[] {
  return [...made].flatMap(([path, { before, after, written }]) => {
    const file = program.getSourceFile(path);
    if (file === undefined) return [];
    const errors = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ];
    const words = new Set(listNames(before));
    return errors.flatMap(({ start = 0, code }) => {
      // A name that is gone stays in an import that is edited for others.
      const [word = ''] = listNames(after.slice(start));
      if (NO_EXPORT.has(code) && words.has(word)) return [];
      // A placeholder is there to be an error.
      if (after.startsWith(toPlaceholder(''), start)) return [];
      const at = written.find((each) => start >= each.start && start < each.end);
      return at === undefined ? [] : [at.cause];
    });
  });
}
