import { ts } from '../util/typescript.js';

/** What a program needs that uses a package: strict types, bundler resolution, the platform's web types. */
export const PROGRAM_OPTIONS: ts.CompilerOptions = {
  strict: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};
