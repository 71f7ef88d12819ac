import { getArguments, hasInlineBody } from '../../model/arguments.js';
import type { DeclarationId } from '../../model/model.js';
import {
  createDependentsLookup,
  getFileType,
  getOperations,
  getReachable,
  visitReferences,
} from '../../model/walk.js';
import { defined } from '../../util/defined.js';
import type { Owner, Probe, Reach } from './source-break.js';
import {
  getCalls,
  getMethodPath,
  getOperationTypes,
  getTypeNames,
  type Surface,
} from './surface.js';

/** A name that the package exports, and the part of the model that it is made from. */
interface Export {
  readonly name: string;
  readonly owner: Owner;
  readonly pointer: string;
}

/** The names that depend on the API; what the runtime exports is the same in both packages. */
function listExports(surface: Surface): readonly Export[] {
  const { model, names } = surface;
  const toPackageExport = (name: string): Export => ({
    name,
    owner: { kind: 'package' },
    pointer: '/info/title',
  });
  const services = model.services.flatMap(({ wireName }): Export[] => {
    const name = names.services.get(wireName)?.className;
    return name === undefined ? [] : [{ name, owner: { kind: 'service', wireName }, pointer: '' }];
  });
  const operations = getCalls(surface).flatMap(({ operation, names: callNames }): Export[] => {
    const exported = [
      callNames.functionName,
      ...(getArguments(operation).params ? [callNames.paramsType] : []),
      ...(hasInlineBody(operation) ? [callNames.bodyType] : []),
    ];
    const owner: Owner = { kind: 'operation', id: operation.id };
    return exported.map((name) => ({ name, owner, pointer: operation.origin.pointer }));
  });
  const declarations = [...model.declarations.values()].flatMap(({ id, origin }) =>
    listTypeNames(surface, id).map((name): Export => ({
      name,
      owner: { kind: 'declaration', id },
      pointer: origin.pointer,
    })),
  );
  return [
    toPackageExport(names.client),
    toPackageExport(names.error),
    ...services,
    ...operations,
    ...declarations,
  ];
}

export function listExportNames(surface: Surface): readonly string[] {
  return listExports(surface).map(({ name }) => name);
}

function listTypeNames(surface: Surface, id: DeclarationId): readonly string[] {
  if (getFileType(surface.model.declarations, id)) return [];
  const { type, inputType, baseType = type, baseInputType = inputType } = getTypeNames(surface, id);
  return [...new Set([type, inputType, baseType, baseInputType])];
}

/** A probe for each name and each method that the new package no longer has. */
export function probeRemovedExports(before: Surface, after: Surface): readonly Probe[] {
  const newNames = new Set(listExportNames(after));
  const newMethods = new Set(getCalls(after).map(getMethodPath));
  const getReach = createReachLookup(before);
  const names = listExports(before)
    .filter(({ name }) => !newNames.has(name))
    .map(({ name, owner, pointer }): Probe => ({
      subject: name,
      owner,
      pointer,
      position: 'export',
      ...defined({ reach: owner.kind === 'declaration' ? getReach(owner.id) : undefined }),
      code: `export type { ${name} } from '${INDEX}';`,
    }));
  const methods = getCalls(before)
    .filter((call) => !newMethods.has(getMethodPath(call)))
    .map((call): Probe => ({
      subject: getMethodPath(call),
      owner: { kind: 'operation', id: call.operation.id },
      pointer: call.operation.origin.pointer,
      position: 'export',
      code: `null! as import('${CLIENT}').${after.names.client}['${call.property}']['${call.names.method}'];`,
    }));
  return [...names, ...methods];
}

/** What declarations refer to and what refers to them. The model is walked once, when the first is looked up. */
function createReachLookup({ model }: Surface): (id: DeclarationId) => Reach {
  const prepare = () => ({
    leading: createDependentsLookup(model),
    operations: getOperations(model).map((operation) => {
      const references = new Set<DeclarationId>();
      for (const type of getOperationTypes(operation))
        visitReferences(type, (id) => references.add(id));
      return { id: operation.id, references: [...references] };
    }),
  });
  let prepared: ReturnType<typeof prepare> | undefined;
  return (id) => {
    const { leading, operations } = (prepared ??= prepare());
    const leads = leading(id);
    const users = operations.filter(({ references }) => references.some((each) => leads.has(each)));
    const pointers = [...getReachable(model, id)].flatMap(
      (each) => model.declarations.get(each)?.origin.pointer ?? [],
    );
    return { pointers, operations: new Set(users.map((operation) => operation.id)) };
  };
}

const INDEX = '../index.js';
const CLIENT = '../client.js';

/** An index with the names that only the new package has: no probe imports names that both have. */
export function printIndexStub(before: Surface, after: Surface): string {
  const oldNames = new Set(listExportNames(before));
  const added = new Set(listExportNames(after).filter((name) => !oldNames.has(name)));
  const lines = [...added].map((name) => `export type ${name} = unknown;`);
  return [...lines, 'export {};'].join('\n');
}

/** The new client with the methods that the old one did not have: no probe names methods that both have. */
export function printClientStub(before: Surface, after: Surface): string {
  const oldMethods = new Set(getCalls(before).map(getMethodPath));
  const classes = new Map<string, { readonly property: string; readonly methods: string[] }>();
  for (const call of getCalls(after)) {
    const { className, property, names } = call;
    const service = classes.get(className) ?? { property, methods: [] };
    classes.set(className, service);
    if (!oldMethods.has(getMethodPath(call))) service.methods.push(`  ${names.method}: unknown;`);
  }
  return [
    ...[...classes].map(([name, { methods }]) => `interface ${name} {\n${methods.join('\n')}\n}`),
    `export interface ${after.names.client} {`,
    ...[...classes].map(([name, { property }]) => `  readonly ${property}: ${name};`),
    '}',
  ].join('\n');
}
