import type { LoadedDocument, SchemaObject } from '../document.js';
import { byCodeUnit, sortedBy } from '../../util/order.js';
import type { Direction, Side, Subject } from '../finding.js';
import type { Difference, What } from './difference.js';
import { compareKeywords, compareNotes, notesToTell } from './keywords/index.js';
import { Matching } from './matching.js';
import { areAlike, changedNames, comingsOf, renamesOf, type Comings } from './names.js';
import { unseen, type Pair } from './pair.js';
import {
  ANYTHING,
  coreAllowsNull,
  NOTHING,
  resolve,
  SCHEMA_REFERENCE,
  type Notes,
  type Resolved,
  type Schema,
} from './resolve.js';
import { Steady } from './steady.js';
import { subjectKey } from './subject-key.js';
import type { Step, Told } from './teller.js';

/** The graph of schemas in corresponding places. Pairs that cannot differ are left out. */
export class Pairs {
  readonly #before: LoadedDocument;
  readonly #after: LoadedDocument;
  readonly #matching: Matching;
  readonly #changed: ReadonlySet<string>;
  readonly #steady: Steady;
  readonly #known = new Map<object, Map<object, Pair>>();
  #waiting: Waiting[] = [];
  readonly comings: Comings;
  /** From old names to new ones; grows while schemas are compared. */
  readonly renames: Map<string, string>;
  /** How many pairs were compared. */
  compared = 0;

  constructor(before: LoadedDocument, after: LoadedDocument) {
    this.#before = before;
    this.#after = after;
    this.comings = comingsOf(before, after);
    this.renames = renamesOf(before, after, this.comings);
    this.#matching = new Matching(before, after, this.renames);
    this.#changed = changedNames(before, after, this.renames);
    this.#steady = new Steady(this.#changed);
  }

