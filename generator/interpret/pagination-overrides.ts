import { UsageError } from '../errors.js';
import type {
  Declarations,
  ResponsePath,
  Operation,
  OperationId,
  PaginationStrategy,
  Pagination,
  Service,
  TypeRef,
} from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { unescapeSegment } from '../util/json-pointer.js';
import { getItemType, getResponseType, getTypeAt } from './type-shape.js';
import { detectPagination, findList, type FoundList } from './pagination.js';

/**
 * How an operation pages, configured by the user. `page`, `offset`, `cursor` and `size` are query parameters; the others
 * are JSON pointers (RFC 6901) into the response. Without `items`, the response's only list is taken.
 */
export interface PaginationOverride {
  readonly kind: 'page' | 'offset' | 'cursor' | 'link';
  readonly page?: string;
  readonly size?: string;
  readonly first?: number;
  readonly offset?: string;
  readonly cursor?: string;
  readonly items?: string;
  readonly number?: string;
  readonly next?: string;
  readonly more?: string;
  readonly pages?: string;
  readonly total?: string;
  readonly pageSize?: string;
}

/** By operation; false: it does not page. They take precedence over detection. */
export type PaginationOverrides = Readonly<Record<OperationId, false | PaginationOverride>>;

/**
 * Checks an override against the operation and turns it into a pagination.
 *
 * @throws UsageError naming the operation and the setting that does not fit the document.
 */
function readPaginationOverride(
  operation: Operation,
  override: PaginationOverride,
  declarations: Declarations,
): Pagination {
  const createError = (problem: string, hint: string) =>
    new UsageError(`The pagination of '${operation.id}': ${problem}.`, { hint });
  const parameter = (role: 'page' | 'offset' | 'cursor' | 'size', name: string | undefined) => {
    if (name === undefined)
      throw createError(
        `\`${role}\` is missing`,
        `The kind '${override.kind}' needs the query parameter that takes it.`,
      );
    const known = operation.parameters
      .filter((each) => each.in === 'query')
      .map(({ wireName }) => wireName);
    if (known.includes(name)) return name;
    throw createError(
      `\`${role}\` names '${name}', which is not a query parameter of it`,
      `Its query parameters: ${known.join(', ') || 'none'}.`,
    );
  };
  const pointer = (role: 'number' | 'next' | 'more' | 'pages' | 'total' | 'pageSize') => {
    const text = override[role];
    return text === undefined ? {} : { [role]: parsePointer(text) };
  };
  const sized = () => ({
    ...(override.size !== undefined && { size: parameter('size', override.size) }),
    ...pointer('more'),
    ...pointer('pages'),
    ...pointer('total'),
    ...pointer('pageSize'),
  });
  const readStrategy = (): PaginationStrategy => {
    const { kind } = override;
    switch (kind) {
      case 'page': {
        const page = parameter('page', override.page);
        return { kind, page, first: override.first ?? 1, ...pointer('number'), ...sized() };
      }
      case 'offset':
        return { kind, offset: parameter('offset', override.offset), ...sized() };
      case 'cursor': {
        const cursor = parameter('cursor', override.cursor);
        if (override.next === undefined)
          throw createError(
            '`next` is missing',
            'Give the JSON pointer to the next cursor, e.g. /nextCursor.',
          );
        return { kind, cursor, next: parsePointer(override.next), ...pointer('more') };
      }
      case 'link':
        return { kind, ...pointer('next') };
      default:
        return unreachable(kind);
    }
  };
  const strategy = readStrategy();
  const response = getResponseType(operation);
  const list =
    response &&
    (override.items === undefined
      ? findList(response, declarations)
      : findListAt(parsePointer(override.items), response, declarations));
  if (list === undefined)
    throw createError(
      override.items === undefined
        ? 'its response does not have exactly one list'
        : `\`items\` points at '${override.items}', where its response has no list`,
      'Give the JSON pointer to the list in the response, e.g. /items; "" is the response itself.',
    );
  return { ...strategy, items: list.path, item: list.item };
}

function findListAt(
  path: ResponsePath,
  response: TypeRef,
  declarations: Declarations,
): Pick<FoundList, 'path' | 'item'> | undefined {
  const type = getTypeAt(response, path, declarations);
  const item = type && getItemType(type, declarations);
  return item && { path, item };
}

/** The segments of a JSON pointer, unescaped (RFC 6901, section 4). */
function parsePointer(pointer: string): ResponsePath {
  return pointer.split('/').slice(1).map(unescapeSegment);
}

/**
 * Adds pagination to the operations: the user's override, else what is detected.
 *
 * @throws UsageError for an override that fits no operation, or whose settings do not fit its operation.
 */
export function addPagination(
  services: readonly Service[],
  declarations: Declarations,
  overrides: PaginationOverrides,
): readonly Service[] {
  const known = new Set(services.flatMap(({ operations }) => operations.map(({ id }) => id)));
  const unknown = Object.keys(overrides).find((id) => !known.has(id));
  if (unknown !== undefined)
    throw new UsageError(`'${unknown}' is not an operation of the document (pagination).`, {
      hint: 'Write the method and the path as the document does: GET /Vehicles/{id}.',
    });
  return services.map((service) => ({
    ...service,
    operations: service.operations.map((operation) => {
      const override = Object.hasOwn(overrides, operation.id) ? overrides[operation.id] : undefined;
      if (override === false) return operation;
      const pagination = override
        ? readPaginationOverride(operation, override, declarations)
        : detectPagination(operation, declarations);
      return pagination ? { ...operation, pagination } : operation;
    }),
  }));
}
