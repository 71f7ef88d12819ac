import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import {
  emitDeclarations,
  createEmitContext,
  Imports,
  readRuntimeExports,
  readRuntimeFiles,
} from '../../emit/index.js';
import { interpret } from '../../interpret/index.js';
import { withSwitches, type OutputSwitches } from '../../model/switches.js';
import { planNames } from '../../naming/index.js';
import { printFiles } from '../../write/index.js';
import type { ClaimsFile } from './compile.js';
import { heldValues } from './held.js';
import type { InstanceMaker } from './instances.js';
import { JsonSchemas } from './json-schemas.js';
import { Judge } from './judge.js';
import { expressionOf } from './literals.js';
import { mutationsOf } from './mutations.js';
import { standalone } from './standalone.js';
import { subjectsOf, type Subject } from './subjects.js';
import { tagsIn } from './tags.js';

/** A document to examine. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A value, and whether it is an instance of the subject's schema. */
export interface Trial {
  readonly subject: Subject;
  readonly good: boolean;
  /** How the value came about: `made`, or what was changed in a good one. */
  readonly made: string;
  readonly expression: string;
}

/** What is to be tried of a document. */
export interface Trials {
  readonly document: string;
  readonly subjects: readonly Subject[];
  readonly trials: readonly Trial[];
  readonly file: ClaimsFile;
}

/** Enough to reach each place of a data transfer object; more of the same kind finds nothing new. */
const MOST_MUTATIONS = 80;

/** Of an instance's JSON text. */
const MOST_CHARACTERS = 4_000;

/**
 * Makes the trials of a document: instances that the schemas accept, and such as they refuse for what a
 * type can express.
 *
 * @throws DocumentRefusedError when no package can be made of the document.
 */
export async function trialsOf(
  source: Source,
  maker: InstanceMaker,
  switches: OutputSwitches = {},
): Promise<Trials> {
  const diagnostics = new Diagnostics();
  const from = { text: source.text, location: source.name };
  const loaded = await loadDocument(from, { allowedOrigins: [] }, diagnostics);
  const model = withSwitches(interpret(loaded, diagnostics), switches);
  const { names } = planNames(model, { overrides: {}, reservedExports: readRuntimeExports() });
  const context = createEmitContext(model, names, switches);
  const imports = new Imports();
  imports.type('UnrecognizedDiscriminator', '../runtime/index.js');
  const subjects = subjectsOf(loaded.document, context, imports);

  const held = await heldValues(context, subjects);

  const tags = tagsIn(loaded.document);
  const written = new JsonSchemas(loaded.document, model, tags, 'asWritten', switches);
  const typed = new JsonSchemas(loaded.document, model, tags, 'asTyped', switches);
  const views = subjects.map((subject) => ({
    subject,
    written: written.reference(subject),
    typed: typed.reference(subject),
  }));
  const { definitions } = written;
  const strict = new Judge(definitions);
  const lenient = new Judge(typed.definitions);
  const trials: Trial[] = [];
  for (const view of views) {
    const made = await maker.instancesOf(standalone(definitions, view.written));
    const good = notHuge(distinct(made.filter((value) => strict.accepts(view.written, value))));
    trials.push(
      ...good.map((value) => trial(view.subject, true, 'made', held(view.subject, value))),
    );
    const mutations = distinct(
      good.flatMap((value) => mutationsOf(value, MOST_MUTATIONS)),
      ({ value }) => value,
    );
    for (const { kind, pointer, value } of mutations.slice(0, MOST_MUTATIONS)) {
      const isGood = strict.accepts(view.written, value);
      // What only a bound or a format refuses, no type can refuse.
      if (isGood || !lenient.accepts(view.typed, value))
        trials.push(
          trial(view.subject, isGood, `${kind} at ${pointer || '/'}`, held(view.subject, value)),
        );
    }
  }
  const claims = trials.map(({ subject, expression }) => ({ type: subject.type, expression }));
  const sources = new Map([
    ...(await printFiles(emitDeclarations(context))),
    ...readRuntimeFiles(),
  ]);
  return {
    document: source.name,
    subjects,
    trials,
    file: { sources, imports: imports.all, claims },
  };
}

/** Schemas that hold one another grow instances without end; the smallest is always kept. */
function notHuge(values: readonly unknown[]): readonly unknown[] {
  const sized = values.map((value) => ({ value, size: JSON.stringify(value).length }));
  const limit = Math.max(MOST_CHARACTERS, Math.min(...sized.map(({ size }) => size)));
  return sized.filter(({ size }) => size <= limit).map(({ value }) => value);
}

function trial(subject: Subject, good: boolean, made: string, value: unknown): Trial {
  return { subject, good, made, expression: expressionOf(value) };
}

function distinct<T>(
  items: readonly T[],
  valueOf: (item: T) => unknown = (item) => item,
): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(valueOf(item)), item])).values()];
}
