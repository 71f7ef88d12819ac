import { UsageError } from '../errors.js';
import type { AnswerPath, Operation, OperationId, PageTurn, Pagination } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { answerOf, itemOf, typeAt, type Declarations } from './answer-shape.js';
import { listOf } from './pagination.js';

/**
 * How an operation pages, said by the user. `page`, `offset`, `cursor` and `size` are query parameters; the others are
 * JSON pointers (RFC 6901) into the answer. Without `items`, the answer's one list is taken.
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

/** By operation; false: it does not page, whatever it looks like. They beat what is found. */
export type PaginationOverrides = Readonly<Record<OperationId, false | PaginationOverride>>;

/**
 * @throws UsageError naming the operation and the setting that does not fit the document.
 */
export function givenPagination(
  operation: Operation,
  override: PaginationOverride,
  declarations: Declarations,
): Pagination {
  const complaint = (what: string, hint: string) =>
    new UsageError(`The pagination of '${operation.id}': ${what}.`, { hint });
  const parameter = (role: 'page' | 'offset' | 'cursor' | 'size', name: string | undefined) => {
    if (name === undefined)
      throw complaint(
        `\`${role}\` is missing`,
        `The kind '${override.kind}' needs the query parameter that takes it.`,
      );
    const known = operation.parameters
      .filter(({ in: place }) => place === 'query')
      .map(({ wireName }) => wireName);
    if (known.includes(name)) return name;
    throw complaint(
      `\`${role}\` names '${name}', which is no query parameter of it`,
      `It takes: ${known.join(', ') || 'none'}.`,
    );
  };
  const pointer = (role: 'number' | 'next' | 'more' | 'pages' | 'total' | 'pageSize') => {
    const text = override[role];
    return text === undefined ? {} : { [role]: pathOf(text) };
  };
  const sized = () => ({
    ...(override.size !== undefined && { size: parameter('size', override.size) }),
    ...pointer('more'),
    ...pointer('pages'),
    ...pointer('total'),
    ...pointer('pageSize'),
  });
  const turn = (): PageTurn => {
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
          throw complaint(
            '`next` is missing',
            'Give the JSON pointer to the next cursor, e.g. /nextCursor.',
          );
        return { kind, cursor, next: pathOf(override.next), ...pointer('more') };
      }
      case 'link':
        return { kind, ...pointer('next') };
      default:
        return unreachable(kind);
    }
  };
  const given = turn();
  const answer = answerOf(operation);
  const list =
    answer &&
    (override.items === undefined
      ? listOf(answer, declarations)
      : listAt(pathOf(override.items), answer, declarations));
  if (list === undefined)
    throw complaint(
      override.items === undefined
        ? 'its answer has not one list'
        : `\`items\` points at '${override.items}', where its answer has no list`,
      'Give the JSON pointer to the list in the answer, e.g. /items; "" is the answer itself.',
    );
  return { ...given, items: list.path, item: list.item };
}

function listAt(
  path: AnswerPath,
  answer: Parameters<typeof typeAt>[0],
  declarations: Declarations,
): Pick<NonNullable<ReturnType<typeof listOf>>, 'path' | 'item'> | undefined {
  const type = typeAt(answer, path, declarations);
  const item = type && itemOf(type, declarations);
  return item && { path, item };
}

/** RFC 6901, section 4. */
function pathOf(pointer: string): AnswerPath {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}
