import { defined } from '../../util/defined.js';
import { byCodeUnit, sortedBy } from '../../util/order.js';
import { KINDS, type KindId } from '../kinds/index.js';
import type { LoadedDocument, SchemaObject } from '../raw-openapi.js';
import type { Direction, Reach, Side, Subject } from '../finding.js';
import type { AddDifference, Difference, DifferenceDetails, Step } from './difference.js';
import {
  compareAnnotations,
  compareNumberTexts,
  getOwnAnnotations,
} from './keywords/annotations.js';
import { compareKeywords } from './keywords/index.js';
import { SchemaMatcher } from './matching.js';
import {
  areSimilar,
  findAddedAndRemoved,
  findChangedNames,
  findRenames,
  type AddedAndRemoved,
} from './named-schemas.js';
import {
  ANYTHING,
  NOTHING,
  resolve,
  SCHEMA_REFERENCE,
  type Annotations,
  type Resolved,
  type Schema,
} from './resolve.js';

/** A use of a schema in an operation. */
export type Visit = Omit<Reach, 'nested'>;

/** A pair of schemas that leads to a pair of two corresponding parts. */
interface Parent extends Pick<Step, 'moved'> {
  readonly from: SchemaPair;
  /** False: another notation of the same schema. */
  readonly nested: boolean;
  /** The only direction that has the parts. */
  readonly only?: Direction;
}

/** Two corresponding schemas, compared once however many operations use them. */
export interface SchemaPair {
  readonly before: SchemaObject;
  readonly after: SchemaObject;
  readonly subject: Subject;
  /** Pointers for schemas that are not objects. */
  readonly pointers: { readonly before: string; readonly after: string };
  /** Whether both schemas are named, so that their own annotations are compared here. */
  readonly named: boolean;
  /** Whether the schemas are a condition: allowing less in it may allow more in the whole. */
  readonly isCondition: boolean;
  readonly differences: Difference[];
  readonly parents: Parent[];
  /** The uses of this pair itself. */
  readonly visits: Visit[];
}

/** The graph of corresponding schemas, without the pairs that cannot differ. */
export class SchemaGraph {
  readonly #before: LoadedDocument;
  readonly #after: LoadedDocument;
  readonly #matcher: SchemaMatcher;
  readonly #changedNames: ReadonlySet<string>;
  readonly #sendsText: boolean;
  readonly #bySchemas = new Map<object, Map<object, SchemaPair>>();
  /** Pairs that are conditions or inside of one. */
  readonly #inConditions = new Map<object, Map<object, SchemaPair>>();
  #waiting: Waiting[] = [];
  readonly names: AddedAndRemoved;
  /** From old names to new ones; grows while schemas are compared. */
  readonly renames: Map<string, string>;
  /** All pairs, in the order in which they were found. */
  readonly pairs: SchemaPair[] = [];
  /** How many pairs were compared. */
  compared = 0;

  /** @param sendsText Whether requests may have text for numbers that are accepted as text. */
  constructor(before: LoadedDocument, after: LoadedDocument, sendsText: boolean) {
    this.#sendsText = sendsText;
    this.#before = before;
    this.#after = after;
    this.names = findAddedAndRemoved(before, after);
    this.renames = findRenames(before, after, this.names);
    this.#matcher = new SchemaMatcher(before, after, this.renames);
    this.#changedNames = findChangedNames(before, after, this.renames);
  }

