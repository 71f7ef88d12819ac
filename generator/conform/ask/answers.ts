import { getListProperty } from '../../model/paging-names.js';
import type { Operation } from '../../model/model.js';
import { isRecord } from '../../util/is-record.js';
import type { ArgumentSource } from './argument-sources.js';
import { isIdentity } from './lists.js';

/** A key of an item, with the arguments of the list that had it: those of its parents. */
interface FoundKey {
  readonly key: string | number;
  readonly parents: ReadonlyMap<string, unknown>;
}

/** More than this many values of one kind are of no use to a run. */
const MAX_KEPT = 200;

/** What earlier answers had, for the arguments of later requests. It is kept in memory alone, and never shown. */
export class Answers {
  readonly #keys = new Map<Operation, FoundKey[]>();
  readonly #properties = new Map<string, Set<string | number>>();
  readonly #keyNames = new Map<Operation, Set<string>>();

  /** @param sources all that a run may need: only their values are kept. */
  constructor(sources: Iterable<ArgumentSource>) {
    for (const source of sources) {
      if (source.kind === 'collection') {
        const names = this.#keyNames.get(source.list) ?? new Set();
        this.#keyNames.set(source.list, names.add(source.key));
      } else if (source.kind === 'property') this.#properties.set(source.name, new Set());
    }
  }

  /** @param sent the arguments of the request, by wire name in lower case. */
  add(operation: Operation, sent: ReadonlyMap<string, unknown>, answer: unknown): void {
    const keyNames = this.#keyNames.get(operation);
    for (const item of findItems(answer).slice(0, MAX_KEPT)) {
      if (!isRecord(item)) continue;
      for (const [property, value] of Object.entries(item)) {
        if (!isKey(value)) continue;
        const name = property.toLowerCase();
        const kept = this.#properties.get(name);
        if (kept !== undefined && kept.size < MAX_KEPT) kept.add(value);
        if (keyNames?.has(name)) this.#addKey(operation, { key: value, parents: sent });
      }
    }
  }

  #addKey(operation: Operation, found: FoundKey): void {
    const keys = this.#keys.get(operation) ?? [];
    this.#keys.set(operation, keys);
    if (keys.length < MAX_KEPT && !keys.some(({ key }) => key === found.key)) keys.push(found);
  }

  getKeys(list: Operation): readonly FoundKey[] {
    return this.#keys.get(list) ?? [];
  }

  /** @param name in lower case. */
  getValues(name: string): readonly (string | number)[] {
    return [...(this.#properties.get(name) ?? [])];
  }
}

/** Whether a value can be sent as an argument anywhere. Of a path, `.` and `..` are no part, and a line break ends a header. */
function isKey(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && /^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]+$/u.test(value);
}

/** The items of a list, of a page, or of the only list in an envelope; otherwise the answer itself. */
export function findItems(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  if (!isRecord(answer)) return [];
  const named = answer[getListProperty(Object.keys(answer)) ?? ''];
  if (Array.isArray(named)) return named;
  const lists = Object.values(answer).filter(
    (value): value is readonly unknown[] => Array.isArray(value) && value.some(isRecord),
  );
  const isEnvelope = lists.length === 1 && !Object.keys(answer).some(isIdentity);
  return isEnvelope ? (lists[0] ?? []) : [answer];
}