  isUnchanged(name: string): boolean {
    return Object.hasOwn(this.#after.document.components.schemas, name) && !this.#changed.has(name);
  }

  /** A pair from which the comparison of two schemas in a place begins. */
  root(before: Schema, after: Schema, subject: Subject): Pair {
    const root = unseen(ANYTHING, ANYTHING, subject);
    this.#relate(root, before, after, { path: [] });
    return root;
  }

  /** Pairs for the named schemas that nothing visited leads to. */
  named(): readonly Pair[] {
    const { schemas } = this.#after.document.components;
    const names = Object.keys(schemas).sort(byCodeUnit);
    return names.flatMap((name) => {
      const old = this.#oldNameOf(name);
      if (!this.#changed.has(name) || old === undefined) return [];
      const [was, is] = [old, name].map((key): Schema => ({ $ref: SCHEMA_REFERENCE + key }));
      return [this.root(was ?? true, is ?? true, { kind: 'schema', wireName: name, path: [] })];
    });
  }

  /**
   * Compares what was related and is not compared yet, and what that leads to. Level by level, each in one
   * order: the shortest way to a pair gives it its subject, and no order of keys gives it another.
   */
  settle(): void {
    while (this.#waiting.length > 0) {
      const level = sortedBy(this.#waiting, ({ pair }) => subjectKey(pair.subject).join('\0'));
      this.#waiting = [];
      for (const { pair, was, is } of level) this.#compare(pair, was, is);
      this.compared += level.length;
    }
  }

  #oldNameOf(name: string): string | undefined {
    if (Object.hasOwn(this.#before.document.components.schemas, name)) return name;
    for (const [old, renamed] of this.renames) if (renamed === name) return old;
    return undefined;
  }

  #compare(pair: Pair, was: Resolved, is: Resolved): void {
    const tell = (what: What, told: Told = {}): void => this.#tell(pair, what, told);
    if (pair.named) {
      this.#tellNullability(nullabilityOf(was.core), nullabilityOf(is.core), tell);
      compareNotes(was.inner, is.inner, undefined, tell);
    }
    const related: Related[] = [];
    compareKeywords(
      { schema: was.core, name: was.name },
      { schema: is.core, name: is.name },
      {
        before: this.#before,
        after: this.#after,
        matching: this.#matching,
        tell,
        relate: (before, after, step) => related.push({ before, after, step }),
      },
    );
    const inOrder = sortedBy(related, ({ step }) => step.path.join('\0'));
    for (const { before, after, step } of inOrder) this.#relate(pair, before, after, step);
  }

  #relate(parent: Pair, before: Schema, after: Schema, step: Step): void {
    if (this.#steady.holds(before, after)) return;
    const was = resolve(before, this.#before);
    const is = resolve(after, this.#after);
    const named = this.#isOne(was, is);
    this.#tellOfUse(parent, was, is, named, step);
    if (named && is.name !== undefined && !this.#changed.has(is.name)) return;
    const to = this.#pair(parent, was, is, named, step);
    const only = onlyWay(was.notes, is.notes, step);
    parent.edges.push({ to, nested: step.path.length > 0, ...(only && { only }) });
  }

  /** Whether two names stand for one schema. Old and new ones that meet here, and are much alike, are taken for one. */
  #isOne(was: Resolved, is: Resolved): boolean {
    if (was.name === undefined || is.name === undefined) return false;
    if (this.#matching.renamed(was.name) === is.name) return true;
    const { gone, fresh } = this.comings;
    if (!gone.has(was.name) || !fresh.has(is.name) || this.renames.has(was.name)) return false;
    if (this.#oldNameOf(is.name) !== undefined || !areAlike(was.core, is.core)) return false;
    this.renames.set(was.name, is.name);
    return true;
  }

  #tellOfUse(parent: Pair, was: Resolved, is: Resolved, named: boolean, step: Step): void {
    const at = {
      ...(was.written && { before: was.written }),
      ...(is.written && { after: is.written }),
    };
    const tell = (what: What, told: Told = {}): void =>
      this.#tell(parent, what, { at, path: step.path, ...told });
    const toldThere = named && coreAllowsNull(was.core) !== coreAllowsNull(is.core);
    if (!toldThere) this.#tellNullability(was, is, tell);
    const [older, newer] = named
      ? notesToTell([was.outer, is.outer], [was.notes, is.notes])
      : [was.notes, is.notes];
    compareNotes(older, newer, step.property, tell);
  }

  #tellNullability(
    was: Nullability,
    is: Nullability,
    tell: (what: What, told?: Told) => void,
  ): void {
    if (was.nullable === undefined || is.nullable === undefined) return;
    if (was.nullable === is.nullable) return;
    const untyped = is.nullable
      ? isUntyped(was.core, this.#before)
      : isUntyped(is.core, this.#after);
    // oasdiff knows a union with null only by what is in it being the same as before.
    const other = was.isUnion !== is.isUnion && !this.#matching.sameShape(was.core, is.core);
    const facts = untyped || other ? { facts: { literal: [] } } : {};
    tell(is.nullable ? 'became-nullable' : 'became-not-nullable', facts);
  }

  #pair(parent: Pair, was: Resolved, is: Resolved, named: boolean, step: Step): Pair {
    const known = this.#known.get(was.core)?.get(is.core);
    if (known !== undefined) return known;
    const pair: Pair = {
      ...unseen(was.core, is.core, {
        ...(named ? { kind: 'schema' as const, wireName: is.name ?? '' } : parent.subject),
        path: named ? [] : [...parent.subject.path, ...step.path],
      }),
      named,
      access: accessOf(named ? is.inner : is.notes),
      isItems: step.path.at(-1) === '[]',
      pointers: {
        before: this.#pointer('before', was.core, parent.pointers.before),
        after: this.#pointer('after', is.core, parent.pointers.after),
      },
      isCondition: !named && (parent.isCondition || step.condition === true),
    };
    // What is no object of a document may stand anywhere.
    if (!isBoolean(was) && !isBoolean(is)) {
      const ofCore = this.#known.get(was.core) ?? new Map<object, Pair>();
      this.#known.set(was.core, ofCore.set(is.core, pair));
    }
    this.#waiting.push({ pair, was, is });
    return pair;
  }

  #tell(pair: Pair, what: What, { path = [], at, only, facts = {}, ...values }: Told): void {
    const side = (key: 'before' | 'after'): Side | undefined => {
      if (at !== undefined && !(key in at)) return undefined;
      const pointer = this.#pointer(key, at?.[key], pair.pointers[key]);
      return values[key] === undefined ? { pointer } : { pointer, value: values[key] };
    };
    const [before, after] = [side('before'), side('after')];
    const difference: Difference = {
      what,
      path,
      ...(before && { before }),
      ...(after && { after }),
      inside: path.length > 0,
      ...(only && { only }),
      facts,
    };
    pair.differences.push(difference);
  }

  #pointer(side: 'before' | 'after', schema: Schema | undefined, otherwise: string): string {
    if (typeof schema !== 'object' || schema === ANYTHING || schema === NOTHING) return otherwise;
    const document = side === 'before' ? this.#before : this.#after;
    return document.pointerOf(schema);
  }
}

interface Waiting {
  readonly pair: Pair;
  readonly was: Resolved;
  readonly is: Resolved;
}

/** What stands under a pair, and in which place. */
interface Related {
  readonly before: Schema;
  readonly after: Schema;
  readonly step: Step;
}

type Nullability = Pick<Resolved, 'core' | 'nullable' | 'isUnion'>;

function nullabilityOf(core: SchemaObject): Nullability {
  return { core, nullable: coreAllowsNull(core), isUnion: false };
}

/** Of a property, or of a schema that every property shares that refers to it. */
function accessOf({ readOnly = false, writeOnly = false }: Notes): Pair['access'] {
  return { readOnly, writeOnly };
}

function isBoolean({ core }: Resolved): boolean {
  return core === ANYTHING || core === NOTHING;
}

/** From OpenAPI 3.1 on what has no type allows null, even where properties say what is meant. */
function isUntyped({ type, enum: values }: SchemaObject, document: LoadedDocument): boolean {
  return type === undefined && values === undefined && document.publishedVersion.startsWith('3.1');
}

/** A property that is only read, or only written, on both sides is not there on the other way. */
function onlyWay(was: Notes, is: Notes, { property }: Step): Direction | undefined {
  if (property === undefined) return undefined;
  if (was.readOnly && is.readOnly) return 'response';
  return was.writeOnly && is.writeOnly ? 'request' : undefined;
}
