import type { Diagnostics } from '../diagnostics.js';
import type { LoadedDocument } from '../document/openapi.js';
import type { ApiModel } from '../model/model.js';
import { withUse } from '../model/walk.js';
import { byCodeUnit } from '../util/order.js';
import type { Context, PropertyCache } from './context.js';
import { declareAll, declareReferencedSchemas } from './declarations.js';
import { withLiteralDiscriminators, withVariants } from './discriminators.js';
import { readDocs } from './docs.js';
import { getInheritedShape } from './inheritance.js';
import { groupByTag, readOperations } from './operations.js';
import type { PaginationOverrides } from './pagination-overrides.js';
import { addPagination } from './pagination-overrides.js';
import { checkReferenceDepth, removeAliasCycles } from './reference-graph.js';
import { readSecuritySchemes } from './security.js';
import { readServers } from './servers.js';

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
  const operations = readOperations(context);
  declareReferencedSchemas(context);

  const sorted = new Map([...context.declarations].sort(([a], [b]) => byCodeUnit(a, b)));
  checkReferenceDepth(sorted, diagnostics);
  const acyclic = removeAliasCycles(sorted, diagnostics);
  const propertiesOf = (id: string) => getInheritedShape(context, id).properties;
  const tagged = withLiteralDiscriminators(
    withVariants(acyclic, propertiesOf),
    context.discriminators,
    propertiesOf,
  );
  const declarations = withUse(
    tagged,
    operations.map(({ operation }) => operation),
  );

  const { info, servers } = loaded.document;
  return {
    title: info.title,
    version: info.version,
    docs: readDocs({ description: info.description }),
    servers: readServers(servers),
    securitySchemes: readSecuritySchemes(context),
    services: addPagination(groupByTag(context, operations), declarations, pagination),
    declarations,
  };
}
