import { isDate } from 'node:util/types';
import { Diagnostics } from '../../diagnostics.js';
import { loadDocument } from '../../document/index.js';
import {
  createEmitContext,
  emitDeclarations,
  Imports,
  readRuntimeExports,
  readCodecRuntimeFiles,
  readRuntimeFiles,
  readTemporalRuntimeFiles,
} from '../../emit/index.js';
import { interpret } from '../../interpret/index.js';
import { withSwitches, type OutputSwitches } from '../../model/switches.js';
import { planNames } from '../../naming/index.js';
import { printFiles } from '../../write/index.js';
import type { AssignmentsFile } from './compile.js';
import { createDecoder } from './decoded-values.js';
import { readDiscriminators } from './discriminators.js';
import { SchemaValidator, type InstanceMaker } from './instances.js';
import { BLOB, JsonSchemas, toStandaloneSchema, UNRECOGNIZED } from './json-schemas.js';
import { listSubjects, type Subject } from './subjects.js';

/** A document to check. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A value, and whether it is a valid instance of the subject's schema. */
export interface Trial {
  readonly subject: Subject;
  readonly valid: boolean;
  /** How the value was made: `made`, or what was changed in a valid one. */
  readonly origin: string;
  readonly expression: string;
}

/** What is tried for a document. */
export interface Trials {
  readonly document: string;
  readonly subjects: readonly Subject[];
  readonly trials: readonly Trial[];
  readonly file: AssignmentsFile;
}

/** Enough to reach every property of a data transfer object; more of the same kind find nothing new. */
const MAX_MUTATIONS = 80;

/** Of an instance's JSON text. */
const MAX_CHARACTERS = 4_000;

/**
 * Makes the trials of a document: instances that the schemas accept, and others that they refuse for a reason that a type can
 * express.
 *
 * @throws DocumentRefusedError when no package can be made of the document.
 */
export async function createTrials(
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
  imports.type('UnrecognizedDiscriminator', '../runtime/internal/index.js');
  const subjects = listSubjects(loaded.document, context, imports);

  const toProgramValue = await createDecoder(context, subjects);

  const discriminators = readDiscriminators(loaded.document);
  const written = new JsonSchemas(loaded.document, model, discriminators, 'asWritten', switches);
  const typed = new JsonSchemas(loaded.document, model, discriminators, 'asTyped', switches);
  const references = subjects.map((subject) => ({
    subject,
    written: written.reference(subject),
    typed: typed.reference(subject),
  }));
  const { definitions } = written;
  const strict = new SchemaValidator(definitions);
  const lenient = new SchemaValidator(typed.definitions);
  const trials: Trial[] = [];
  for (const { subject, written: strictRef, typed: lenientRef } of references) {
    const made = await maker.makeInstances(toStandaloneSchema(definitions, strictRef));
    const valid = removeHuge(distinct(made.filter((value) => strict.accepts(strictRef, value))));
    trials.push(
      ...valid.map((value) => createTrial(subject, true, 'made', toProgramValue(subject, value))),
    );
    const mutations = distinct(
      valid.flatMap((value) => createMutations(value, MAX_MUTATIONS)),
      ({ value }) => value,
    );
    for (const { kind, pointer, value } of mutations.slice(0, MAX_MUTATIONS)) {
      const isValid = strict.accepts(strictRef, value);
      const origin = `${kind} at ${pointer || '/'}`;
      // If only a bound or a format refuses a value, no type can refuse it.
      if (isValid || !lenient.accepts(lenientRef, value))
        trials.push(createTrial(subject, isValid, origin, toProgramValue(subject, value)));
    }
  }
  const assignments = trials.map(({ subject, expression }) => ({ type: subject.type, expression }));
  const sources = new Map([
    ...(await printFiles(emitDeclarations(context))),
    ...readRuntimeFiles(),
    ...(switches.dates === 'temporal'
      ? [...readCodecRuntimeFiles(), ...readTemporalRuntimeFiles()]
      : []),
  ]);
  return {
    document: source.name,
    subjects,
    trials,
    file: { sources, imports: imports.all, assignments },
  };
}

/** Schemas that contain one another give huge instances; the smallest is always kept. */
function removeHuge(values: readonly unknown[]): readonly unknown[] {
  const sized = values.map((value) => ({ value, size: JSON.stringify(value).length }));
  const limit = Math.max(MAX_CHARACTERS, Math.min(...sized.map(({ size }) => size)));
  return sized.filter(({ size }) => size <= limit).map(({ value }) => value);
}

