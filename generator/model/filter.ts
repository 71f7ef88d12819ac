import { UsageError } from '../errors.js';
import { findNearest } from '../util/nearest.js';
import type { ApiModel, Declaration, DeclarationId, Operation, Service, TypeRef } from './model.js';
import { getOperations, visitDeclarationReferences, visitReferences, withUse } from './walk.js';

/** Operations by what they are; as in `sdk.config.json`. A list that is left out says nothing. */
export interface OperationSelection {
  /** As the document writes them; an operation without one counts as of the service it is put in. */
  readonly tags?: readonly string[];
  /** Path templates; `*` stands for a part of one segment, `**` for any number of segments. */
  readonly paths?: readonly string[];
  /** In capitals. */
  readonly methods?: readonly string[];
  /** Method and path, e.g. `GET /Vehicles`; the path may hold `*` and `**`. */
  readonly operations?: readonly string[];
}

export interface OperationFilters {
  readonly include?: OperationSelection;
  readonly exclude?: OperationSelection;
}

/**
 * The part of an API that is wanted. Every list narrows: one of `include` keeps what it matches, one of
 * `exclude` drops it. What only dropped operations reach goes with them. Without a filter the model is
 * the same, with the declarations that no operation reaches.
 *
 * @throws UsageError naming every entry that matches no operation, with a near miss; or when none is left.
 */
export function filterModel(model: ApiModel, filters: OperationFilters): ApiModel {
  const lists = [...toLists('include', filters.include), ...toLists('exclude', filters.exclude)];
  if (lists.length === 0) return model;
  const entries = model.services.flatMap((service) =>
    service.operations.map((operation) => ({ service, operation })),
  );
  const kept = new Set(entries.map(({ operation }) => operation));
  const complaints: string[] = [];
  for (const list of lists) {
    const { matched, unmatched } = select(list, entries);
    complaints.push(...unmatched.map((entry) => describeUnmatched(list, entry, entries)));
    for (const { operation } of entries)
      if (matched.has(operation) !== (list.side === 'include')) kept.delete(operation);
  }
  if (complaints.length > 0) throw new UsageError(complaints.join('\n'), { hint: HINT });
  if (kept.size === 0)
    throw new UsageError('The filters leave no operation to make an SDK of.', {
      hint: 'Every list narrows: an operation must match each list of include, and none of exclude.',
    });
  return keepOperations(model, kept);
}

const HINT =
  'Tags, paths and methods are compared as the document writes them; in a path * stands for a part of one segment, ** for any number of segments.';

type Kind = keyof OperationSelection;

interface List {
  readonly side: keyof OperationFilters;
  readonly kind: Kind;
  readonly wanted: readonly string[];
}

interface Entry {
  readonly service: Service;
  readonly operation: Operation;
}

const KINDS: readonly Kind[] = ['tags', 'paths', 'methods', 'operations'];

function toLists(side: List['side'], selection: OperationSelection = {}): readonly List[] {
  return KINDS.flatMap((kind) => {
    const wanted = selection[kind];
    return wanted === undefined ? [] : [{ side, kind, wanted }];
  });
}

/** What an entry of a list is compared with. */
const TEXTS: Readonly<Record<Kind, (entry: Entry) => string>> = {
  tags: ({ service }) => service.wireName,
  paths: ({ operation }) => operation.pathTemplate,
  methods: ({ operation }) => operation.method,
  operations: ({ operation }) => operation.id,
};

function select({ kind, wanted }: List, entries: readonly Entry[]) {
  const byText = new Map<string, Operation[]>();
  for (const entry of entries) {
    const text = TEXTS[kind](entry);
    const operations = byText.get(text) ?? [];
    operations.push(entry.operation);
    byText.set(text, operations);
  }
  const matched = new Set<Operation>();
  const unmatched: string[] = [];
  for (const text of wanted) {
    const found = findMatching(kind, text, byText);
    if (found.length === 0) unmatched.push(text);
    for (const operation of found) matched.add(operation);
  }
  return { matched, unmatched };
}

function findMatching(
  kind: Kind,
  wanted: string,
  byText: ReadonlyMap<string, readonly Operation[]>,
): readonly Operation[] {
  const hasWildcard = wanted.includes('*') && (kind === 'paths' || kind === 'operations');
  if (!hasWildcard) return byText.get(wanted) ?? [];
  const matches = createPathMatcher(wanted);
  return [...byText].flatMap(([text, operations]) => (matches(text) ? operations : []));
}

function describeUnmatched(
  { side, kind }: List,
  wanted: string,
  entries: readonly Entry[],
): string {
  const near = findNearest(wanted, [...new Set(entries.map(TEXTS[kind]))]);
  const suggestion = near === undefined ? '' : ` Did you mean "${near}"?`;
  return `${side}.${kind}: "${wanted}" matches no operation.${suggestion}`;
}

function keepOperations(model: ApiModel, kept: ReadonlySet<Operation>): ApiModel {
  const services = model.services
    .map((service) => ({
      ...service,
      operations: service.operations.filter((operation) => kept.has(operation)),
    }))
    .filter(({ operations }) => operations.length > 0);
  const operations = getOperations({ ...model, services });
  const wanted = collectReachable(model.declarations, operations);
  const declarations = new Map([...model.declarations].filter(([id]) => wanted.has(id)));
  return { ...model, services, declarations: withUse(declarations, operations) };
}

/**
 * Whether a path template, alone or after a method, has the form of a pattern: `*` stands for a part of
 * one segment, `**` as a segment for any number of them. `/Vehicles/**` also matches `/Vehicles`.
 */
export function createPathMatcher(pattern: string): (text: string) => boolean {
  const [, method = '', path = ''] = /^([A-Z]+ )?(.*)$/s.exec(pattern) ?? [];
  const segments = path.replace(/^\//, '').split('/');
  const form = segments.map((segment) =>
    segment === '**' ? '(?:/[^/]*)*' : `/${toSegmentPattern(segment)}`,
  );
  const expression = new RegExp(`^${method}${form.join('')}$`);
  return (text) => expression.test(text);
}

/** Stars in a row mean what one means, and cost no more. */
function toSegmentPattern(segment: string): string {
  return segment
    .split(/\*+/)
    .map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('[^/]*');
}

/** The declarations that these operations take, give or answer errors with, and all that those are made of. */
export function collectReachable(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  operations: readonly Operation[],
): ReadonlySet<DeclarationId> {
  const seen = new Set<DeclarationId>();
  const add = (id: DeclarationId): void => void seen.add(id);
  for (const type of operations.flatMap(typesOf)) visitReferences(type, add);
  // A Set's iteration also visits what is added on the way.
  for (const id of seen) {
    const declaration = declarations.get(id);
    if (declaration !== undefined) visitDeclarationReferences(declaration, add);
  }
  return seen;
}

function typesOf({ parameters, body, responses }: Operation): readonly TypeRef[] {
  return [
    ...parameters.map(({ type }) => type),
    ...(body ? [body.type] : []),
    ...responses.flatMap((response) => (response.body ? [response.body.type] : [])),
  ];
}
