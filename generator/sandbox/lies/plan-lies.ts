import type { ApiModel, OperationId } from '../../model/model.js';
import { getOperations } from '../../model/walk.js';
import { sortedBy } from '../../util/order.js';
import { hash } from '../data/fleet.js';
import type { OpenApiDocument, SchemaObject } from '../raw-openapi.js';
import { getOperationRoles } from '../../model/collections.js';
import { getDeclaredAnswer, type DeclaredAnswer } from './declared-answer.js';
import { LIE_KINDS, type Offer, type PlannedLie, type SchemaOffer } from './lie.js';
import { getAnswerOffers } from './offer-at-answer.js';
import { getSchemaOffers, type Surroundings } from './offer-at-schema.js';
import { Schemas, type Schema } from './schemas.js';

/** A document in normal form, and where its nodes are in the published one. */
export interface LyingDocument {
  readonly document: OpenApiDocument;
  readonly getPointer: (node: object) => string;
}

const MAX_LIES = 5;

/**
 * Chooses up to five lies, of different kinds and independent of each other: none is told where another would hide it. Every
 * kind that the document offers is as likely, however many places there are for it.
 * @param seed the same text gives the same lies of the same document.
 */
export function planLies(
  model: ApiModel,
  { document, getPointer }: LyingDocument,
  seed: string,
): readonly PlannedLie[] {
  const schemas = new Schemas(document);
  const surroundings = { schemas, getPointer, keys: getKeys(model) };
  const offers = collectOffers(model, document, surroundings);
  const rank = (text: string) => hash(`${seed} ${text}`).toString(16).padStart(8, '0');
  const chosen: Candidate[] = [];
  for (const kind of sortedBy(LIE_KINDS, rank)) {
    if (chosen.length === MAX_LIES) break;
    const ofKind = offers.filter(({ offer }) => offer.lie.kind === kind);
    const independent = sortedBy(ofKind, ({ key }) => rank(key)).find((candidate) =>
      chosen.every((other) => !overlap(schemas, candidate, other)),
    );
    if (independent !== undefined) chosen.push(independent);
  }
  return chosen.map(({ offer, key }) => ({
    ...offer,
    share: hash(`${seed} share ${key}`) % 2 === 0 ? 'every' : 'third',
  }));
}

/** An offer, and the operations whose answers can tell it. */
interface Candidate {
  readonly offer: Offer;
  /** The same for the same offer of the same document, however it is ordered. */
  readonly key: string;
  readonly operations: Set<OperationId>;
}

/** The names of path parameters, and of the properties that hold their values. */
export function getKeys(model: ApiModel): ReadonlySet<string> {
  const inPaths = getOperations(model).flatMap(({ path }) =>
    path.flatMap((part) => (part.kind === 'parameter' ? part.wireName.toLowerCase() : [])),
  );
  const ofItems = [...getOperationRoles(model).values()].flatMap(({ parents }) =>
    parents.flatMap(({ key }) => key ?? []),
  );
  return new Set([...inPaths, ...ofItems]);
}

function collectOffers(
  model: ApiModel,
  document: OpenApiDocument,
  surroundings: Surroundings,
): readonly Candidate[] {
  const candidates = new Map<string, Candidate>();
  const toCandidate = (offer: Offer): Candidate => {
    const key = `${offer.pointer} ${JSON.stringify(offer.lie)}`;
    const candidate = candidates.get(key) ?? { offer, key, operations: new Set() };
    candidates.set(key, candidate);
    return candidate;
  };
  const ofSchemas = new Map<SchemaObject, Map<string, readonly Candidate[]>>();
  const getCandidates = ({ schema, isShared, isKey }: DescribedNode) => {
    const known = ofSchemas.get(schema) ?? new Map<string, readonly Candidate[]>();
    ofSchemas.set(schema, known);
    const key = `${isShared} ${isKey}`;
    const found =
      known.get(key) ??
      getSchemaOffers(surroundings, schema, isShared, isKey).map((offer) => toCandidate(offer));
    known.set(key, found);
    return found;
  };
  for (const operation of getOperations(model)) {
    const declared = getDeclaredAnswer(document, operation);
    if (declared === undefined) continue;
    for (const candidate of [
      ...getAnswerOffers(surroundings, declared).map(toCandidate),
      ...getPlaces(surroundings, declared).flatMap(getCandidates),
    ])
      candidate.operations.add(operation.id);
  }
  return sortedBy(candidates.values(), ({ key }) => key);
}

/** A schema that describes a value of an answer. */
interface Described {
  readonly schema: Schema;
  readonly isShared: boolean;
  readonly isKey: boolean;
}

interface DescribedNode extends Described {
  readonly schema: SchemaObject;
}

/** Deeper values are often left out by the sandbox. */
const MAX_DEPTH = 5;

/** The schemas of an answer's values. */
function getPlaces(
  { schemas, keys }: Surroundings,
  { schema: root }: DeclaredAnswer,
): readonly DescribedNode[] {
  const found: DescribedNode[] = [];
  const marks = new Map<SchemaObject, Set<string>>();
  let level: Described[] =
    root === undefined ? [] : [{ schema: root, isShared: false, isKey: false }];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    const next: Described[] = [];
    // Grows: a schema may refer to others for the same value.
    for (const { schema, isShared, isKey } of level) {
      if (typeof schema === 'boolean') continue;
      const seen = marks.get(schema) ?? new Set();
      if (seen.has(`${isShared} ${isKey}`)) continue;
      marks.set(schema, seen.add(`${isShared} ${isKey}`));
      found.push({ schema, isShared, isKey });
      const { same, properties, values, items, ...described } = schemas.describe(schema);
      for (const part of same)
        level.push({ schema: part, isShared: isShared || described.isShared, isKey });
      for (const [name, part] of properties)
        next.push({ schema: part, isShared: false, isKey: keys.has(name.toLowerCase()) });
      for (const part of [values, items])
        if (part !== undefined) next.push({ schema: part, isShared: false, isKey });
    }
    level = next;
  }
  return found;
}

/** Whether one of two lies could not be seen where the other is told. */
function overlap(schemas: Schemas, one: Candidate, other: Candidate): boolean {
  const [first, second] = [one.offer, other.offer];
  if (first.at === 'answer' || second.at === 'answer')
    return [...one.operations].some((operation) => other.operations.has(operation));
  return (
    getRoot(first.pointer) === getRoot(second.pointer) ||
    hides(schemas, first, second) ||
    hides(schemas, second, first)
  );
}

function hides(schemas: Schemas, { hides: hidden }: SchemaOffer, { schema }: SchemaOffer): boolean {
  return hidden !== undefined && schemas.getReachable(hidden).has(schema);
}

/** The component, or the response, that a place is in. */
function getRoot(pointer: string): string {
  const [root = ''] =
    /^\/(?:definitions\/[^/]+|components\/[^/]+\/[^/]+|paths\/.*?\/responses\/[^/]+)/.exec(
      pointer,
    ) ?? [pointer];
  return root;
}
