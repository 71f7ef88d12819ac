import { isRecord } from '../../util/is-record.js';
import { toSegments } from '../../util/json-pointer.js';
import type { Finding } from '../finding.js';
import { addUnionMember } from './dialect.js';
import type { InferOptions } from './infer-schema.js';
import {
  createResponse,
  withBody,
  withoutBody,
  withProduced,
  withTextValue,
} from './correct-response.js';
import { correctSchema, inferOther } from './correct-schema.js';
import {
  followReferences,
  getNode,
  own,
  toPointer,
  withKey,
  withNode,
  withoutKeys,
  type JsonObject,
  type Path,
} from './json-tree.js';
import { canBeQuoted } from './target.js';

/** A document that a finding no longer contradicts, and the nodes that differ; or why there is none. */
export type Correction =
  { readonly root: JsonObject; readonly nodes: readonly Path[] } | { readonly remark: string };

const NOTHING = 'The document does not say otherwise at this place.';
const UNQUOTABLE = 'A name on the way to this place has characters that a JSONPath cannot have.';
const NO_NODE = 'The document has no such place.';

/** The path of the node that a finding is corrected at, behind its references, unless a reference itself is at fault. */
export function locate(root: JsonObject, { mismatch, place }: Finding): Path {
  switch (mismatch.kind) {
    case 'null':
    case 'type':
    case 'number-as-text':
    case 'undeclared-status':
      return toSegments(place.pointer);
    case 'missing':
      return toSegments(mismatch.requiredBy);
    default:
      return followReferences(root, toSegments(place.pointer));
  }
}

/** Corrects a document for one finding, at the node that {@link locate} gave before any correction. */
export function correct(
  root: JsonObject,
  finding: Finding,
  path: Path,
  options: InferOptions,
): Correction {
  const { mismatch, count, seen } = finding;
  const names = mismatch.kind === 'missing' ? [...path, mismatch.property] : path;
  if (!names.every(canBeQuoted)) return { remark: UNQUOTABLE };
  const isAlways = count >= seen && seen >= options.seen;
  const edit = (change: Change): Correction => editNode(root, path, change);
  switch (mismatch.kind) {
    case 'null':
    case 'type':
    case 'number-as-text':
    case 'enum':
    case 'format':
    case 'pattern':
    case 'limit':
    case 'undeclared-property':
    case 'undeclared-keys':
    case 'no-variant':
    case 'unknown-discriminator':
    case 'write-only': {
      const evidence = { isAlways, options };
      const found = edit((schema) => correctSchema(schema, mismatch, evidence));
      if ('remark' in found && mismatch.kind === 'unknown-discriminator')
        return { remark: 'OpenAPI cannot say which other values a discriminator has.' };
      return mismatch.kind === 'unknown-discriminator' && 'root' in found
        ? addFallback(root, path, found, inferOther(mismatch, options))
        : found;
    }
    case 'missing':
      return edit((schema) => withoutRequired(schema, mismatch.property));
    case 'undeclared-status': {
      const { mediaType, shape, status } = mismatch;
      const body = mediaType === undefined ? undefined : { mediaType, shape };
      const added = edit((operation) => {
        const responses = own(operation, 'responses');
        const declared = isRecord(responses) ? responses : {};
        if (Object.hasOwn(declared, status)) return undefined;
        const response = createResponse(body, count, options);
        return withKey(operation, 'responses', withKey(declared, status, response));
      });
      return alsoProducing(added, path, body?.mediaType, options);
    }
    case 'undeclared-media-type':
    case 'undeclared-body': {
      const added = edit((response) => {
        const changed = withBody(response, mismatch, options);
        return changed === response ? undefined : changed;
      });
      if (options.dialect !== '2.0') return added;
      // A response that several operations share does not say which of them produces the media type.
      if (path[0] !== 'paths')
        return {
          remark: 'Swagger 2.0 says media types by operation, and several have this response.',
        };
      const before = 'root' in added ? added : { root, nodes: [] };
      const both = alsoProducing(before, path.slice(0, 3), mismatch.mediaType, options);
      return 'nodes' in both && both.nodes.length === 0 ? { remark: NOTHING } : both;
    }
    case 'empty-body':
      if (!isAlways)
        return {
          remark: `OpenAPI cannot say that a body may be left out, and fewer than ${options.seen} answers, or not all of them, had none.`,
        };
      return edit(withoutBody);
    case 'missing-header':
      return edit((header) =>
        own(header, 'required') === true ? withKey(header, 'required', false) : undefined,
      );
    case 'header-value':
      return edit((header) => withTextValue(header, options));
    case 'not-json':
      return {
        remark: 'The answer contradicts its own Content-Type, which a document cannot say.',
      };
    case 'problem-details':
      return { remark: 'RFC 9457 says what this member means, whatever the document says.' };
    case 'paging':
      return { remark: 'OpenAPI cannot say how pages follow each other.' };
    default:
      return mismatch satisfies never;
  }
}

