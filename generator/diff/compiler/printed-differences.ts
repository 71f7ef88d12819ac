import type { Declaration, DeclarationId } from '../../model/model.js';
import { getResult } from '../../model/result.js';
import { hasContentType } from '../../model/request-body.js';
import { visitDeclarationReferences, visitReferences } from '../../model/walk.js';
import type { Webhook } from '../../model/webhook.js';
import {
  getCalls,
  getMethodPath,
  getOperationTypes,
  getTypeNames,
  withBases,
  type Call,
  type Counterparts,
  type Surface,
} from './surface.js';
import { getPayloadType, getWebhooksByName } from './webhook-probes.js';

/** Old parts that may print differently in the new package, each with its counterpart. */
export interface PrintedDifferences {
  readonly declarations: readonly (readonly [Declaration, Declaration])[];
  readonly methods: readonly (readonly [Call, Call])[];
  readonly functions: readonly (readonly [Call, Call])[];
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
    !printsSame(toSignature(call), toSignature(counterpart)) ||
    isAffected((visit) =>
      getOperationTypes(call.operation).forEach((type) => visitReferences(type, visit)),
    );
  const calls = getCalls(before);
  const pairUp = (newCalls: ReadonlyMap<string, Call>, getName: (call: Call) => string) =>
    calls.flatMap((call) => {
      const counterpart = newCalls.get(getName(call));
      return counterpart && differs(call, counterpart) ? [[call, counterpart] as const] : [];
    });
  const methods = pairUp(counterparts.methods, getMethodPath);
  const newCallOf = new Map(methods);
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
    methods,
    // A function has its method's signature: it is compared only where it now is another operation's.
    functions: pairUp(counterparts.functions, ({ names }) => names.functionName).filter(
      ([call, counterpart]) => newCallOf.get(call)?.operation !== counterpart.operation,
    ),
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
  return new Set(ids.filter((id) => [...withBases(model, id)].some((base) => changed.has(base))));
}

/** What of an operation shows in its printed signature. */
function toSignature({ operation, names }: Call) {
  const { parameters, body, responses, pagination } = operation;
  const named = parameters.map(({ in: location, wireName, type, required }) => ({
    name: location === 'path' ? undefined : names.parameters.get(`${location}:${wireName}`),
    type,
    required,
  }));
  return {
    positional: named.filter(({ name }) => name === undefined),
    byName: new Map(named.flatMap((each) => (each.name === undefined ? [] : [[each.name, each]]))),
    stream: getResult(operation).stream?.encoding,
    body: body && {
      required: body.required,
      hasContentType: hasContentType(body),
      contents: body.contents.map(({ encoding, mediaType, type }) => ({
        encoding,
        type,
        mediaType: hasContentType(body) && mediaType,
      })),
    },
    responses: responses.map((response) => [response.status, response.body?.type]),
    item: pagination?.item,
    types: [names.paramsType, names.bodyType],
  };
}

/** Keys of the model that show neither in a type nor in a name. */
const UNPRINTED: ReadonlySet<string> = new Set([
  'docs',
  'origin',
  'format',
  'description',
  'fileName',
  'name',
]);

/** Whether two pieces of a model print alike, documentation aside. An absent property equals an undefined one. */
function printsSame(a: unknown, b: unknown): boolean {
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
