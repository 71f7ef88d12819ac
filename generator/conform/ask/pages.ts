import type { CallArguments } from '../../caller/index.js';
import type { Operation, Pagination, Parameter, ResponsePath } from '../../model/model.js';
import { isRecord } from '../../util/is-record.js';
import type { PagingFault } from '../finding.js';

/** An answer that is a page, as far as the next one needs it. */
export interface Page {
  readonly answer: unknown;
  /** The header `Link` (RFC 8288). */
  readonly link: string | undefined;
}

/**
 * Follows the pages of one list: first with half of the size that the API chooses, so that there is a second page, then
 * page by page.
 */
export class PageWalk {
  readonly #operation: Operation;
  readonly #pagination: Pagination;
  readonly #first: CallArguments;
  /** The page size that is sent; undefined when the API has none. */
  readonly #size: number | undefined;
  #count = 0;
  #pages = 0;
  #last: Page | undefined;
  /** What the first page says. */
  #total: number | undefined;
  #isOver = false;

  /** @param first the arguments of the first request, and the page that answered it. */
  constructor(operation: Operation, pagination: Pagination, first: CallArguments, page: Page) {
    this.#operation = operation;
    this.#pagination = pagination;
    this.#first = first;
    this.#size = this.#chooseSize(getList(page.answer, pagination).length);
    // Without a size of our own, the answer is the first page.
    if (this.#size === undefined) this.#take(page);
  }

  #chooseSize(items: number): number | undefined {
    const parameter = this.#find(getSizeName(this.#pagination));
    if (parameter === undefined || items < 2) return undefined;
    const { minimum = 1, maximum = items } = parameter.docs.constraints ?? {};
    return Math.min(maximum, Math.max(minimum, Math.ceil(items / 2)));
  }

  #find(wireName: string | undefined): Parameter | undefined {
    return this.#operation.parameters.find(
      (each) => each.in === 'query' && each.wireName === wireName,
    );
  }

  /** The arguments of the next page; undefined after the last one. */
  getNext(): CallArguments | undefined {
    const next = this.#isOver ? undefined : this.#getNextValues();
    if (next === undefined) return undefined;
    const sizeName = getSizeName(this.#pagination);
    const values = new Map(next);
    if (sizeName !== undefined && this.#size !== undefined) values.set(sizeName, this.#size);
    const parameters = new Map(this.#first.parameters);
    for (const [name, value] of values) {
      const parameter = this.#find(name);
      if (parameter !== undefined) parameters.set(parameter, value);
    }
    return { ...this.#first, parameters };
  }

  #getNextValues(): readonly (readonly [string, unknown])[] | undefined {
    const last = this.#last;
    if (last !== undefined && getList(last.answer, this.#pagination).length === 0) return undefined;
    switch (this.#pagination.kind) {
      case 'page':
        return [[this.#pagination.page, this.#pagination.first + this.#pages]];
      case 'offset':
        return [[this.#pagination.offset, this.#count]];
      case 'cursor': {
        if (last === undefined) return [];
        const cursor = getAt(last.answer, this.#pagination.next);
        const isEnd = cursor === undefined || cursor === null || cursor === '';
        return isEnd ? undefined : [[this.#pagination.cursor, cursor]];
      }
      case 'link': {
        if (last === undefined) return [];
        const { next } = this.#pagination;
        const url = next ? getAt(last.answer, next) : readNextLink(last.link);
        if (typeof url !== 'string' || !URL.canParse(url, 'http://localhost')) return undefined;
        return [...new URL(url, 'http://localhost').searchParams];
      }
    }
  }

  /** Takes the answer to {@link getNext}. @returns what is wrong with it; there are no more pages then. */
  add(page: Page): PagingFault | undefined {
    const before = this.#last && getList(this.#last.answer, this.#pagination);
    const items = getList(page.answer, this.#pagination);
    this.#take(page);
    const fault = this.#findFault(before, items, page);
    this.#isOver = fault !== undefined;
    return fault;
  }

  #findFault(
    before: readonly unknown[] | undefined,
    items: readonly unknown[],
    page: Page,
  ): PagingFault | undefined {
    if (this.#size !== undefined && items.length > this.#size) return 'ignores-size';
    if (before !== undefined && repeats(before, items)) return 'repeats-items';
    const total = this.#getTotal(page);
    // A list that changes meanwhile has no total that could be checked.
    this.#total ??= total;
    if (total === undefined || total !== this.#total) return undefined;
    const isLast = before !== undefined && items.length < before.length;
    return total < this.#count || (isLast && total !== this.#count) ? 'wrong-total' : undefined;
  }

  #take(page: Page): void {
    this.#count += getList(page.answer, this.#pagination).length;
    this.#pages += 1;
    this.#last = page;
  }

  #getTotal({ answer }: Page): number | undefined {
    const path = 'total' in this.#pagination ? this.#pagination.total : undefined;
    const total = path && getAt(answer, path);
    return typeof total === 'number' ? total : undefined;
  }
}

function getSizeName(pagination: Pagination): string | undefined {
  return 'size' in pagination ? pagination.size : undefined;
}

function getList(answer: unknown, { items }: Pagination): readonly unknown[] {
  const list = getAt(answer, items);
  return Array.isArray(list) ? list : [];
}

function getAt(answer: unknown, path: ResponsePath): unknown {
  return path.reduce<unknown>(
    (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    answer,
  );
}

function repeats(before: readonly unknown[], items: readonly unknown[]): boolean {
  const known = new Set(before.map((item) => JSON.stringify(item)));
  return items.length > 0 && items.every((item) => known.has(JSON.stringify(item)));
}

function readNextLink(header: string | undefined): string | undefined {
  return /<([^>]*)>[^,]*;\s*rel="?next"?/i.exec(header ?? '')?.[1];
}
