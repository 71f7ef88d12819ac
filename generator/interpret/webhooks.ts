import {
  getOperationsOf,
  type OperationObject,
  type ParameterObject,
  type PathItemObject,
  type RequestBodyObject,
} from '../document/openapi.js';
import type { OperationId } from '../model/model.js';
import type { Webhook } from '../model/webhook.js';
import { defined } from '../util/defined.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { dereference, getOrigin, type Context } from './context.js';
import { readDocs } from './docs.js';
import { readWebhookBody } from './webhook-bodies.js';

/**
 * The webhooks of the document and the callbacks of its operations, sorted by id.
 *
 * @param operations The operations that the model has.
 */
export function readWebhooks(
  context: Context,
  operations: ReadonlySet<OperationId>,
): readonly Webhook[] {
  const { paths, webhooks = {} } = context.loaded.document;
  const declared = Object.entries(webhooks).flatMap(([name, item]) =>
    readItems(context, name, [[undefined, item]]),
  );
  const called = Object.entries(paths).flatMap(([template, pathItem]) => {
    const item = dereference<PathItemObject>(context, pathItem);
    if (item === undefined) return [];
    return getOperationsOf(item).flatMap(([method, { callbacks = {} }]) => {
      const operation = `${method} ${template}`;
      if (!operations.has(operation)) return [];
      return Object.entries(callbacks).flatMap(([name, items]) =>
        readItems(
          context,
          name,
          sortedBy(Object.entries(items), ([url]) => url),
          operation,
        ),
      );
    });
  });
  return sortedBy([...declared, ...called], ({ id }) => id);
}

/** The requests under one name: one, unless the document declares several methods or URLs for it. */
function readItems(
  context: Context,
  wireName: string,
  items: readonly (readonly [url: string | undefined, item: PathItemObject])[],
  operation?: OperationId,
): readonly Webhook[] {
  const requests = items.flatMap(([url, item]) =>
    getOperationsOf(item).map(([method, node]) => ({ url, item, method, node })),
  );
  const methods = new Set(requests.map(({ method }) => method));
  return requests.map(({ url, item, method, node }) => {
    const variant =
      requests.length === 1
        ? undefined
        : methods.size === requests.length || url === undefined
          ? method
          : `${method} ${url}`;
    const { requestBody } = node;
    const declared = requestBody && dereference<RequestBodyObject>(context, requestBody);
    const body = readWebhookBody(context, declared?.content);
    return {
      id: [operation, wireName, variant].filter((part) => part !== undefined).join(' '),
      wireName,
      ...defined({ variant }),
      method,
      ...(operation !== undefined && url !== undefined && { callback: { operation, url } }),
      headers: readHeaderNames(context, item, node),
      ...defined({ body }),
      answers: Object.keys(node.responses ?? {}).sort(byCodeUnit),
      docs: readDocs({
        ...defined({ summary: item.summary, description: item.description }),
        ...node,
      }),
      origin: getOrigin(context, node),
    };
  });
}

function readHeaderNames(
  context: Context,
  item: PathItemObject,
  node: OperationObject,
): readonly string[] {
  const parameters = [...(item.parameters ?? []), ...(node.parameters ?? [])];
  const names = parameters.flatMap((parameter) => {
    const declared = dereference<ParameterObject>(context, parameter);
    return declared?.in === 'header' ? [declared.name] : [];
  });
  return [...new Set(names)].sort(byCodeUnit);
}
