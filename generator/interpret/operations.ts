import {
  getOperationsOf,
  type OperationObject,
  type PathItemObject,
  type ResponseObject,
} from '../document/openapi.js';
import type { Docs, HttpMethod, Operation, Response, Service } from '../model/model.js';
import { isIdempotent, isSendable } from '../model/methods.js';
import { defined } from '../util/defined.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { dereference, getOrigin, type Context } from './context.js';
import { readDocs } from './docs.js';
import { readParameters, splitPath } from './parameters.js';
import { readRequestBody } from './request-bodies.js';
import { readErrorBody, readResponseBody, reportUnreachableStatuses } from './response-body.js';
import { SecurityReader } from './security.js';
import { readOwnServers } from './servers.js';

/** An operation and its first tag; undefined when it has none. */
export interface TaggedOperation {
  readonly tag: string | undefined;
  readonly operation: Operation;
}

/** Every operation of the document, sorted by path template, then method. */
export function readOperations(context: Context): readonly TaggedOperation[] {
  const { paths } = context.loaded.document;
  const duplicates = reportDuplicateIds(context);
  const security = new SecurityReader(context);
  return Object.keys(paths)
    .sort(byCodeUnit)
    .flatMap((template) => {
      const item = paths[template] && dereference<PathItemObject>(context, paths[template]);
      if (item === undefined) return [];
      return sortedBy(getOperationsOf(item), ([method]) => method).flatMap(
        ([method, node]) =>
          readOperation(context, template, item, method, node, duplicates, security) ?? [],
      );
    });
}

function readOperation(
  context: Context,
  template: string,
  item: PathItemObject,
  method: HttpMethod,
  node: OperationObject,
  duplicates: ReadonlySet<string>,
  security: SecurityReader,
): TaggedOperation | undefined {
  if (!isSendable(method)) {
    context.diagnostics.report(
      'method-malformed',
      getOrigin(context, node).pointer,
      `'${method.slice(0, 40)}' is not an HTTP method that \`fetch\` sends.`,
    );
    return undefined;
  }
  const split = splitPath(template);
  if (split === undefined) {
    context.diagnostics.report(
      'path-malformed',
      getOrigin(context, node).pointer,
      `'${template}' is not a valid path template.`,
    );
    return undefined;
  }
  if (template.includes('#'))
    context.diagnostics.reportOnce(
      'path-fragment',
      getOrigin(context, item).pointer,
      'The path has a fragment.',
    );
  const { path, parameters } = readParameters(
    context,
    split,
    node,
    item.parameters,
    node.parameters,
  );
  const body = readRequestBody(context, node, method);
  const servers = readOwnServers(context, node.servers ?? item.servers);
  const operation: Operation = {
    id: `${method} ${template}`,
    method,
    pathTemplate: template,
    path,
    ...(node.operationId && !duplicates.has(node.operationId) && { operationId: node.operationId }),
    parameters,
    ...defined({ body }),
    responses: readResponses(context, node),
    security: security.read(node),
    ...(servers.length > 0 && { servers }),
    idempotent: isIdempotent(method),
    docs: readDocs(node),
    origin: getOrigin(context, node),
  };
  return { tag: [...(node.tags ?? [])].sort(byCodeUnit)[0], operation };
}

function reportDuplicateIds(context: Context): ReadonlySet<string> {
  const seen = new Map<string, OperationObject>();
  const duplicates = new Set<string>();
  for (const item of Object.values(context.loaded.document.paths)) {
    for (const [, node] of getOperationsOf(item)) {
      if (!node.operationId) continue;
      const first = seen.get(node.operationId);
      seen.set(node.operationId, node);
      if (first === undefined) continue;
      duplicates.add(node.operationId);
      for (const holder of [first, node]) {
        context.diagnostics.report(
          'operation-id-duplicate',
          getOrigin(context, holder).pointer,
          `Another operation has the same operationId '${node.operationId}'.`,
        );
      }
    }
  }
  return duplicates;
}

function readResponses(context: Context, operation: OperationObject): readonly Response[] {
  const entries = Object.entries(operation.responses ?? {});
  if (entries.length === 0) {
    context.diagnostics.report(
      'response-missing',
      getOrigin(context, operation).pointer,
      'The operation declares no response.',
    );
  }
  const hasSuccess = entries.some(([status]) => status.startsWith('2'));
  // Without a success, `default` describes it (OpenAPI 3.1, section 4.8.16).
  const isSuccess = (status: string) =>
    status.startsWith('2') || (status === 'default' && !hasSuccess);
  const responses = entries.flatMap(([status, item]): Response | readonly [] => {
    const node = dereference<ResponseObject>(context, item);
    if (node === undefined) return [];
    const read = isSuccess(status) ? readResponseBody : readErrorBody;
    const body = read(context, node.content);
    const headers = Object.keys(node.headers ?? {}).map((name) => name.toLowerCase());
    return {
      status: /^[1-5]xx$/i.test(status) ? status.toUpperCase() : status,
      ...defined({ body }),
      ...(headers.length > 0 && { headers: headers.sort(byCodeUnit) }),
      docs: readDocs({ summary: node.summary, description: node.description }),
      origin: getOrigin(context, node),
    };
  });
  // Digits sort before letters, so `default` comes last by itself.
  const sorted = sortedBy(responses, (response) => response.status);
  reportUnreachableStatuses(
    context,
    sorted.filter(({ status }) => isSuccess(status)),
  );
  return sorted;
}

/** One service a tag; an operation without a tag (minimal APIs) belongs to the first word of its path. */
export function groupByTag(
  context: Context,
  operations: readonly TaggedOperation[],
): readonly Service[] {
  const byTag = new Map<string, TaggedOperation[]>();
  for (const tagged of operations) {
    const tag = tagged.tag ?? getFirstWord(tagged.operation.pathTemplate);
    const group = byTag.get(tag) ?? [];
    group.push(tagged);
    byTag.set(tag, group);
  }
  const docs = readTagDocs(context);
  return [...byTag.keys()].sort(byCodeUnit).map((wireName) => ({
    wireName,
    docs: docs.get(wireName) ?? {},
    operations: sortedBy(
      (byTag.get(wireName) ?? []).map(({ operation }) => operation),
      (operation) => `${operation.pathTemplate} ${operation.method}`,
    ),
  }));
}

/** Skips segments that do not name a resource: `api`, versions, parameters. */
function getFirstWord(template: string): string {
  const words = template
    .split('/')
    .filter(
      (segment) => segment !== '' && !segment.includes('{') && !/^(api|v\d[\d.]*)$/i.test(segment),
    );
  return words[0] ?? 'Default';
}

function readTagDocs(context: Context): ReadonlyMap<string, Docs> {
  return new Map(
    (context.loaded.document.tags ?? []).map((tag) => [
      tag.name,
      readDocs({
        summary: tag.summary,
        description: tag.description,
        externalDocs: tag.externalDocs,
      }),
    ]),
  );
}
