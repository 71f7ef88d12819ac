import type { ApiModel, DeclarationId, Property, RuntimeScalar, TypeRef } from '../model/model.js';
import { isTemporal } from '../model/temporal.js';
import { visitDeclarationReferences, visitReferences } from '../model/walk.js';
import type { Names } from '../naming/names.js';

/** How a type differs from the wire format, itself or in a declaration that it refers to. */
export interface Differences {
  readonly dates: boolean;
  /** Dates and times that are values of Temporal. */
  readonly temporal: boolean;
  /** 64-bit integers. */
  readonly longs: boolean;
  readonly names: boolean;
}

/** Which declarations have a codec, and its name. */
export interface CodecPlan {
  readonly getDifferences: (type: TypeRef) => Differences;
  /** Undefined if the declaration does not differ from the wire format. */
  readonly getName: (id: DeclarationId) => string | undefined;
  /** The codec for what extends the declaration. It differs from `getName` if the declaration has variants. */
  readonly getBaseName: (id: DeclarationId) => string | undefined;
}

type Kind = keyof Differences;
const KINDS: readonly Kind[] = ['dates', 'temporal', 'longs', 'names'];

export function planCodecs(model: ApiModel, names: Names): CodecPlan {
  const differing = findDifferences(model);
  const getDifferences = (type: TypeRef): Differences => {
    const found = new Set(getOwnDifferences(type));
    visitReferences(type, (id) => differing.get(id)?.forEach((kind) => found.add(kind)));
    return {
      dates: found.has('dates'),
      temporal: found.has('temporal'),
      longs: found.has('longs'),
      names: found.has('names'),
    };
  };
  const codecNames = planCodecNames(model, names, differing);
  return {
    getDifferences,
    getName: (id) => codecNames.get(id)?.codec,
    getBaseName: (id) => codecNames.get(id)?.base,
  };
}

export function hasDifferences({ dates, temporal, longs, names }: Differences): boolean {
  return dates || temporal || longs || names;
}

/** Finds the declarations that differ, themselves or in a declaration that they refer to. */
function findDifferences(model: ApiModel): ReadonlyMap<DeclarationId, ReadonlySet<Kind>> {
  const referrers = new Map<DeclarationId, DeclarationId[]>();
  const found = new Map<DeclarationId, Set<Kind>>();
  for (const [id, declaration] of model.declarations) {
    visitDeclarationReferences(declaration, (target) => {
      const others = referrers.get(target);
      if (others) others.push(id);
      else referrers.set(target, [id]);
    });
    const parts = declaration.kind === 'interface' ? [declaration] : [];
    const type = declaration.kind === 'alias' ? [declaration.type] : [];
    found.set(
      id,
      new Set([...parts.flatMap(getPartDifferences), ...type.flatMap(getOwnDifferences)]),
    );
  }
  for (const kind of KINDS) {
    const reached = new Set([...found].filter(([, has]) => has.has(kind)).map(([id]) => id));
    // Iterating a Set also visits the elements added meanwhile.
    for (const id of reached) for (const referrer of referrers.get(id) ?? []) reached.add(referrer);
    for (const id of reached) found.get(id)?.add(kind);
  }
  return found;
}

/** The differences of a type without those of the declarations that it refers to. */
function getOwnDifferences(type: TypeRef): readonly Kind[] {
  switch (type.kind) {
    case 'scalar':
      return type.as === undefined ? [] : [getKind(type.as)];
    case 'array':
      return getOwnDifferences(type.items);
    case 'record':
      return getOwnDifferences(type.values);
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].flatMap(getOwnDifferences);
    case 'union':
    case 'intersection':
      return type.members.flatMap(getOwnDifferences);
    case 'object':
      return getPartDifferences(type);
    default:
      return [];
  }
}

function getKind(scalar: RuntimeScalar): Kind {
  if (isTemporal(scalar)) return 'temporal';
  return scalar === 'date' ? 'dates' : 'longs';
}

function getPartDifferences({
  properties,
  additional,
}: {
  readonly properties: readonly Property[];
  readonly additional?: TypeRef;
}): readonly Kind[] {
  return [
    ...properties.flatMap(({ type, name }): readonly Kind[] => [
      ...getOwnDifferences(type),
      ...(name === undefined ? [] : (['names'] as const)),
    ]),
    ...(additional ? getOwnDifferences(additional) : []),
  ];
}

interface CodecNames {
  readonly codec: string;
  readonly base: string;
}

/** The names must not clash with others in the files that import them: types, functions and arguments. */
function planCodecNames(
  model: ApiModel,
  names: Names,
  differing: ReadonlyMap<DeclarationId, ReadonlySet<Kind>>,
): ReadonlyMap<DeclarationId, CodecNames> {
  const taken = getNamesInUse(names);
  const reserveName = (type: string): string => {
    const stem = type.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z]+$|[A-Z])/, (start) =>
      start.toLowerCase(),
    );
    let name = `${stem}Codec`;
    if (taken.has(name)) name = `codecOf${type}`;
    while (taken.has(name)) name = `${name}_`;
    taken.add(name);
    return name;
  };
  const planned = new Map<DeclarationId, CodecNames>();
  for (const [id, declaration] of model.declarations) {
    const type = names.declarations.get(id);
    if (!differing.get(id)?.size || type === undefined) continue;
    const codec = reserveName(type.type);
    const hasVariants = declaration.kind === 'interface' && declaration.variants !== undefined;
    planned.set(id, {
      codec,
      base: hasVariants ? reserveName(type.baseType ?? `${type.type}Base`) : codec,
    });
  }
  return planned;
}

function getNamesInUse({ declarations, operations, services }: Names): Set<string> {
  return new Set([
    ...[...declarations.values()].flatMap(({ type, inputType, baseType = '' }) => [
      type,
      inputType,
      baseType,
    ]),
    ...[...services.values()].map(({ className }) => className),
    ...[...operations.values()].flatMap((names) => [
      names.functionName,
      names.paramsType,
      names.bodyType,
      ...names.parameters.values(),
    ]),
  ]);
}
