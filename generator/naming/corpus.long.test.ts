import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ApiModel, OperationId } from '../model/model.js';
import { defined } from '../util/defined.js';
import { isIdentifierName, toLetterCode } from './identifier-characters.js';
import { createNamesLock } from './names-lock.js';
import type { Names } from './names.js';
import { readNamedOperations } from './operations.js';
import { planNames } from './plan.js';
import { RESERVED_METHODS, RESERVED_PROPERTIES, RESERVED_WORDS } from './reserved.js';
import { findRepeated, getExports, readModel } from './testing/models.js';
import { upperFirst } from './words.js';

/** Real documents, where the machine has them. */
const FOLDER = resolve(__dirname, '../../../shared/specs');
const documents = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
  : [];

function plan(model: ApiModel, lock?: ReturnType<typeof createNamesLock>): Names {
  return planNames(model, { reservedExports: new Set(['ApiError']), ...defined({ lock }) }).names;
}

/** `vehicles.list listVehicles`, by operation. */
function callsOf(model: ApiModel): ReadonlyMap<OperationId, string> {
  const { operations, services } = plan(model);
  return new Map(
    model.services.flatMap((service) =>
      service.operations.map(({ id }) => {
        const names = operations.get(id);
        const call = `${services.get(service.wireName)?.property}.${names?.method}`;
        return [id, `${call} ${names?.functionName}`] as const;
      }),
    ),
  );
}

function without(model: ApiModel, gone: OperationId): ApiModel {
  return {
    ...model,
    services: model.services
      .map((service) => ({
        ...service,
        operations: service.operations.filter(({ id }) => id !== gone),
      }))
      .filter(({ operations }) => operations.length > 0),
  };
}

// `describe` runs its body even where it is skipped, and `each` takes no empty table.
if (documents.length === 0) it.skip('no documents on this machine', () => undefined);
else describe.each(documents)('%s', (file) => checkDocument(file));

function checkDocument(file: string): void {
  const model = readModel(readFileSync(join(FOLDER, file), 'utf8').replace(/^\uFEFF/, ''));
  const names = plan(model);
  const operations = model.services.flatMap((service) => service.operations);

  it('has distinct names among the exports', () => {
    expect(findRepeated(getExports(names))).toEqual([]);
    expect(findRepeated([...names.services.values()].map(({ property }) => property))).toEqual([]);
    for (const kind of [names.services, names.declarations]) {
      expect(
        findRepeated([...kind.values()].map(({ fileName }) => fileName.toLowerCase())),
      ).toEqual([]);
    }
    for (const service of model.services) {
      const methods = service.operations.map(({ id }) => names.operations.get(id)?.method ?? '');
      expect(findRepeated(methods)).toEqual([]);
    }
    for (const { enumMembers } of names.declarations.values()) {
      expect(findRepeated([...enumMembers.values()])).toEqual([]);
    }
  });

  it('has valid names', () => {
    const free = [...names.operations.values()].flatMap(({ parameters }) => [
      ...parameters.values(),
    ]);
    const keys = [...names.declarations.values()].flatMap(({ enumMembers }) => [
      ...enumMembers.values(),
    ]);
    const methods = [...names.operations.values()].map(({ method }) => method);
    const properties = [...names.services.values()].map(({ property }) => property);
    const all = [...getExports(names), ...free, ...keys, ...methods, ...properties];
    expect(all.filter((name) => !isIdentifierName(name))).toEqual([]);
    expect(getExports(names).filter((name) => RESERVED_WORDS.has(name))).toEqual([]);
    expect(methods.filter((name) => RESERVED_METHODS.has(name))).toEqual([]);
    expect(properties.filter((name) => RESERVED_PROPERTIES.has(name))).toEqual([]);
  });

  it('adds a number to no name', () => {
    const numbered = operations.filter(({ id, operationId = '' }) => {
      const { method = '', functionName = '' } = names.operations.get(id) ?? {};
      const tag = model.services.find((service) =>
        service.operations.some((each) => each.id === id),
      );
      const source = `${id} ${operationId} ${tag?.wireName}`;
      return [method, functionName].some((name) => {
        const [digits] = /\d+$/.exec(name) ?? [];
        return digits !== undefined && !source.includes(digits);
      });
    });
    expect(numbered.map(({ id }) => id)).toEqual([]);
  });

  it('needs no letter code to distinguish operations', () => {
    const coded = operations.filter(({ id }) => {
      const { method = '', functionName = '' } = names.operations.get(id) ?? {};
      const code = upperFirst(toLetterCode(id));
      return method.endsWith(code) || functionName.endsWith(code);
    });
    expect(coded.map(({ id }) => id)).toEqual([]);
  });

  it('renames only colliding operations when one is removed', () => {
    const candidatesById = new Map(
      [...readNamedOperations(model).values()]
        .flat()
        .map(({ id, methods, functions }) => [id, [...methods, ...functions]] as const),
    );
    const paths = new Map(operations.map(({ id, pathTemplate }) => [id, pathTemplate]));
    const before = callsOf(model);
    const step = Math.ceil(operations.length / 4);
    for (const { id: gone } of operations.filter((_, index) => index % step === 0)) {
      const released = new Set(candidatesById.get(gone));
      const renamed = [...callsOf(without(model, gone))].filter(
        ([id, name]) => before.get(id) !== name,
      );
      const unrelated = renamed.filter(
        ([id]) =>
          // The methods of a path are read together: a PUT without a POST saves.
          paths.get(id) !== paths.get(gone) &&
          !candidatesById.get(id)?.some((name) => released.has(name)),
      );
      expect({ gone, unrelated }).toEqual({ gone, unrelated: [] });
    }
  });

  it('gets the same names again from its lock', () => {
    const lock = createNamesLock(model, names);
    expect(createNamesLock(model, plan(model, lock))).toEqual(lock);
  });
}
