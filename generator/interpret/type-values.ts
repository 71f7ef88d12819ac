import type { TypeRef } from '../model/model.js';
import type { Context } from './context.js';
import { toType } from './types.js';

/** What a type has among its values, behind its references. */
export interface Values {
  /** Some string. */
  readonly strings: boolean;
  /** A number or a boolean. */
  readonly scalars: boolean;
  readonly nulls: boolean;
  /** An object or a list. */
  readonly structures: boolean;
}

/** Tells which kinds of values a type has; an `unknown` has all of them. */
export function getValues(context: Context, type: TypeRef): Values {
  const found = { strings: false, scalars: false, nulls: false, structures: false };
  const seen = new Set<string>();
  // Chains of references may be long, so this is no recursion.
  const open = [type];
  const visitDeclaration = (id: string): void => {
    const declaration = context.declarations.get(id);
    if (declaration?.kind === 'alias') open.push(declaration.type);
    else if (declaration?.kind === 'enum') {
      found[declaration.valueType === 'string' ? 'strings' : 'scalars'] = true;
      if (declaration.nullable) found.nulls = true;
    } else if (declaration?.kind === 'interface') found.structures = true;
    // A schema outside of the components is declared after the operations have been read.
    else open.push(toType(context, context.referenced.get(id)?.schema));
  };
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    switch (part.kind) {
      case 'unknown':
        Object.assign(found, { strings: true, scalars: true, nulls: true, structures: true });
        break;
      case 'scalar':
        found[part.scalar === 'string' ? 'strings' : 'scalars'] = true;
        break;
      case 'literal':
        found[typeof part.value === 'string' ? 'strings' : 'scalars'] = true;
        break;
      case 'null':
        found.nulls = true;
        break;
      case 'union':
      case 'intersection':
        open.push(...part.members);
        break;
      case 'reference':
        if (seen.has(part.id)) break;
        seen.add(part.id);
        visitDeclaration(part.id);
        break;
      case 'binary':
      case 'never':
        break;
      default:
        found.structures = true;
    }
  }
  return found;
}
