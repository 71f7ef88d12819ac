import { UsageError } from '../errors.js';
import type { Service } from '../model/model.js';
import type { Declarations } from './answer-shape.js';
import { givenPagination, type PaginationOverrides } from './pagination-overrides.js';
import { paginationOf } from './pagination.js';

/**
 * The services, each operation with how it pages: as the user says, else as it looks.
 *
 * @throws UsageError for an override that fits no operation, or whose settings do not fit its operation.
 */
export function withPagination(
  services: readonly Service[],
  declarations: Declarations,
  overrides: PaginationOverrides,
): readonly Service[] {
  const known = new Set(services.flatMap(({ operations }) => operations.map(({ id }) => id)));
  const stranger = Object.keys(overrides).find((id) => !known.has(id));
  if (stranger !== undefined)
    throw new UsageError(`'${stranger}' is no operation of the document (pagination).`, {
      hint: 'Write the method and the path as the document does: GET /Vehicles/{id}.',
    });
  return services.map((service) => ({
    ...service,
    operations: service.operations.map((operation) => {
      const override = Object.hasOwn(overrides, operation.id) ? overrides[operation.id] : undefined;
      if (override === false) return operation;
      const pagination = override
        ? givenPagination(operation, override, declarations)
        : paginationOf(operation, declarations);
      return pagination ? { ...operation, pagination } : operation;
    }),
  }));
}
