/** Types as programs meet them: a path along which an answer is read, a value written out to be given. */
import type { DeclarationId, Property, TypeRef } from '../../model/model.js';
import type { Half } from './half.js';

/** A place inside of an old type, and what a program does there. */
export interface Place {
  /** Property names from the outside in. */
  readonly path: readonly string[];
  /** The innermost property; undefined for the value itself. */
  readonly property?: Property;
  readonly code: string;
}

/**
 * Reads of all that an old type has inside, and of what the types that it names have.
 *
 * @param at The new type, as TypeScript.
 * @param read Keys of the declarations that were read inside of others: each is once. What is read is added.
 */
export function reads(type: TypeRef, half: Half, at: string, read: Set<string>): readonly Place[] {
  const outer = new Set<string>();
  const inside = (
    each: TypeRef,
    of: Half,
    from: string,
    path: readonly string[],
  ): readonly Place[] => {
    const present = `NonNullable<${from}>`;
    switch (each.kind) {
      case 'reference':
        return referred(each.id, of, present, path);
      case 'object':
        return properties(of.visible(each.properties, 'response'), of, present, path);
      case 'array':
        return inside(each.items, of, `${present}[number]`, path);
      case 'record':
        return inside(each.values, of, `${present}[string]`, path);
      case 'tuple':
        return each.items.flatMap((item, index) => inside(item, of, `${present}[${index}]`, path));
      case 'intersection':
        return each.members.flatMap((member) => inside(member, of, from, path));
      case 'union':
        return chosen(each, of, from, path);
      default:
        return [];
    }
  };
  const referred = (id: DeclarationId, of: Half, from: string, path: readonly string[]) => {
    const { half: home, id: own } = of.living(id);
    const key = home.key(own);
    if (read.has(key) && (path.length > 0 || outer.has(key))) return [];
    (path.length > 0 ? read : outer).add(key);
    const declaration = home.declaration(own);
    if (declaration.kind === 'alias') return inside(declaration.type, home, from, path);
    return properties(home.properties(own, 'response'), home, from, path);
  };
  const properties = (
    all: readonly Property[],
    of: Half,
    from: string,
    path: readonly string[],
  ): readonly Place[] =>
    all.flatMap((property) => {
      const here = `${from}[${JSON.stringify(property.wireName)}]`;
      const there = [...path, property.wireName];
      const code = `const _: ${of.read(property, 'response')} = null! as ${here};`;
      return [{ path: there, property, code }, ...inside(property.type, of, here, there)];
    });
  const chosen = (
    union: TypeRef & { readonly kind: 'union' },
    of: Half,
    from: string,
    path: readonly string[],
  ) => {
    const objects = union.members.filter(({ kind }) => !PLAIN.has(kind));
    const [only] = objects;
    if (objects.length === 1 && only) return inside(only, of, from, path);
    return narrowings(union, of, from).map((code) => ({ path, code }));
  };
  return inside(type, half, at, []);
}

/** A choice by tag: a program that looks at the tag holds the variant. */
function narrowings(
  { discriminator }: TypeRef & { readonly kind: 'union' },
  half: Half,
  at: string,
): readonly string[] {
  return (discriminator?.mapping ?? []).map(({ value, id }) => {
    const home = half.living(id);
    const variant = home.half.base(home.id, 'response');
    const tag = `[${JSON.stringify(discriminator?.propertyName)}]`;
    return `(v: NonNullable<${at}>) => { if (v${tag} === ${JSON.stringify(value)}) { const _: ${variant} = v; } };`;
  });
}

const PLAIN: ReadonlySet<TypeRef['kind']> = new Set([
  'unknown',
  'never',
  'null',
  'scalar',
  'literal',
  'binary',
]);

/**
 * Values of an old type with its objects written out, since the compiler asks more of these: that no property is
 * unknown. Nothing where there is no object to write.
 *
 * @param kept Keys of the declarations that the new type still names: a value of these is taken as it is.
 * @param seen Keys of the declarations that were written inside of others: each is once. What is written is added.
 */
export function literals(
  type: TypeRef,
  half: Half,
  kept: ReadonlySet<string>,
  seen: Set<string>,
): readonly string[] {
  const outer = new Set(kept);
  const written = (each: TypeRef, of: Half, inside = false): string | undefined => {
    switch (each.kind) {
      case 'reference': {
        const { half: home, id } = of.living(each.id);
        const key = home.key(id);
        const declaration = home.declaration(id);
        if (outer.has(key) || (inside && seen.has(key))) return undefined;
        (inside ? seen : outer).add(key);
        if (declaration.kind === 'enum') return undefined;
        if (declaration.kind === 'alias') return written(declaration.type, home, inside);
        return declaration.variants ? undefined : object(home.properties(id, 'request'), home);
      }
      case 'object':
        return object(of.visible(each.properties, 'request'), of);
      case 'array':
        return wrapped(written(each.items, of, inside), (item) => `[${item}]`);
      case 'record':
        return wrapped(written(each.values, of, inside), (value) => `{ anyKey: ${value} }`);
      case 'union':
        return each.members
          .map((member) => written(member, of, inside))
          .find((text) => text !== undefined);
      default:
        return undefined;
    }
  };
  const object = (properties: readonly Property[], of: Half) => {
    const entries = properties.map(({ wireName, type: each }) => {
      const value = written(each, of, true) ?? `null! as ${of.text(each, 'request')}`;
      return `[${JSON.stringify(wireName)}]: ${value}`;
    });
    return `{ ${entries.join(', ')} }`;
  };
  const members = type.kind === 'union' ? type.members : [type];
  return members.flatMap((member) => written(member, half) ?? []);
}

function wrapped(text: string | undefined, wrap: (text: string) => string): string | undefined {
  return text === undefined ? undefined : wrap(text);
}
