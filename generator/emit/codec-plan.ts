import type { ApiModel, DeclarationId, Property, TypeRef } from '../model/model.js';
import { visitDeclarationReferences, visitReferences } from '../model/walk.js';
import type { Names } from '../naming/names.js';

/** In what ways something differs from what is on the wire, here or in what it refers to. */
export interface Differences {
  readonly dates: boolean;
  /** Integers of 64 bits. */
  readonly longs: boolean;
  readonly names: boolean;
}

/** Which declarations need a codec, and what it is called. */
export interface CodecPlan {
  readonly getDifferences: (type: TypeRef) => Differences;
  /** Undefined where what a program holds is what is on the wire. */
  readonly getName: (id: DeclarationId) => string | undefined;
  /** The codec of what its variants inherit, where the declaration has variants; else that of the declaration. */
  readonly getBaseName: (id: DeclarationId) => string | undefined;
}

type Kind = keyof Differences;
const KINDS: readonly Kind[] = ['dates', 'longs', 'names'];

export function planCodecs(model: ApiModel, names: Names): CodecPlan {
  const differing = findDifferences(model);
  const getDifferences = (type: TypeRef): Differences => {
    const found = new Set(getOwnDifferences(type));
    visitReferences(type, (id) => differing.get(id)?.forEach((kind) => found.add(kind)));
    return { dates: found.has('dates'), longs: found.has('longs'), names: found.has('names') };
  };
  const called = planCodecNames(model, names, differing);
  return {
    getDifferences,
    getName: (id) => called.get(id)?.codec,
    getBaseName: (id) => called.get(id)?.base,
  };
}

export function hasDifferences({ dates, longs, names }: Differences): boolean {
  return dates || longs || names;
}

/** Those that differ by themselves, and all that name one of them. */
function findDifferences(model: ApiModel): ReadonlyMap<DeclarationId, ReadonlySet<Kind>> {
  const namedBy = new Map<DeclarationId, DeclarationId[]>();
  const found = new Map<DeclarationId, Set<Kind>>();
  for (const [id, declaration] of model.declarations) {
    visitDeclarationReferences(declaration, (target) => {
      const known = namedBy.get(target);
      if (known) known.push(id);
      else namedBy.set(target, [id]);
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
    // A Set's iteration also visits what is added on the way.
    for (const id of reached) for (const by of namedBy.get(id) ?? []) reached.add(by);
    for (const id of reached) found.get(id)?.add(kind);
  }
  return found;
}

/** What differs in a type itself, whatever it refers to. */
function getOwnDifferences(type: TypeRef): readonly Kind[] {
  switch (type.kind) {
    case 'scalar':
      return type.as === undefined ? [] : [type.as === 'date' ? 'dates' : 'longs'];
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

/** They meet other names in the files that use them: those of types, functions, arguments and of the runtime. */
function planCodecNames(
  model: ApiModel,
  names: Names,
  differing: ReadonlyMap<DeclarationId, ReadonlySet<Kind>>,
): ReadonlyMap<DeclarationId, CodecNames> {
  const taken = getNamesInUse(names);
  const free = (type: string): string => {
    const stem = type.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z]+$|[A-Z])/, (start) =>
      start.toLowerCase(),
    );
    let name = `${stem}Codec`;
    if (taken.has(name)) name = `codecOf${type}`;
    while (taken.has(name)) name = `${name}_`;
    taken.add(name);
    return name;
  };
  const called = new Map<DeclarationId, CodecNames>();
  for (const [id, declaration] of model.declarations) {
    const of = names.declarations.get(id);
    if (!differing.get(id)?.size || of === undefined) continue;
    const codec = free(of.type);
    const hasVariants = declaration.kind === 'interface' && declaration.variants !== undefined;
    called.set(id, { codec, base: hasVariants ? free(of.baseType ?? `${of.type}Base`) : codec });
  }
  return called;
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
      names.errorType,
      ...names.parameters.values(),
    ]),
  ]);
}
