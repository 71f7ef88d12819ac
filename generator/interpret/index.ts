import type { Diagnostics } from '../diagnostics.js';
import type { LoadedDocument } from '../document/openapi.js';
import type { ApiModel } from '../model/model.js';
import { rewriteDeclaration, rewriteOperation, rewriteWebhook } from '../model/rewrite.js';
import { withUse } from '../model/walk.js';
import { byCodeUnit } from '../util/order.js';
import { planTextInJson } from './binary-values.js';
import { createCompositionRewrite } from './compositions.js';
import type { Context, PropertyCache } from './context.js';
import { declareAll, declareReferencedSchemas } from './declarations.js';
import { collectUsedAlone, withLiteralDiscriminators, withVariants } from './discriminators.js';
import { readDocs } from './docs.js';
import { getInheritedShape } from './inheritance.js';
import { groupByTag, readOperations } from './operations.js';
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

  const sorted = new Map([...context.declarations].sort(([a], [b]) => byCodeUnit(a, b)));
  checkReferenceDepth(sorted, diagnostics);
  const acyclic = removeAliasCycles(sorted, diagnostics);
  const propertiesOf = (id: string) => getInheritedShape(context, id).properties;
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
  const tagged = withLiteralDiscriminators(
    withVariants(context, composed, propertiesOf),
    context.discriminators,
    (id) => usedAlone.has(id),
  );
  const declarations = withUse(tagged, users);

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
