import type { Diagnostics } from '../diagnostics.js';
import type { LoadedDocument } from '../document/openapi.js';
import type { ApiModel, Declarations } from '../model/model.js';
import { rewriteDeclaration, rewriteOperation, rewriteWebhook } from '../model/rewrite.js';
import { withUse } from '../model/walk.js';
import type { Webhook } from '../model/webhook.js';
import { byCodeUnit } from '../util/order.js';
import { planTextInJson } from './binary-values.js';
import { createCompositionRewrite } from './compositions.js';
import type { Context, PropertyCache } from './context.js';
import { declareAll, declareReferencedSchemas } from './declarations.js';
import { collectUsedAlone, withLiteralDiscriminators, withVariants } from './discriminators.js';
import { readDocs } from './docs.js';
import { getInheritedShape } from './inheritance.js';
import { groupByTag, readOperations, type TaggedOperation } from './operations.js';
import type { PaginationOverrides } from './pagination-overrides.js';
import { addPagination } from './pagination-overrides.js';
import { checkReferenceDepth, removeAliasCycles } from './reference-graph.js';
import { readSecuritySchemes } from './security.js';
import { readServers } from './servers.js';
import { readWebhooks } from './webhooks.js';

export type { PropertyCache } from './context.js';
export type { PaginationOverride, PaginationOverrides } from './pagination-overrides.js';

/**
 * Interprets a document in normal form as a model. Errors in the document are reported to `diagnostics` and not thrown.
 * The result does not depend on the order of the document's keys.
 *
 * @param properties A cache from another version that shares schema objects with this one; it is added to.
 * @throws UsageError for a pagination override that does not fit the document.
 */
export function interpret(
  loaded: LoadedDocument,
  diagnostics: Diagnostics,
  pagination: PaginationOverrides = {},
  properties: PropertyCache = new Map(),
): ApiModel {
  const context: Context = {
    loaded,
    diagnostics,
    declarations: new Map(),
    inProgress: new Set(),
    properties,
    shapes: new Map(),
    referenced: new Map(),
    discriminators: [],
  };
  declareAll(context);
  const written = readOperations(context);
  const ids = new Set(written.map(({ operation }) => operation.id));
  const writtenWebhooks = readWebhooks(context, ids);
  declareReferencedSchemas(context);

  const { operations, webhooks, declarations } = complete(context, written, writtenWebhooks);
  const { info, externalDocs } = loaded.document;
  return {
    title: info.title,
    version: info.version,
    docs: readDocs({ description: info.description, externalDocs }),
    servers: readServers(context),
    securitySchemes: readSecuritySchemes(context),
    services: addPagination(groupByTag(context, operations), declarations, pagination),
    webhooks,
    declarations,
  };
}

/**
 * Completes what has been read by what only all declarations together say: what an `allOf` makes, where bytes are text,
 * which property tells variants apart, and in which direction a declaration travels.
 */
function complete(
  context: Context,
  written: readonly TaggedOperation[],
  writtenWebhooks: readonly Webhook[],
): {
  readonly operations: readonly TaggedOperation[];
  readonly webhooks: readonly Webhook[];
  readonly declarations: Declarations;
} {
  const sorted = new Map([...context.declarations].sort(([a], [b]) => byCodeUnit(a, b)));
  checkReferenceDepth(sorted, context.diagnostics);
  const acyclic = removeAliasCycles(sorted, context.diagnostics);
  const rewrite = createCompositionRewrite(acyclic, (discriminator) =>
    context.discriminators.push(discriminator),
  );
  const text = planTextInJson({
    declarations: acyclic,
    operations: written.map(({ operation }) => operation),
    webhooks: writtenWebhooks,
  });
  const composed = new Map(
    [...acyclic].map(([id, declaration]) => [
      id,
      rewriteDeclaration(declaration, { ...rewrite, ...text.getRewrite(id) }),
    ]),
  );
  const operations = written.map((each) => ({
    ...each,
    operation: rewriteOperation(text.rewriteOperation(each.operation), rewrite),
  }));
  const webhooks = writtenWebhooks.map((webhook) =>
    rewriteWebhook(text.rewriteWebhook(webhook), rewrite),
  );
  const users = { operations: operations.map(({ operation }) => operation), webhooks };
  const usedAlone = collectUsedAlone(composed, users);
  const propertiesOf = (id: string) => getInheritedShape(context, id).properties;
  const tagged = withLiteralDiscriminators(
    withVariants(context, composed, propertiesOf),
    context.discriminators,
    (id) => usedAlone.has(id),
  );
  return { operations, webhooks, declarations: withUse(tagged, users) };
}
