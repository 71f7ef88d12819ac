import type { ApiModel, DeclarationId, Property, TypeRef, Use } from '../model.js';
import { unreachable } from '../types.js';
import { rewriteModel } from './rewrite.js';

/**
 * A property that may not be null counts as required in answers; requests stay as written. A declaration that travels
 * both ways then splits: such a property becomes two of one direction each, required in the answer's alone. What no
 * operation reaches stays as written too.
 */
export function nonNullableIsRequired(model: ApiModel): ApiModel {
  const mayBeNull = nullability(model);
  return rewriteModel(model, {
    properties: (properties, use) =>
      properties.flatMap((property) =>
        property.required || property.access === 'write' || mayBeNull(property.type)
          ? [property]
          : requiredInAnswers(property, use),
      ),
  });
}

function requiredInAnswers(property: Property, use: Use): readonly Property[] {
  if (!use.response) return [property];
  const always = { ...property, required: true };
  if (!use.request || property.access === 'read') return [always];
  return [
    { ...always, access: 'read' },
    { ...property, access: 'write' },
  ];
}

/** Says whether a type admits null, through whatever it refers to. */
function nullability({ declarations }: ApiModel): (type: TypeRef) => boolean {
  const known = new Map<DeclarationId, boolean>();
  const declared = (id: DeclarationId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // A choice that leads back to itself admits null only if another of its members does.
    known.set(id, false);
    const declaration = declarations.get(id);
    const admits =
      (declaration?.kind === 'enum' && declaration.nullable) ||
      (declaration?.kind === 'alias' && mayBeNull(declaration.type));
    known.set(id, admits);
    return admits;
  };
  const mayBeNull = (type: TypeRef): boolean => {
    switch (type.kind) {
      case 'null':
      case 'unknown':
        return true;
      case 'union':
        return type.members.some(mayBeNull);
      case 'intersection':
        return type.members.every(mayBeNull);
      case 'reference':
        return declared(type.id);
      case 'never':
      case 'scalar':
      case 'literal':
      case 'binary':
      case 'array':
      case 'tuple':
      case 'record':
      case 'object':
        return false;
      default:
        return unreachable(type);
    }
  };
  return mayBeNull;
}
