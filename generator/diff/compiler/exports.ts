import type { DeclarationId } from '../../model/model.js';
import { leadingTo, reachedFrom } from '../../model/reached.js';
import { errorType, hasParams, operationsOf, visitReferences } from '../../model/walk.js';
import { callsOf, methodOf, namesOf } from './correspondence.js';
import type { Owner, Probe, Reach } from './source-break.js';
import { typesOf as typesIn, type Surface } from './surface.js';

/** A name that the package exports, and what of the model it is made from. */
export interface Exported {
  readonly name: string;
  readonly owner: Owner;
  readonly pointer: string;
}

/** All that is the API's own; what the runtime exports is the same in both packages. */
export function exportsOf(surface: Surface): readonly Exported[] {
  const { model, names } = surface;
  const own = (name: string): Exported => ({
    name,
    owner: { kind: 'package' },
    pointer: '/info/title',
  });
  const services = model.services.flatMap(({ wireName }): Exported[] => {
    const name = names.services.get(wireName)?.className;
    return name === undefined ? [] : [{ name, owner: { kind: 'service', wireName }, pointer: '' }];
  });
  const operations = callsOf(surface).flatMap(({ operation, names: of }): Exported[] => {
    const called = [
      of.functionName,
      ...(hasParams(operation) ? [of.paramsType] : []),
      ...(errorType(operation) === undefined ? [] : [of.errorType]),
    ];
    const owner: Owner = { kind: 'operation', id: operation.id };
    return called.map((name) => ({ name, owner, pointer: operation.origin.pointer }));
  });
  const declarations = [...model.declarations.values()].flatMap(({ id, origin }) =>
    typesOf(surface, id).map((name): Exported => ({
      name,
      owner: { kind: 'declaration', id },
      pointer: origin.pointer,
    })),
  );
  return [own(names.client), own(names.error), ...services, ...operations, ...declarations];
}

export function exportedNames(surface: Surface): readonly string[] {
  return exportsOf(surface).map(({ name }) => name);
}

function typesOf(surface: Surface, id: DeclarationId): readonly string[] {
  const { type, inputType, baseType = type, baseInputType = inputType } = namesOf(surface, id);
  return [...new Set([type, inputType, baseType, baseInputType])];
}

/** One for each name and each method of the old package that the new one has not. */
export function missing(before: Surface, after: Surface): readonly Probe[] {
  const left = new Set(exportedNames(after));
  const methods = new Set(callsOf(after).map(methodOf));
  // Seldom is a type gone.
  let reaches: ReturnType<typeof reachesIn> | undefined;
  const reachOf = (id: DeclarationId) => (reaches ??= reachesIn(before))(id);
  const names = exportsOf(before)
    .filter(({ name }) => !left.has(name))
    .map(({ name, owner, pointer }): Probe => ({
      subject: name,
      owner,
      pointer,
      position: 'export',
      ...(owner.kind === 'declaration' && { reach: reachOf(owner.id) }),
      code: `export type { ${name} } from '${INDEX}';`,
    }));
  const calls = callsOf(before)
    .filter((call) => !methods.has(methodOf(call)))
    .map((call): Probe => ({
      subject: methodOf(call),
      owner: { kind: 'operation', id: call.operation.id },
      pointer: call.operation.origin.pointer,
      position: 'export',
      code: `null! as import('${CLIENT}').${after.names.client}['${call.property}']['${call.names.method}'];`,
    }));
  return [...names, ...calls];
}

/** Where declarations are met. The model is walked once for all of them. */
function reachesIn({ model }: Surface): (id: DeclarationId) => Reach {
  const leading = leadingTo(model);
  const operations = operationsOf(model).map((operation) => {
    const named = new Set<DeclarationId>();
    for (const type of typesIn(operation)) visitReferences(type, (each) => named.add(each));
    return { id: operation.id, named: [...named] };
  });
  return (id) => {
    const leads = leading(id);
    const users = operations.filter(({ named }) => named.some((each) => leads.has(each)));
    const pointers = [...reachedFrom(model, id)].flatMap(
      (each) => model.declarations.get(each)?.origin.pointer ?? [],
    );
    return { pointers, operations: new Set(users.map((operation) => operation.id)) };
  };
}

const INDEX = '../index.js';
const CLIENT = '../client.js';

/** The names that the new package alone has: no probe asks for those that both have. */
export function indexText(before: Surface, after: Surface): string {
  const known = new Set(exportedNames(before));
  const fresh = new Set(exportedNames(after).filter((name) => !known.has(name)));
  const lines = [...fresh].map((name) => `export type ${name} = unknown;`);
  return [...lines, 'export {};'].join('\n');
}

/** The new client, of whose methods those that the old one had as well are left out, as no probe asks for them. */
export function clientText(before: Surface, after: Surface): string {
  const known = new Set(callsOf(before).map(methodOf));
  const classes = new Map<string, { readonly property: string; readonly methods: string[] }>();
  for (const call of callsOf(after)) {
    const { className, property, names } = call;
    const of = classes.get(className) ?? { property, methods: [] };
    classes.set(className, of);
    if (!known.has(methodOf(call))) of.methods.push(`  ${names.method}: unknown;`);
  }
  return [
    ...[...classes].map(([name, { methods }]) => `interface ${name} {\n${methods.join('\n')}\n}`),
    `export interface ${after.names.client} {`,
    ...[...classes].map(([name, { property }]) => `  readonly ${property}: ${name};`),
    '}',
  ].join('\n');
}
