import type { Operation, Service } from '../model/model.js';
import type { OperationNames, ServiceNames } from '../naming/names.js';
import type { EmitContext } from './scope.js';

/** What was planned for a service. */
export function serviceNames(context: EmitContext, service: Service): ServiceNames {
  const names = context.names.services.get(service.wireName);
  if (names === undefined) throw new Error(`No name was planned for the tag '${service.wireName}'`);
  return names;
}

/** What was planned for an operation. */
export function operationNames(context: EmitContext, operation: Operation): OperationNames {
  const names = context.names.operations.get(operation.id);
  if (names === undefined) throw new Error(`No name was planned for ${operation.id}`);
  return names;
}
