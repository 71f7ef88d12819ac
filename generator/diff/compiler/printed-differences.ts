import type { Declaration, DeclarationId } from '../../model/model.js';
import { getLineage, visitDeclarationReferences, visitReferences } from '../../model/walk.js';
import type { Webhook } from '../../model/webhook.js';
import {
  getCalls,
  getMethodPath,
  getOperationTypes,
  getTypeNames,
  type Call,
  type Counterparts,
  type Surface,
} from './surface.js';
import type { CallPair } from './operation-probes.js';
import { getPayloadType, getWebhooksByName } from './webhook-probes.js';

/** Old parts that may print differently in the new package, each with its counterpart. */
export interface PrintedDifferences {
  readonly declarations: readonly (readonly [Declaration, Declaration])[];
  readonly calls: readonly CallPair[];
  /** By the name that programs use. */
  readonly webhooks: readonly (readonly [name: string, before: Webhook, after: Webhook])[];
}

/** Finds what may print differently by comparing the models; nothing is printed for it. */
export function findPrintedDifferences(
  before: Surface,
  after: Surface,
  counterparts: Counterparts,
): PrintedDifferences {
  const changed = findChangedDeclarations(before, after, counterparts);
  const affected = withDescendants(before, changed);
  const isAffected = (visit: (each: (id: DeclarationId) => void) => void) => {
    let isFound = false;
    visit((id) => (isFound ||= affected.has(id)));
    return isFound;
  };
  const declarations = [...before.model.declarations.values()].flatMap((declaration) => {
    const counterpart = counterparts.declarations.get(declaration.id);
    if (counterpart === undefined) return [];
    const differs =
      changed.has(declaration.id) ||
      isAffected((visit) => visitDeclarationReferences(declaration, visit));
    return differs ? [[declaration, counterpart] as const] : [];
  });
  const differs = (call: Call, counterpart: Call) =>
    !printsSame([call.operation, call.names], [counterpart.operation, counterpart.names]) ||
    isAffected((visit) =>
      getOperationTypes(call.operation).forEach((type) => visitReferences(type, visit)),
    );
  const calls = getCalls(before);
  const pairUp = (as: CallPair['as'], getCounterpart: (call: Call) => Call | undefined) =>
    calls.flatMap((call): readonly CallPair[] => {
      const counterpart = getCounterpart(call);
      if (counterpart === undefined || !differs(call, counterpart)) return [];
      return [{ before: call, after: counterpart, as }];
    });
  const methods = pairUp('method', (call) => counterparts.methods.get(getMethodPath(call)));
  const newCallOf = new Map(methods.map((pair) => [pair.before, pair.after]));
  const newWebhooks = getWebhooksByName(after);
  const webhooks = [...getWebhooksByName(before)].flatMap(([name, webhook]) => {
    const counterpart = newWebhooks.get(name);
    const type = getPayloadType(webhook);
    if (counterpart === undefined || type === undefined) return [];
    const isSame =
      printsSame(type, getPayloadType(counterpart)) &&
      !isAffected((visit) => visitReferences(type, visit));
    return isSame ? [] : [[name, webhook, counterpart] as const];
  });
  return {
    declarations,
    webhooks,
    // A function has its method's signature: it is compared only where it now is another operation's.
    calls: [
      ...methods,
      ...pairUp('function', ({ names }) => counterparts.functions.get(names.functionName)).filter(
        (pair) => newCallOf.get(pair.before)?.operation !== pair.after.operation,
      ),
    ],
  };
}

/** The old declarations that are gone or print differently by themselves. */
function findChangedDeclarations(
  before: Surface,
  after: Surface,
  { declarations }: Counterparts,
): ReadonlySet<DeclarationId> {
  const isSame = (declaration: Declaration, counterpart: Declaration) =>
    printsSame(declaration, counterpart) &&
    printsSame(getTypeNames(before, declaration.id), getTypeNames(after, counterpart.id));
  const changed = [...before.model.declarations.values()].filter((declaration) => {
    const counterpart = declarations.get(declaration.id);
    return counterpart === undefined || !isSame(declaration, counterpart);
  });
  return new Set(changed.map(({ id }) => id));
}

/** With the declarations that inherit from these: a union's text depends on its members' discriminators, also inherited ones. */
function withDescendants(
  { model }: Surface,
  changed: ReadonlySet<DeclarationId>,
): ReadonlySet<DeclarationId> {
  if (changed.size === 0) return changed;
  const ids = [...model.declarations.keys()];
  return new Set(
    ids.filter((id) => [...getLineage(model.declarations, id)].some((base) => changed.has(base))),
  );
}

/** Keys of the model that show neither in a type nor in a name. */
const UNPRINTED: ReadonlySet<string> = new Set([
  'docs',
  'origin',
  'format',
  'description',
  'fileName',
  'name',
  'path',
  'security',
]);

/** Whether two pieces of a model print alike, documentation aside. An absent property equals an undefined one. */
export function printsSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Map && b instanceof Map) {
    return (
      a.size === b.size &&
      [...a].every(([key, value]) => b.has(key) && printsSame(value, b.get(key)))
    );
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => printsSame(item, b[index]));
  }
  const [left, right] = [a, b] as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (key) =>
      UNPRINTED.has(key) ||
      printsSame(left?.[key], right?.[key]) ||
      (key === 'scalar' && isNumber(left?.[key]) && isNumber(right?.[key])),
  );
}

/** Integers and all other numbers are one type in TypeScript. */
function isNumber(scalar: unknown): boolean {
  return scalar === 'integer' || scalar === 'number';
}
