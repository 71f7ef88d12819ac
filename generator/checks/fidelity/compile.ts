import { PROGRAM_OPTIONS } from '../compiler-options.js';
import { TypeChecker, type TypeDiagnostic } from '../../util/typescript.js';

/** An expression, and the type that it must be assignable to. */
export interface Assignment {
  readonly type: string;
  readonly expression: string;
}

/** Assignments to the types of one package. */
export interface AssignmentsFile {
  /** The package's files that contain its types, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** What the types name, as a file in a folder of `src/` imports it. */
  readonly imports: readonly { readonly module: string; readonly names: readonly string[] }[];
  readonly assignments: readonly Assignment[];
}

/** The compiler's message; undefined when it accepts the assignment. */
export type Verdict = string | undefined;

const PATH = '/package/src/assignments/assignments.ts';
const RUNTIME = '/package/src/runtime/';

const checker = new TypeChecker(PROGRAM_OPTIONS);

/**
 * Type-checks assignments as one program, without the runtime: it is the same in every package.
 *
 * @returns One verdict for each assignment, in their order.
 * @throws Error when the package itself does not compile: the verdicts would mean nothing.
 */
export function checkAssignments(file: AssignmentsFile): readonly Verdict[] {
  const files = new Map([...file.sources].map(([path, text]) => [`/package/${path}`, text]));
  const preamble = formatPreamble(file);
  // One line for each assignment, so that the line of a message identifies it.
  const lines = file.assignments.map(
    ({ type, expression }, index) =>
      `export const c${index}: ${type.replaceAll('\n', ' ')} = ${expression};`,
  );
  files.set(PATH, [...preamble, ...lines, ''].join('\n'));
  const messages = new Map<number, string>();
  const roots = [...files.keys()].filter((path) => !path.startsWith(RUNTIME));
  for (const diagnostic of checker.check(files, roots)) {
    const index = diagnostic.line - 1 - preamble.length;
    if (diagnostic.path !== PATH || index < 0) throw toError(diagnostic);
    messages.set(index, diagnostic.message);
  }
  return file.assignments.map((_, index) => messages.get(index));
}

function toError({ path = '', line, message }: TypeDiagnostic): Error {
  return new Error(`The types do not compile: ${path}:${line}: ${message}`);
}

function formatPreamble({ imports }: AssignmentsFile): readonly string[] {
  const lines = imports.map(
    ({ module, names }) => `import type { ${names.join(', ')} } from '${module}';`,
  );
  return [
    ...lines,
    'declare const blob: Blob;',
    'declare const unrecognizedTag: UnrecognizedDiscriminator;',
  ];
}