  isUnchanged(name: string): boolean {
    return (
      Object.hasOwn(this.#after.document.components.schemas, name) && !this.#changedNames.has(name)
    );
  }

  /** Creates a pair that leads to two schemas, and has these compared by {@link compareWaiting}. */
  createRoot(before: Schema, after: Schema, subject: Subject): SchemaPair {
    const root: SchemaPair = {
      before: ANYTHING,
      after: ANYTHING,
      subject,
      named: false,
      isCondition: false,
      pointers: { before: '', after: '' },
      differences: [],
      parents: [],
      visits: [],
    };
    this.pairs.push(root);
    this.#addPart(root, before, after, { path: [] });
    return root;
  }

  /** Has the named schemas that changed compared, since no operation may use them. */
  addNamedSchemas(): void {
    const names = [...this.#changedNames].sort(byCodeUnit);
    for (const name of names) {
      const old = this.#findOldName(name);
      if (old === undefined) continue;
      const subject = { kind: 'schema', wireName: name, path: [] } as const;
      this.createRoot({ $ref: SCHEMA_REFERENCE + old }, { $ref: SCHEMA_REFERENCE + name }, subject);
    }
  }

  /**
   * Compares the pairs that wait, and those to which they lead. Each level is compared in the order of its subjects,
   * so that a pair gets its subject from the shortest path to it, whatever the order of keys.
   */
  compareWaiting(): void {
    while (this.#waiting.length > 0) {
      const level = sortedBy(this.#waiting, ({ pair }) => getSubjectKey(pair.subject).join('\0'));
      this.#waiting = [];
      for (const { pair, was, is } of level) this.#compare(pair, was, is);
      this.compared += level.length;
    }
  }

  #findOldName(name: string): string | undefined {
    if (Object.hasOwn(this.#before.document.components.schemas, name)) return name;
    for (const [old, renamed] of this.renames) if (renamed === name) return old;
    return undefined;
  }

  #compare(pair: SchemaPair, was: Resolved, is: Resolved): void {
    const add: AddDifference = (what, details = {}) => this.#addDifference(pair, what, details);
    if (pair.named) {
      this.#compareNullability(was.innerNullable, is.innerNullable, add);
      if (this.#sendsText) compareNumberTexts(was.inner, is.inner, is.core, add);
      compareAnnotations(was.inner, is.inner, undefined, add);
    }
    const parts: Part[] = [];
    compareKeywords(
      { schema: was.core, name: was.name },
      { schema: is.core, name: is.name },
      {
        before: this.#before,
        after: this.#after,
        matcher: this.#matcher,
        add,
        pair: (before, after, step) => parts.push({ before, after, step }),
      },
    );
    const inOrder = sortedBy(parts, ({ step }) => step.path.join('\0'));
    for (const { before, after, step } of inOrder) this.#addPart(pair, before, after, step);
  }

  #addPart(parent: SchemaPair, before: Schema, after: Schema, step: Step): void {
    const was = resolve(before, this.#before);
    const is = resolve(after, this.#after);
    // In a condition every difference counts there, whatever it means elsewhere.
    const named = !isInCondition(parent, step) && this.#areOneSchema(was, is);
    this.#compareUse(parent, was, is, named, step);
    if (named && is.name !== undefined && !this.#changedNames.has(is.name)) return;
    this.#getPair(parent, was, is, named, step).parents.push({
      from: parent,
      nested: step.path.length > 0,
      ...defined({
        only: getOnlyDirection(was.annotations, is.annotations, step),
        moved: step.moved,
      }),
    });
  }

  /** Whether two names are those of one schema. A removed and an added name become one if their schemas are similar. */
  #areOneSchema(was: Resolved, is: Resolved): boolean {
    if (was.name === undefined || is.name === undefined) return false;
    if (this.#matcher.getNewName(was.name) === is.name) return true;
    const { removed, added } = this.names;
    if (!removed.has(was.name) || !added.has(is.name) || this.renames.has(was.name)) return false;
    if (this.#findOldName(is.name) !== undefined || !areSimilar(was.core, is.core)) return false;
    this.renames.set(was.name, is.name);
    return true;
  }

  /** Compares what belongs to the use of a schema: whether it may be null there, and its annotations there. */
  #compareUse(parent: SchemaPair, was: Resolved, is: Resolved, named: boolean, step: Step): void {
    const at = defined({ before: was.written, after: is.written });
    const add: AddDifference = (what, details = {}) =>
      this.#addDifference(parent, what, { at, path: step.path, ...details });
    // Otherwise the comparison of the named schema reports it.
    if (!named || was.innerNullable === is.innerNullable)
      this.#compareNullability(was.nullable, is.nullable, add);
    const [older, newer] = named
      ? getOwnAnnotations([was.outer, is.outer], [was.annotations, is.annotations])
      : [was.annotations, is.annotations];
    if (this.#sendsText) compareNumberTexts(older, newer, is.core, add);
    compareAnnotations(older, newer, step.required, add);
  }

  #compareNullability(was: boolean | undefined, is: boolean | undefined, add: AddDifference): void {
    if (was === undefined || is === undefined || was === is) return;
    add(is ? 'became-nullable' : 'became-not-nullable');
  }

  #getPair(
    parent: SchemaPair,
    was: Resolved,
    is: Resolved,
    named: boolean,
    step: Step,
  ): SchemaPair {
    const isCondition = isInCondition(parent, step);
    const bySchemas = isCondition ? this.#inConditions : this.#bySchemas;
    const known = bySchemas.get(was.core)?.get(is.core);
    if (known !== undefined) return known;
    const pair: SchemaPair = {
      before: was.core,
      after: is.core,
      subject: {
        ...(named ? { kind: 'schema', wireName: is.name ?? '' } : parent.subject),
        path: named ? [] : [...parent.subject.path, ...step.path],
      },
      pointers: {
        before: this.#getPointer('before', was.core, parent.pointers.before),
        after: this.#getPointer('after', is.core, parent.pointers.after),
      },
      named,
      isCondition,
      differences: [],
      parents: [],
      visits: [],
    };
    // The objects for `true` and `false` are shared by all documents.
    if (!isBoolean(was) && !isBoolean(is)) {
      const ofCore = bySchemas.get(was.core) ?? new Map<object, SchemaPair>();
      bySchemas.set(was.core, ofCore.set(is.core, pair));
    }
    this.pairs.push(pair);
    this.#waiting.push({ pair, was, is });
    return pair;
  }

  #addDifference(
    pair: SchemaPair,
    what: KindId,
    { path = [], at, only, onlySent, ...values }: DifferenceDetails,
  ): void {
    const createSide = (key: 'before' | 'after'): Side | undefined => {
      if (at !== undefined && !(key in at)) return undefined;
      const pointer = this.#getPointer(key, at?.[key], pair.pointers[key]);
      return { pointer, ...defined({ value: values[key] }) };
    };
    pair.differences.push({
      what: pair.isCondition && !('always' in KINDS[what]) ? 'constraint-changed' : what,
      path,
      ...defined({ before: createSide('before'), after: createSide('after'), only, onlySent }),
    });
  }

  #getPointer(side: 'before' | 'after', schema: Schema | undefined, fallback: string): string {
    if (typeof schema !== 'object' || schema === ANYTHING || schema === NOTHING) return fallback;
    const document = side === 'before' ? this.#before : this.#after;
    return document.getPointer(schema) || fallback;
  }
}

/** The key by which subjects are sorted. */
export function getSubjectKey({ kind, wireName, part = '', path }: Subject): readonly string[] {
  return [kind, wireName, part, ...path];
}

interface Waiting {
  readonly pair: SchemaPair;
  readonly was: Resolved;
  readonly is: Resolved;
}

interface Part {
  readonly before: Schema;
  readonly after: Schema;
  readonly step: Step;
}

function isInCondition(parent: SchemaPair, { condition }: Step): boolean {
  return parent.isCondition || condition === true;
}

function isBoolean({ core }: Resolved): boolean {
  return core === ANYTHING || core === NOTHING;
}

/** A property that is read-only, or write-only, in both documents exists in one direction only. */
function getOnlyDirection(
  was: Annotations,
  is: Annotations,
  { required }: Step,
): Direction | undefined {
  if (required === undefined) return undefined;
  if (was.readOnly && is.readOnly) return 'response';
  return was.writeOnly && is.writeOnly ? 'request' : undefined;
}
