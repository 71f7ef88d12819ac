/** What may be printed differently in the two packages, told by the models alone: nothing of TypeScript is loaded for it. */
import type { Declaration, DeclarationId } from '../../model/model.js';
import { visitDeclarationReferences, visitReferences } from '../../model/walk.js';
import { callsOf, methodOf, namesOf, type Call, type Correspondence } from './correspondence.js';
import { lineage, typesOf, type Surface } from './surface.js';

export interface Differing {
  /** Old declarations that have a counterpart which may look different. */
  readonly declarations: readonly (readonly [Declaration, Declaration])[];
  /** Old calls whose method, or whose function, may look different in the new package. */
  readonly methods: readonly (readonly [Call, Call])[];
  readonly functions: readonly (readonly [Call, Call])[];
}

export function differing(before: Surface, after: Surface, found: Correspondence): Differing {
  const changed = new Set<DeclarationId>();
  for (const [id, counterpart] of found.declarations) {
    const isSame =
      same(before.model.declarations.get(id), counterpart) &&
      same(namesOf(before, id), namesOf(after, counterpart.id));
    if (!isSame) changed.add(id);
  }
  for (const id of before.model.declarations.keys())
    if (!found.declarations.has(id)) changed.add(id);
  const touched = touchedBy(before, changed);
  const isTouched = (visit: (each: (id: DeclarationId) => void) => void) => {
    let any = false;
    visit((id) => (any ||= touched.has(id)));
    return any;
  };
  const declarations = [...before.model.declarations.values()].flatMap((declaration) => {
    const counterpart = found.declarations.get(declaration.id);
    if (counterpart === undefined) return [];
    const differs =
      changed.has(declaration.id) ||
      isTouched((visit) => visitDeclarationReferences(declaration, visit));
    return differs ? [[declaration, counterpart] as const] : [];
  });
  const differs = (call: Call, counterpart: Call) =>
    !same(printedOf(call), printedOf(counterpart)) ||
    isTouched((visit) => typesOf(call.operation).forEach((type) => visitReferences(type, visit)));
  const calls = callsOf(before);
  const paired = (table: ReadonlyMap<string, Call>, nameOf: (call: Call) => string) =>
    calls.flatMap((call) => {
      const counterpart = table.get(nameOf(call));
      return counterpart && differs(call, counterpart) ? [[call, counterpart] as const] : [];
    });
  const methods = paired(found.methods, methodOf);
  const known = new Map(methods);
  return {
    declarations,
    methods,
    // A function has its method's signature: it is looked at where it is now another operation's.
    functions: paired(found.functions, ({ names }) => names.functionName).filter(
      ([call, counterpart]) => known.get(call)?.operation !== counterpart.operation,
    ),
  };
}

/** How a choice prints depends on its members' tags too, also on inherited ones. */
function touchedBy(
  { model }: Surface,
  changed: ReadonlySet<DeclarationId>,
): ReadonlySet<DeclarationId> {
  if (changed.size === 0) return changed;
  const ids = [...model.declarations.keys()];
  return new Set(ids.filter((id) => [...lineage(model, id)].some((base) => changed.has(base))));
}

/** What of an operation reaches its printed signature. */
function printedOf({ operation, names }: Call) {
  const { parameters, body, responses, pagination } = operation;
  const given = parameters.map(({ in: place, wireName, type, required }) => ({
    name: place === 'path' ? undefined : names.parameters.get(`${place}:${wireName}`),
    type,
    required,
  }));
  const content = body && { name: names.body, type: body.type, required: body.required };
  return {
    given: [...given.filter(({ name }) => name === undefined), byName(given)],
    content,
    responses: responses.map((response) => [response.status, response.body?.type]),
    item: pagination?.item,
    types: [names.paramsType, names.errorType],
  };
}

function byName<T extends { readonly name: string | undefined }>(given: readonly T[]) {
  return new Map(given.flatMap((each) => (each.name === undefined ? [] : [[each.name, each]])));
}

/** Neither is printed as a type, nor is it part of a name. */
const UNSEEN: ReadonlySet<string> = new Set([
  'docs',
  'origin',
  'format',
  'description',
  'fileName',
  'name',
]);

/** Whether two pieces of a model print alike; docs aside. An absent property is an undefined one. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Map && b instanceof Map) {
    return (
      a.size === b.size && [...a].every(([key, value]) => b.has(key) && same(value, b.get(key)))
    );
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  const [left, right] = [a, b] as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (key) =>
      UNSEEN.has(key) ||
      same(left?.[key], right?.[key]) ||
      (key === 'scalar' && isNumber(left?.[key]) && isNumber(right?.[key])),
  );
}

/** Integers and all other numbers are one type. */
function isNumber(scalar: unknown): boolean {
  return scalar === 'integer' || scalar === 'number';
}
