import type { ApiModel } from '../model/model.js';
import { NULL, union } from '../model/types.js';
import { rewriteModel } from './rewrite.js';

/** A TypeScript enum cannot hold null: what refers to an enum that admits null admits it in its place. */
export function nullBesideEnums(model: ApiModel): ApiModel {
  const nullable = new Set(
    [...model.declarations.values()]
      .filter((declaration) => declaration.kind === 'enum' && declaration.nullable)
      .map(({ id }) => id),
  );
  return rewriteModel(model, {
    declaration: (declaration) =>
      declaration.kind === 'enum' ? { ...declaration, nullable: false } : declaration,
    reference: (type) => (nullable.has(type.id) ? union([type, NULL]) : type),
  });
}
