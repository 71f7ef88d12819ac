import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKS_FOLDER } from '../program.js';

/** The compilers that users have, oldest first, at the versions of this folder's package.json. */
export const COMPILERS = ['5.4', '5.9', '6.0', '7.0'] as const;
export type Compiler = (typeof COMPILERS)[number];

/** Five times faster than the others, so it is the default. */
export const FASTEST_COMPILER: Compiler = '7.0';

/** The compiler settings that users have. None of them may find an error. */
const CONFIGURATIONS = {
  strict: { module: 'esnext', moduleResolution: 'bundler' },
  nodenext: {
    module: 'nodenext',
    moduleResolution: 'nodenext',
    verbatimModuleSyntax: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
  },
  pedantic: {
    module: 'esnext',
    moduleResolution: 'bundler',
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitOverride: true,
    noPropertyAccessFromIndexSignature: true,
  },
} as const;
type Configuration = keyof typeof CONFIGURATIONS;

/** A browser's library and no `@types`: what a package can rely on everywhere. */
const COMMON = {
  strict: true,
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
  noEmit: true,
  skipLibCheck: false,
} as const;

/** One run of a compiler over all packages. */
export interface Check {
  readonly compiler: Compiler;
  readonly configuration: Configuration;
}

export function createChecks(compilers: readonly Compiler[]): readonly Check[] {
  const configurations = Object.keys(CONFIGURATIONS) as Configuration[];
  return compilers.flatMap((compiler) =>
    configurations.map((configuration) => ({ compiler, configuration })),
  );
}

/** `7.0 strict` */
export function getCheckName({ compiler, configuration }: Check): string {
  return `${compiler} ${configuration}`;
}

/** `compilerOptions` of a tsconfig.json. */
export function getCompilerOptions({
  compiler,
  configuration,
}: Check): Readonly<Record<string, unknown>> {
  const options: Record<string, unknown> = { ...COMMON, ...CONFIGURATIONS[configuration] };
  if (!hasErasableSyntaxOnly(compiler)) delete options['erasableSyntaxOnly'];
  return options;
}

/** The option came with TypeScript 5.8; an older compiler refuses a configuration that has it. */
export function hasErasableSyntaxOnly(compiler: Compiler): boolean {
  return compiler !== '5.4';
}

/** What one run of a compiler found. */
export interface CheckResult {
  readonly check: Check;
  readonly seconds: number;
  /** By document, lines such as `<document>/src/client.ts(3,1): error TS2304: ...`. */
  readonly errors: ReadonlyMap<string, readonly string[]>;
}

/**
 * Type-checks all packages under `work` as one program, so that the compiler reads its libraries once.
 *
 * @throws Error when the compiler itself fails, or reports an error outside of the packages.
 */
export async function typeCheckPackages(work: string, check: Check): Promise<CheckResult> {
  const start = performance.now();
  const name = getCheckName(check);
  const config = join(work, `tsconfig.${name.replace(' ', '-')}.json`);
  const settings = { compilerOptions: getCompilerOptions(check), include: ['*/src/**/*.ts'] };
  await writeFile(config, JSON.stringify(settings, null, 2));
  const { output, code } = await runCompiler(work, config, check.compiler);
  const lines = output.split('\n').filter((line) => /\berror TS\d+:/.test(line));
  const errors = new Map<string, string[]>();
  for (const line of lines) {
    const document = /^([^/(]+)\/.*?\(\d+,\d+\): error /.exec(line)?.[1];
    if (document === undefined) throw new Error(`tsc ${name}: ${line}`);
    const others = errors.get(document);
    if (others) others.push(line);
    else errors.set(document, [line]);
  }
  if (code !== 0 && lines.length === 0)
    throw new Error(`tsc ${name} ended with ${code ?? 'a signal'}: ${output.slice(-2000)}`);
  return { check, seconds: (performance.now() - start) / 1000, errors };
}

async function runCompiler(
  cwd: string,
  config: string,
  compiler: Compiler,
): Promise<{ readonly output: string; readonly code: number | null }> {
  const program = join(CHECKS_FOLDER, 'corpus/node_modules', `typescript-${compiler}`, 'bin/tsc');
  // The largest corpus does not fit into node's default heap.
  const args = ['--max-old-space-size=8192', program, '-p', config, '--pretty', 'false'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ output: Buffer.concat(chunks).toString('utf8'), code }));
  });
}
