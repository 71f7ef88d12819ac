import { byCodeUnit } from '../../util/order.js';
import type { Finding, MismatchKind } from '../finding.js';
import { toActions, type Action } from './actions.js';
import { correct, locate } from './correct.js';
import { getDialect } from './dialect.js';
import { createComponentFinder, createProblemFinder } from './find-component.js';
import { DEFAULT_SEEN, type InferOptions } from './infer-schema.js';
import { toPointer, type JsonObject, type Path } from './json-tree.js';
import { printOverlay, type EvidencedAction } from './print-overlay.js';

export interface ProposeOptions {
  /** Of the overlay. */
  readonly title: string;
  /** How many values have to be seen for a new claim about all of them; 20 unless given. */
  readonly seen?: number;
}

/** An overlay that makes a document true. */
export interface Proposal {
  /** YAML; empty where there is no action, since an overlay has at least one. */
  readonly text: string;
  /** The number of actions. */
  readonly actions: number;
  /** The findings without an action, and why. */
  readonly remarks: readonly { readonly finding: Finding; readonly why: string }[];
}

/**
 * Proposes an OpenAPI Overlay that makes a document true, with few actions, each with its evidence. The corrected document
 * accepts what was answered, and what it accepted before. What contradicts the document is loosened by a single sighting;
 * what is claimed newly of *all* values, such as another type in place of the declared one, a format, or that a property of
 * an inferred object is required, needs `seen` sightings.
 *
 * The overlay is of version 1.0, or of 1.1 where a plain value has to be removed, which 1.0 cannot. It is the same text
 * whatever the order of the findings.
 *
 * @param published The document that the findings' pointers point into.
 */
export function proposeOverlay(
  findings: readonly Finding[],
  published: JsonObject,
  { title, seen = DEFAULT_SEEN }: ProposeOptions,
): Proposal {
  const options: InferOptions = {
    seen,
    dialect: getDialect(published),
    findComponent: createComponentFinder(published),
    findProblem: createProblemFinder(published),
  };
  const remarks: { readonly finding: Finding; readonly why: string }[] = [];
  const edited = new Map<string, EditedNode>();
  let root = published;
  for (const { finding, path } of inOrder(findings, published)) {
    const correction = correct(root, finding, path, options);
    if ('remark' in correction) {
      remarks.push({ finding, why: correction.remark });
      continue;
    }
    root = correction.root;
    for (const node of correction.nodes) {
      const pointer = toPointer(node);
      const known = edited.get(pointer) ?? { path: node, findings: [] };
      edited.set(pointer, { ...known, findings: [...known.findings, finding] });
    }
  }
  const actions = createActions(published, root, edited);
  return {
    text: actions.length === 0 ? '' : printOverlay(title, actions),
    actions: actions.length,
    remarks,
  };
}

interface EditedNode {
  readonly path: Path;
  readonly findings: readonly Finding[];
}

/**
 * What is within other nodes first, since a correction may move what is in its node. At one node, null and keywords come
 * before a union with another type, which takes them into one of its variants.
 */
function inOrder(findings: readonly Finding[], published: JsonObject) {
  const located = findings.map((finding) => ({ finding, path: locate(published, finding) }));
  return located.sort(
    (a, b) =>
      b.path.length - a.path.length ||
      byCodeUnit(toPointer(a.path), toPointer(b.path)) ||
      getRank(a.finding) - getRank(b.finding) ||
      byCodeUnit(a.finding.id, b.finding.id),
  );
}

const LAST: readonly MismatchKind[] = [
  'undeclared-keys',
  'no-variant',
  'unknown-discriminator',
  'type',
  'number-as-text',
];

function getRank({ mismatch: { kind } }: Finding): number {
  return kind === 'null' ? -2 : LAST.indexOf(kind);
}

/** The actions of each node, those of inner nodes first. A node that another one replaces is part of that one's actions. */
function createActions(
  before: JsonObject,
  after: JsonObject,
  edited: ReadonlyMap<string, EditedNode>,
): readonly EvidencedAction[] {
  const outerFirst = [...edited.values()].sort((a, b) => a.path.length - b.path.length);
  const made: { readonly actions: readonly Action[]; readonly findings: Finding[] }[] = [];
  const replaced: { readonly pointer: string; readonly findings: Finding[] }[] = [];
  const isOwn = (path: Path) => edited.has(toPointer(path));
  for (const { path, findings } of outerFirst) {
    const pointer = toPointer(path);
    const outer = replaced.find((each) => `${pointer}/`.startsWith(`${each.pointer}/`));
    if (outer !== undefined) {
      outer.findings.push(...findings);
      continue;
    }
    const node = toActions({ before, after }, path, isOwn);
    const own = { actions: node.actions, findings: [...findings] };
    made.push(own);
    replaced.push(
      ...node.replaced.map((each) => ({ pointer: toPointer(each), findings: own.findings })),
    );
  }
  // Two nodes of the same depth do not contain each other, so their order is that of the document's pointers.
  return made.reverse().flatMap(({ actions, findings }) => {
    const evidence = [...new Set(findings)];
    return actions.map((action) => ({ action, findings: evidence }));
  });
}
