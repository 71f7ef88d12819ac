import { METHODS, type LoadedDocument, type OperationObject } from '../document.js';
import type { Finding } from '../finding.js';
import { SchemaComparison, type Visit } from '../schemas/index.js';

/** Compares the schemas of two documents where operations have the same path and method. For tests of schemas alone. */
export function findingsOf(
  before: LoadedDocument,
  after: LoadedDocument,
  today?: string,
): readonly Finding[] {
  return walked(before, after, today).findings();
}

export function walked(
  before: LoadedDocument,
  after: LoadedDocument,
  today?: string,
): SchemaComparison {
  const comparison = new SchemaComparison(before, after, today === undefined ? {} : { today });
  const walk = new Walk(before, after, comparison);
  for (const [path, was] of Object.entries(before.document.paths).sort()) {
    const is = after.document.paths[path];
    if (is === undefined) continue;
    for (const method of METHODS) {
      const [older, newer] = [was[method], is[method]];
      if (older && newer) walk.operation(`${method.toUpperCase()} ${path}`, older, newer);
    }
  }
  return comparison;
}

class Walk {
  readonly #before: LoadedDocument;
  readonly #after: LoadedDocument;
  readonly #comparison: SchemaComparison;

  constructor(before: LoadedDocument, after: LoadedDocument, comparison: SchemaComparison) {
    this.#before = before;
    this.#after = after;
    this.#comparison = comparison;
  }

  operation(operation: string, before: OperationObject, after: OperationObject): void {
    const level = after['x-stability-level'];
    const stability = typeof level === 'string' ? { stability: level } : {};
    const request = { operation, direction: 'request', ...stability } as const;
    for (const was of before.parameters ?? []) {
      const older = shared(this.#before, was);
      const newer = (after.parameters ?? [])
        .map((is) => shared(this.#after, is))
        .find((is) => is.in === older.in && is.name === older.name);
      if (newer === undefined) continue;
      const optional = older.required !== true && newer.required !== true;
      const formExplode = (newer.style ?? 'form') === 'form' && newer.explode !== false;
      const parameter = { in: older.in, optional, formExplode };
      this.#visit(
        older,
        newer,
        { ...request, place: 'parameter', parameter },
        `${older.in}:${older.name}`,
      );
    }
    if (before.requestBody && after.requestBody) {
      const bodies = [
        shared(this.#before, before.requestBody),
        shared(this.#after, after.requestBody),
      ];
      this.#content(bodies[0]?.content, bodies[1]?.content, { ...request, place: 'body' }, 'body');
    }
    for (const [status, was] of Object.entries(before.responses ?? {})) {
      const is = after.responses?.[status];
      if (is === undefined) continue;
      const response = { operation, direction: 'response', ...stability } as const;
      const [older, newer] = [shared(this.#before, was), shared(this.#after, is)];
      this.#content(older.content, newer.content, { ...response, place: 'response' }, status);
      for (const [name, header] of Object.entries(older.headers ?? {})) {
        const other = newer.headers?.[name];
        if (other === undefined) continue;
        const headers = [shared(this.#before, header), shared(this.#after, other)] as const;
        this.#visit(...headers, { ...response, place: 'header' }, `${status} header ${name}`);
      }
    }
  }

  #content(
    before: Readonly<Record<string, Holder>> | undefined,
    after: Readonly<Record<string, Holder>> | undefined,
    visit: Visit,
    part: string,
  ): void {
    for (const [mediaType, was] of Object.entries(before ?? {})) {
      const is = after?.[mediaType];
      if (is !== undefined) this.#visit(was, is, { ...visit, mediaType }, `${part} ${mediaType}`);
    }
  }

  #visit(before: Holder, after: Holder, visit: Visit, part: string): void {
    const owner = { kind: 'operation', wireName: visit.operation, part, path: [] } as const;
    this.#comparison.visit(before.schema, after.schema, visit, owner);
  }
}

interface Holder {
  readonly schema?: Parameters<SchemaComparison['visit']>[0];
}

/** What a reference to a shared part leads to: `#/components/parameters/Page`. */
function shared<T extends object>(
  { document }: LoadedDocument,
  part: T | { readonly $ref: string },
): T {
  if (!('$ref' in part)) return part;
  const [section = '', name = ''] = part.$ref.split('/').slice(2);
  const sections = document.components as unknown as Record<string, Record<string, T>>;
  const target = sections[section]?.[name];
  if (target === undefined) throw new Error(`${part.$ref} leads nowhere`);
  return shared({ document } as LoadedDocument, target);
}
