import type { OutputSwitches } from '../../model/switches.js';
import { checkAssignments, type Verdict } from './compile.js';
import { InstanceMaker } from './instances.js';
import type { Subject } from './subjects.js';
import { createTrials, type Source, type Trials } from './trials.js';

export { readDiscriminators } from './discriminators.js';
export { InstanceMaker, SchemaValidator } from './instances.js';
export { BLOB, JsonSchemas, toStandaloneSchema } from './json-schemas.js';
export { getMediaSchema, getOperationObject, getParameterSchemas } from './subjects.js';

/** A value on which the schema and the type disagree. */
export interface Mistake {
  readonly document: string;
  readonly schema: string;
  readonly type: string;
  /** `refused`: the schema accepts the value and the type does not; `accepted`: the reverse. */
  readonly kind: 'refused' | 'accepted';
  /** How the value was made. */
  readonly origin: string;
  readonly instance: string;
  /** The compiler's; empty where it accepts the value. */
  readonly message: string;
}

export interface FidelityResult {
  readonly document: string;
  readonly schemas: number;
  /** Schemas for which no instance could be made, so that nothing was checked. */
  readonly withoutInstance: readonly string[];
  readonly valid: { readonly tried: number; readonly accepted: number };
  readonly invalid: { readonly tried: number; readonly refused: number };
  readonly mistakes: readonly Mistake[];
}

/**
 * Checks that the types of a package mean what the schemas of its document mean: instances that ajv accepts must be
 * assignable to the generated type; instances that are wrong in a way that a type can express must not.
 *
 * Where a switch changes how a program represents a value, response values are decoded by the package's own runtime first.
 *
 * @param onProgress Called with one line before each step that takes time.
 * @throws DocumentRefusedError when no package can be made of a document.
 */
export async function checkFidelity(
  sources: readonly Source[],
  onProgress: (line: string) => void,
  switches: OutputSwitches,
): Promise<readonly FidelityResult[]> {
  const maker = new InstanceMaker();
  try {
    const results: FidelityResult[] = [];
    for (const source of sources) {
      onProgress(`checking ${source.name}`);
      const trials = await createTrials(source, maker, switches);
      results.push(evaluateTrials(trials, checkAssignments(trials.file)));
    }
    return results;
  } finally {
    await maker.close();
  }
}

/** @param verdicts Of the trials, in their order. */
export function evaluateTrials(
  { document, subjects, trials }: Trials,
  verdicts: readonly Verdict[],
): FidelityResult {
  const outcomes = trials.map((trial, index) => ({ ...trial, message: verdicts[index] }));
  const valid = outcomes.filter((outcome) => outcome.valid);
  const invalid = outcomes.filter((outcome) => !outcome.valid);
  const accepted = valid.filter(({ message }) => message === undefined);
  const refused = invalid.filter(({ message }) => message !== undefined);
  const correct = new Set([...accepted, ...refused]);
  const tried = new Set<Subject>(trials.map(({ subject }) => subject));
  return {
    document,
    schemas: subjects.length,
    withoutInstance: subjects.filter((subject) => !tried.has(subject)).map(formatSubject),
    valid: { tried: valid.length, accepted: accepted.length },
    invalid: { tried: invalid.length, refused: refused.length },
    mistakes: outcomes
      .filter((outcome) => !correct.has(outcome))
      .map((outcome) => ({
        document,
        schema: formatSubject(outcome.subject),
        type: outcome.subject.type,
        kind: outcome.valid ? 'refused' : 'accepted',
        origin: outcome.origin,
        instance: outcome.expression,
        message: outcome.message ?? '',
      })),
  };
}

function formatSubject({ name, direction }: Subject): string {
  return `${name} (${direction})`;
}

/** Formats what a reader needs to see the mistake: the schema, the value and the compiler's message. */
export function formatMistake(mistake: Mistake): string {
  const { document, schema, type, kind, origin, instance, message } = mistake;
  const what =
    kind === 'refused'
      ? 'the schema accepts the value, the type does not'
      : 'the type accepts the value, the schema does not';
  const lines = [
    `${document} ${schema}: ${what}`,
    `type:     ${type.replaceAll('\n', ' ')}`,
    `instance: ${instance} (${origin})`,
    ...(message === '' ? [] : [`compiler: ${message}`]),
  ];
  return lines.join('\n  ');
}