function createTrial(subject: Subject, valid: boolean, origin: string, value: unknown): Trial {
  return { subject, valid, origin, expression: toExpression(value) };
}

function distinct<T>(
  items: readonly T[],
  getValue: (item: T) => unknown = (item) => item,
): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(getValue(item)), item])).values()];
}

/** An instance that differs from a valid one in one value. A validator decides whether it is still valid. */
export interface Mutation {
  /** JSON pointer (RFC 6901) of that value. */
  readonly pointer: string;
  readonly kind: 'missing' | 'null' | 'wrong type' | 'outsider' | 'added';
  readonly value: unknown;
}

/**
 * Changes each value of an instance in every way that a type can notice: left out, null, of another primitive type, or a value
 * that no enum has; a list loses its last item; a list or an object gets one more. The values nearest to the root come first.
 *
 * @param max How many are wanted.
 */
export function createMutations(instance: unknown, max: number): readonly Mutation[] {
  const mutations: Mutation[] = [];
  const paths: (readonly string[])[] = [[]];
  for (const path of paths) {
    if (mutations.length >= max) break;
    const value = valueAt(instance, path);
    const pointer = path
      .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('');
    const add = (kind: Mutation['kind'], other: unknown) =>
      mutations.push({ pointer, kind, value: replaceAt(instance, path, other) });
    if (path.length > 0 && !Array.isArray(valueAt(instance, path.slice(0, -1))))
      add('missing', ABSENT);
    if (Array.isArray(value)) {
      if (value.length > 0) add('missing', value.slice(0, -1));
      for (const one of ADDED) add('added', [...(value as readonly unknown[]), one]);
    } else if (typeof value === 'object' && value !== null) {
      for (const one of ADDED) add('added', { ...value, undeclared: one });
    }
    if (value !== null) add('null', null);
    add('wrong type', typeof value === 'string' ? 7 : 'seven');
    if (typeof value === 'string' && !PLACEHOLDERS.has(value))
      add('outsider', `${value} of another kind`);
    if (typeof value === 'number') add('outsider', value + 104_729);
    if (typeof value === 'object' && value !== null)
      Object.keys(value).forEach((key) => paths.push([...path, key]));
  }
  return mutations;
}

/** Values that take the path of something else. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([BLOB, UNRECOGNIZED]);

/** A schema that accepts both accepts anything. */
const ADDED: readonly unknown[] = ['text', 7];

const ABSENT = Symbol('absent');

function valueAt(instance: unknown, path: readonly string[]): unknown {
  let value = instance;
  for (const key of path) value = (value as Record<string, unknown>)[key];
  return value;
}

function replaceAt(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const isList = Array.isArray(value);
  const entries = Object.entries(value as Readonly<Record<string, unknown>>).flatMap(
    ([name, inner]) => {
      if (name !== key) return [[name, inner] as const];
      const replaced = replaceAt(inner, rest, other);
      return replaced === ABSENT ? [] : [[name, replaced] as const];
    },
  );
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/**
 * Writes a value, from JSON or a codec, as a TypeScript expression on one line. The variables `blob` and `unrecognizedTag` take
 * the place of values that JSON cannot express.
 */
export function toExpression(value: unknown): string {
  if (value === BLOB) return 'blob';
  if (value === UNRECOGNIZED) return 'unrecognizedTag';
  if (isDate(value)) return `new Date(${JSON.stringify(value.toISOString())})`;
  if (typeof value === 'bigint') return `${value}n`;
  const [, type] = /^\[object Temporal\.(\w+)\]$/.exec(Object.prototype.toString.call(value)) ?? [];
  if (type !== undefined) return `({} as ${TEMPORAL}.${type})`;
  if (Array.isArray(value)) return `[${value.map(toExpression).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${toKey(key)}: ${toExpression(inner)}`,
    );
    return `{ ${entries.join(', ')} }`;
  }
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

const TEMPORAL = "import('../runtime/internal/temporal/index.js').Temporal";

/** `__proto__: x` would set the prototype; computed, it is a property. */
function toKey(key: string): string {
  return key === '__proto__' ? `['__proto__']` : toExpression(key);
}
