import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { TypeChecker } from '../../util/typescript.js';
import { PROGRAM_OPTIONS } from '../compiler-options.js';

/** An error in a program. */
export interface CompilerError {
  /** From 1. */
  readonly line: number;
  /** `TS2339: Property 'a' does not exist.` */
  readonly message: string;
}

/**
 * Type-checks a program that uses a package, but not the package itself.
 *
 * @param files The package, by path from `src/` on.
 * @returns The errors of the program, in the order of lines.
 */
export type Compile = (
  program: string,
  files: ReadonlyMap<string, string>,
) => Promise<readonly CompilerError[]>;

const PROGRAM = 'usage/usage.ts';

/** Compiles in memory, with the compiler of the generator. */
export function createMemoryCompiler(): Compile {
  const checker = new TypeChecker(PROGRAM_OPTIONS);
  const path = `/package/${PROGRAM}`;
  return (program, files) => {
    const texts = new Map([...files].map(([name, text]) => [`/package/${name}`, text]));
    const found = checker.check(texts.set(path, program), [path]);
    return Promise.resolve(
      found.map(({ line, code, message }) => ({ line, message: `TS${code}: ${message}` })),
    );
  };
}

/** `usage/usage.ts(12,5): error TS2339: Property 'a' does not exist.`; more of the message follows on indented lines. */
const ERROR = /^usage\/usage\.ts\((\d+),\d+\): error (TS\d+: .*)$/;

/** More than the report of any program. */
const MAX_OUTPUT = 1 << 28;

/**
 * Compiles files on disk, with any `tsc`: TypeScript 7 has no interface for programs.
 *
 * @param tsc Path of the command.
 */
export function createCommandCompiler(tsc: string): Compile {
  return async (program, files) => {
    const folder = await mkdtemp(join(tmpdir(), 'upgrade-'));
    try {
      for (const [name, text] of [...files, [PROGRAM, program] as const]) {
        const path = join(folder, name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      }
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(CONFIGURATION));
      const output = await run(tsc, ['-p', folder, '--pretty', 'false'], folder);
      return output.split('\n').flatMap((line) => {
        const [, number, message = ''] = ERROR.exec(line) ?? [];
        return number === undefined ? [] : [{ line: Number(number), message }];
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** {@link PROGRAM_OPTIONS}, as a file has them. */
const CONFIGURATION = {
  compilerOptions: {
    target: 'es2022',
    strict: true,
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    noEmit: true,
  },
  files: [PROGRAM],
};

/** Returns what a compiler prints. It ends with 1 or 2 where it finds errors; anything else is a failure. */
function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { cwd, maxBuffer: MAX_OUTPUT }, (error, stdout) => {
      if (error === null || error.code === 1 || error.code === 2) resolve(stdout);
      else reject(new Error(`${command} failed: ${error.message}`, { cause: error }));
    });
  });
}
