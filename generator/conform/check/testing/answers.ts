import { Diagnostics } from '../../../diagnostics.js';
import { loadDocument } from '../../../document/index.js';
import { interpret } from '../../../interpret/index.js';
import type { Operation } from '../../../model/model.js';
import { getOperations } from '../../../model/walk.js';
import type { Exchange } from '../../exchange.js';
import type { Finding } from '../../finding.js';
import { getFindings } from '../../observations.js';
import { createChecker, type Checker } from '../index.js';

type Json = Readonly<Record<string, unknown>>;

/** An answer as tests write it: a body that is no text is sent as JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of the body: the text as it is. */
  readonly text?: string;
  readonly truncated?: boolean;
}

/** A document whose one operation answers with a schema. */
export function documentOf(
  version: string,
  schema: unknown,
  schemas: Json = {},
  mediaType = 'application/json',
): Json {
  const isSwagger = version.startsWith('2');
  const response = isSwagger
    ? { description: 'ok', schema }
    : { description: 'ok', content: { [mediaType]: { schema } } };
  return {
    [isSwagger ? 'swagger' : 'openapi']: version,
    info: { title: 't', version: '1' },
    ...(isSwagger && { produces: [mediaType] }),
    paths: { '/x': { get: { responses: { 200: response } } } },
    ...(isSwagger ? { definitions: schemas } : { components: { schemas } }),
  };
}

/** A document with these responses of `GET /x`. */
export function documentWith(responses: Json, version = '3.1.0', components: Json = {}): Json {
  return {
    openapi: version,
    info: { title: 't', version: '1' },
    paths: { '/x': { get: { responses }, head: { responses } } },
    components,
  };
}

export interface OpenedCheck {
  readonly checker: Checker;
  readonly operation: (id: string) => Operation;
}

export async function openCheck(document: unknown): Promise<OpenedCheck> {
  const diagnostics = new Diagnostics();
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const loaded = await loadDocument(
    { text, location: 'test.json' },
    { allowedOrigins: [] },
    diagnostics,
  );
  const model = interpret(loaded, diagnostics);
  const operations = new Map(getOperations(model).map((each) => [each.id, each]));
  return {
    checker: createChecker(loaded, model),
    operation: (id) => {
      const found = operations.get(id);
      if (found === undefined) throw new Error(`There is no ${id}.`);
      return found;
    },
  };
}

export function toExchange(operation: Operation, answer: Answer): Exchange {
  const { status = 200, headers = {}, text, body, truncated = false } = answer;
  const written = text ?? (body === undefined ? '' : JSON.stringify(body));
  const type: Json = written === '' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return {
    operation,
    status,
    headers: new Map(Object.entries({ ...type, ...headers }) as [string, string][]),
    body: new TextEncoder().encode(written),
    truncated,
  };
}

/** The findings of answers of `GET /x`, or of another operation. */
export async function findIn(
  document: unknown,
  answers: readonly Answer[],
  id = 'GET /x',
): Promise<readonly Finding[]> {
  const { checker, operation } = await openCheck(document);
  for (const answer of answers) checker.observe(toExchange(operation(id), answer));
  return getFindings(checker.getObservations());
}

/** `kind place`, with what else tells a mismatch from others. */
export function describe({ mismatch, place }: Finding): string {
  const { kind, ...details } = mismatch;
  const told = { shape: undefined, requiredBy: undefined, ...details };
  const { shape: _, requiredBy: __, ...rest } = told;
  const words = Object.values(rest).flat().map(String);
  return [kind, place.name, ...words].join(' ');
}