/**
 * OpenAPI 3.2, section 4.25: a schema for all other values of a discriminator, which has to be a component. In earlier
 * versions, the union has a variant more that no value selects.
 */
function addFallback(
  root: JsonObject,
  path: Path,
  withVariant: Extract<Correction, { readonly root: JsonObject }>,
  inferred: JsonObject,
): Correction {
  const section = ['components', 'schemas'];
  const [schema, components] = [getNode(root, path), getNode(root, section)];
  const discriminator = own(schema, 'discriminator');
  const version = own(root, 'openapi');
  if (typeof version !== 'string' || !version.startsWith('3.2')) return withVariant;
  if (!isRecord(schema) || !isRecord(components) || !isRecord(discriminator)) return withVariant;
  const known = own(inferred, '$ref');
  const name = getFreeName(components, path);
  const $ref = typeof known === 'string' ? known : `#${toPointer([...section, name])}`;
  const keyword = own(schema, 'oneOf') === undefined ? 'anyOf' : 'oneOf';
  const corrected = withKey(
    addUnionMember(schema, keyword, { $ref }),
    'discriminator',
    withKey(discriminator, 'defaultMapping', $ref),
  );
  const changed = withNode(root, path, corrected);
  if (known !== undefined) return { root: changed, nodes: [path] };
  const all = getNode(changed, section) as JsonObject;
  return {
    root: withNode(changed, section, withKey(all, name, inferred)),
    nodes: [path, section],
  };
}

/** `PetOther` for a schema at `pet`. */
function getFreeName(components: JsonObject, path: Path): string {
  const last = path.findLast((key) => /^[a-z]\w*$/i.test(key)) ?? 'Value';
  const name = `${last.charAt(0).toUpperCase()}${last.slice(1)}Other`;
  let free = name;
  for (let number = 2; Object.hasOwn(components, free); number += 1) free = `${name}${number}`;
  return free;
}

/** @returns the node's correction; undefined where it says nothing against the finding. */
type Change = (node: JsonObject) => JsonObject | undefined;

function editNode(root: JsonObject, path: Path, change: Change): Correction {
  const node = getNode(root, path);
  if (!isRecord(node)) return { remark: NO_NODE };
  const changed = change(node);
  return changed === undefined
    ? { remark: NOTHING }
    : { root: withNode(root, path, changed), nodes: [path] };
}

/** An empty list of required properties is not allowed up to 3.0, and says nothing in later versions. */
function withoutRequired(schema: JsonObject, property: string): JsonObject | undefined {
  const required = own(schema, 'required');
  if (!Array.isArray(required) || !required.includes(property)) return undefined;
  const others = (required as readonly unknown[]).filter((name) => name !== property);
  return others.length === 0
    ? withoutKeys(schema, ['required'])
    : withKey(schema, 'required', others);
}

/** In Swagger 2.0, the operation has to produce the media type of a body that was added. */
function alsoProducing(
  correction: Correction,
  path: Path,
  mediaType: string | undefined,
  { dialect }: InferOptions,
): Correction {
  if ('remark' in correction || dialect !== '2.0' || mediaType === undefined) return correction;
  const { root, nodes } = correction;
  const operation = getNode(root, path);
  const changed = isRecord(operation) ? withProduced(operation, root, mediaType) : undefined;
  if (changed === undefined) return correction;
  return { root: withNode(root, path, changed), nodes: [...nodes, path] };
}
