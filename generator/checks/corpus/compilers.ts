import { join } from 'node:path';

/** The compilers that users have, oldest first, as pinned in this folder's package.json. */
export const COMPILERS = ['5.4', '5.9', '6.0', '7.0'] as const;
export type Compiler = (typeof COMPILERS)[number];

/** Five times faster at checking than the others, so it is the one that runs every time. */
export const FASTEST: Compiler = '7.0';

/** The compiler settings that users have; each must find nothing. */
export const CONFIGURATIONS = {
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
export type Configuration = keyof typeof CONFIGURATIONS;

/** A browser's library and no `@types`: what the package may count on everywhere. */
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

export function checksWith(compilers: readonly Compiler[]): readonly Check[] {
  const configurations = Object.keys(CONFIGURATIONS) as Configuration[];
  return compilers.flatMap((compiler) =>
    configurations.map((configuration) => ({ compiler, configuration })),
  );
}

/** `7.0 strict` */
export function checkName({ compiler, configuration }: Check): string {
  return `${compiler} ${configuration}`;
}

/** `compilerOptions` of a tsconfig.json. */
export function compilerOptions({
  compiler,
  configuration,
}: Check): Readonly<Record<string, unknown>> {
  const chosen: Record<string, unknown> = { ...COMMON, ...CONFIGURATIONS[configuration] };
  if (!knowsErasableSyntaxOnly(compiler)) delete chosen['erasableSyntaxOnly'];
  return chosen;
}

/** The option came with TypeScript 5.8; before, it is an error to name it. */
export function knowsErasableSyntaxOnly(compiler: Compiler): boolean {
  return compiler !== '5.4';
}

/** The compiler's program, to be run with node. The same from the sources and from `dist/`. */
export function compilerPath(compiler: Compiler): string {
  const folder = join(__dirname, 'node_modules');
  return join(folder, `typescript-${compiler}`, 'bin', 'tsc');
}
