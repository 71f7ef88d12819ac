import { attempted, type Fault, type Outcome } from './attempt.js';
import { Compiler } from './compile.js';
import { textOf, type Run } from './runs.js';

export { excerptOf } from './excerpt.js';
export { mutationText, type Mutation } from './mutation.js';
export { runOf, textOf, type Original, type Run } from './runs.js';
export { shrunk, type Culprit } from './shrink.js';
export type { Fault } from './attempt.js';

/** What became of a run. */
export type Result = { readonly kind: 'made' } | Exclude<Outcome, { readonly kind: 'made' }>;

/** Runs mutants through the generator and its packages through the compiler, many at a time. */
export class Fuzzer {
  readonly #compiler = new Compiler();

  /** @param begun told of each run as it begins. @returns what became of each, by its number. */
  async resultsOf(
    runs: readonly Run[],
    begun: (number: number) => void = () => undefined,
  ): Promise<ReadonlyMap<number, Result>> {
    const results = new Map<number, Result>();
    const packages = new Map<string, ReadonlyMap<string, string>>();
    for (const run of runs) {
      begun(run.number);
      const outcome = await attempted(textOf(run), run.way);
      if (outcome.kind === 'made') packages.set(String(run.number), outcome.files);
      results.set(run.number, outcome.kind === 'made' ? { kind: 'made' } : outcome);
    }
    for (const [name, errors] of this.#compiler.errorsIn(packages))
      results.set(Number(name), compilerFault(errors));
    return results;
  }
}

/** Alike are those whose first complaint has the same code. */
function compilerFault(errors: readonly string[]): Fault {
  const code = /TS\d+/.exec(errors[0] ?? '')?.[0] ?? '';
  return { kind: 'fault', signature: `does not compile: ${code}`, details: errors.join('\n') };
}
