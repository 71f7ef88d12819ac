import { UsageError } from '../errors.js';
import type { ApiModel, Declaration, DeclarationId, Property, TypeRef } from '../model/model.js';
import { findProperty, getLineage, getOwnProperties } from '../model/walk.js';
import { checkName, checkOwner, declarationsByWireName, unknownKey } from './overrides.js';

/** By the schema's key, then by the property's name on the wire: what TypeScript calls it. */
export type PropertyNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** By declaration, then by the name on the wire. */
type Names = ReadonlyMap<DeclarationId, ReadonlyMap<string, string>>;

/**
 * The model with properties called as the user says, in the schemas that declare them and in those that inherit them. The
 * wire is not concerned: what is sent and answered is called there as before.
 *
 * @throws UsageError naming the first override that is for nothing in the document, is no identifier, or gives two
 * properties of an object one name.
 */
export function withPropertyNames(model: ApiModel, given: PropertyNames = {}): ApiModel {
  if (Object.keys(given).length === 0) return model;
  const own = checkedNames(model, given);
  const declarations = new Map(
    [...model.declarations].map(([id, declaration]) => [
      id,
      renamed(declaration, namesFor(model, own, id)),
    ]),
  );
  checkCollisions(declarations, own);
  return { ...model, declarations };
}

function checkedNames(model: ApiModel, given: PropertyNames): Names {
  const byWireName = declarationsByWireName(model);
  return new Map(
    Object.entries(given).map(([key, names]) => {
      const declaration = byWireName.get(key);
      if (declaration === undefined)
        throw unknownKey('properties', key, 'no schema of the document', byWireName.keys());
      for (const [wireName, name] of Object.entries(names))
        checkProperty(model, declaration, wireName, name);
      return [declaration.id, new Map(Object.entries(names))];
    }),
  );
}

function checkProperty(
  model: ApiModel,
  declaration: Declaration,
  wireName: string,
  name: string,
): void {
  const where = `${declaration.wireName}.${wireName}`;
  const [, ...bases] = getLineage(model.declarations, declaration.id);
  const base = bases.find((id) => findProperty(model.declarations, id, wireName) !== undefined);
  if (base !== undefined) {
    const owner = model.declarations.get(base)?.wireName ?? base;
    throw new UsageError(`'${where}' is inherited from '${owner}' (overrides, properties).`, {
      hint: `Name it there: what inherits it then calls it so too.`,
    });
  }
  const known = getOwnProperties(declaration).map((property) => property.wireName);
  if (!known.includes(wireName)) {
    const places = known.map((each) => `${declaration.wireName}.${each}`);
    throw unknownKey('properties', where, 'no property of that schema', places);
  }
  checkName('properties', where, name, (text) => text !== '__proto__');
}

/** The names that hold in a declaration: its own, and those of what it inherits from. */
function namesFor(model: ApiModel, own: Names, id: DeclarationId): ReadonlyMap<string, string> {
  const line = [...getLineage(model.declarations, id)].reverse();
  return new Map(line.flatMap((each) => [...(own.get(each) ?? [])]));
}

function renamed(declaration: Declaration, names: ReadonlyMap<string, string>): Declaration {
  if (names.size === 0) return declaration;
  const called = (properties: readonly Property[]) =>
    properties.map((property) => {
      const name = names.get(property.wireName);
      return name === undefined || name === property.wireName ? property : { ...property, name };
    });
  const part = (type: TypeRef): TypeRef => {
    if (type.kind === 'object') return { ...type, properties: called(type.properties) };
    return type.kind === 'intersection' ? { ...type, members: type.members.map(part) } : type;
  };
  switch (declaration.kind) {
    case 'interface':
      return { ...declaration, properties: called(declaration.properties) };
    case 'alias':
      return { ...declaration, type: part(declaration.type) };
    case 'enum':
      return declaration;
  }
}

/** In an object with all that it inherits, each name is for one property. Those that the user named are told of first. */
function checkCollisions(declarations: ApiModel['declarations'], own: Names): void {
  for (const id of new Set([...own.keys(), ...declarations.keys()])) {
    const line = [...getLineage(declarations, id)];
    if (!line.some((each) => own.has(each))) continue;
    const owner = declarations.get(id)?.wireName ?? id;
    const owners = new Map<string, string>();
    const properties = line.flatMap((each) => getOwnProperties(declarations.get(each)));
    const wireNames = new Map(properties.map((property) => [property.wireName, property]));
    for (const { wireName, name = wireName } of wireNames.values())
      checkOwner(owners, 'properties', `${owner}.${wireName}`, name, name);
  }
}
