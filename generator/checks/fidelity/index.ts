import type { OutputSwitches } from '../../model/switches.js';
import type { Verdict } from './compile.js';
import { InstanceMaker } from './instances.js';
import type { Subject } from './subjects.js';
import { trialsOf, type Source, type Trials } from './trials.js';

export { InstanceMaker } from './instances.js';
export { JsonSchemas } from './json-schemas.js';
export { Judge } from './judge.js';
export { BLOB } from './marks.js';
export { mediaSchema, nodeOf, parameterSchemas } from './operation-schemas.js';
export { standalone } from './standalone.js';
export { tagsIn } from './tags.js';
export type { Source } from './trials.js';

/** A value that the schema and the type judge differently. */
export interface Mistake {
  readonly document: string;
  readonly schema: string;
  readonly type: string;
  /** `refused`: the schema accepts it and the type does not; `accepted`: the other way round. */
  readonly kind: 'refused' | 'accepted';
  /** How the value came about. */
  readonly made: string;
  readonly instance: string;
  /** The compiler's; empty where it accepts. */
  readonly message: string;
}

export interface Truth {
  readonly document: string;
  readonly schemas: number;
  /** Schemas that no instance could be made of: nothing is known of them. */
  readonly withoutInstance: readonly string[];
  readonly good: { readonly tried: number; readonly accepted: number };
  readonly bad: { readonly tried: number; readonly refused: number };
  readonly mistakes: readonly Mistake[];
}

/**
 * Do the types of a package mean what the schemas of its document mean? Instances that ajv accepts must be
 * assignable to the generated type; instances broken in one place that a type can express must not.
 *
 * Where a switch has a program hold something else than what is on the wire, what it is given for an answer is
 * what the package's own runtime makes of it.
 *
 * @param told called with one line before each step that takes time.
 * @throws DocumentRefusedError when no package can be made of a document.
 */
export async function examine(
  sources: readonly Source[],
  told: (line: string) => void = () => undefined,
  switches: OutputSwitches = {},
): Promise<readonly Truth[]> {
  const { verdictsOf } = require('./compile.js') as typeof import('./compile.js');
  const maker = new InstanceMaker();
  try {
    const truths: Truth[] = [];
    for (const source of sources) {
      told(`examining ${source.name}`);
      const trials = await trialsOf(source, maker, switches);
      truths.push(judged(trials, verdictsOf(trials.file)));
    }
    return truths;
  } finally {
    await maker.close();
  }
}

/** @param verdicts of the trials, in their order. */
export function judged(
  { document, subjects, trials }: Trials,
  verdicts: readonly Verdict[],
): Truth {
  const outcomes = trials.map((trial, index) => ({ ...trial, message: verdicts[index] }));
  const good = outcomes.filter((outcome) => outcome.good);
  const bad = outcomes.filter((outcome) => !outcome.good);
  const accepted = good.filter(({ message }) => message === undefined);
  const refused = bad.filter(({ message }) => message !== undefined);
  const right = new Set([...accepted, ...refused]);
  const tried = new Set<Subject>(trials.map(({ subject }) => subject));
  return {
    document,
    schemas: subjects.length,
    withoutInstance: subjects.filter((subject) => !tried.has(subject)).map(nameOf),
    good: { tried: good.length, accepted: accepted.length },
    bad: { tried: bad.length, refused: refused.length },
    mistakes: outcomes
      .filter((outcome) => !right.has(outcome))
      .map((outcome) => ({
        document,
        schema: nameOf(outcome.subject),
        type: outcome.subject.type,
        kind: outcome.good ? 'refused' : 'accepted',
        made: outcome.made,
        instance: outcome.expression,
        message: outcome.message ?? '',
      })),
  };
}

function nameOf({ name, side }: Subject): string {
  return `${name} (${side})`;
}
