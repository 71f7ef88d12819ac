import type { CalledApi } from '../caller/index.js';
import { UsageError } from '../errors.js';
import type { Operation, Parameter, RequestContent, TypeRef } from '../model/model.js';
import { getSentType } from '../model/request-body.js';
import { parameterKey } from '../naming/names.js';
import { findNearName } from './text.js';

/** An operation as an assistant calls it. */
export interface CatalogEntry {
  /** As in the package: `vehicles.listTrips`. */
  readonly name: string;
  /** The tag, as published. */
  readonly tag: string;
  readonly operation: Operation;
  /** Path parameters first, the body last. */
  readonly args: readonly Argument[];
  /** Whether it may change something; it is then only here because it was allowed. */
  readonly writes: boolean;
}

/** An argument of a call: a parameter, or the body. Names are unique in the call. */
export interface Argument {
  readonly name: string;
  readonly required: boolean;
  readonly type: TypeRef;
  readonly docs: Operation['docs'];
  /** What it is sent as: one of the two. */
  readonly parameter?: Parameter;
  readonly content?: RequestContent;
}

export interface Catalog {
  readonly api: CalledApi;
  /** By name, in the order of the document's services. */
  readonly entries: ReadonlyMap<string, CatalogEntry>;
}

/** The methods that only read and may be asked for data (RFC 9110, section 9.2.1; QUERY is a GET with a body). */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'QUERY']);

/**
 * Lists the operations that may be called: those that only read, and those of `allowWrites`.
 *
 * @param allowWrites operation ids (`POST /Alerts`), names (`alerts.create`), or tags.
 * @throws UsageError for one that the document has not.
 */
export function createCatalog(api: CalledApi, allowWrites: readonly string[] = []): Catalog {
  const all = api.model.services.flatMap(({ wireName: tag, operations }) =>
    operations.map((operation) => createEntry(api, tag, operation)),
  );
  const names = ({ name, tag, operation }: CatalogEntry) => [operation.id, name, tag];
  for (const allowed of allowWrites)
    if (!all.some((entry) => names(entry).includes(allowed)))
      throw createUnknownError(allowed, all);
  const isAllowed = (entry: CatalogEntry) =>
    !entry.writes || names(entry).some((name) => allowWrites.includes(name));
  const sendsFile = ({ operation }: CatalogEntry) =>
    operation.body !== undefined && getContent(operation) === undefined;
  const entries = all.filter((entry) => isAllowed(entry) && !sendsFile(entry));
  return {
    api,
    entries: new Map(entries.map((entry) => [entry.name, entry])),
  };
}

function createUnknownError(allowed: string, all: readonly CatalogEntry[]): UsageError {
  const known = all.flatMap(({ operation, tag }) => [operation.id, tag]);
  const near = findNearName(allowed, known);
  return new UsageError(`--allow-writes '${allowed}' is no operation and no tag of the document.`, {
    hint:
      near === undefined
        ? 'Give an operation, such as "POST /Alerts", or a tag.'
        : `Did you mean '${near}'?`,
  });
}

function createEntry({ names }: CalledApi, tag: string, operation: Operation): CatalogEntry {
  const service = names.services.get(tag);
  const own = names.operations.get(operation.id);
  if (service === undefined || own === undefined)
    throw new Error(`No name was planned for ${operation.id}`);
  const taken = new Set(['body']);
  const args = operation.parameters.map((parameter): Argument => {
    const planned = own.parameters.get(parameterKey(parameter)) ?? parameter.wireName;
    const name = taken.has(planned) ? `${planned}_${parameter.in}` : planned;
    taken.add(name);
    const { required, type, docs } = parameter;
    return { name, required, type, docs, parameter };
  });
  const { body } = operation;
  const content = getContent(operation);
  return {
    name: `${service.property}.${own.method}`,
    tag,
    operation,
    args: [
      ...args,
      ...(body && content
        ? [
            {
              name: 'body',
              required: body.required,
              type: getSentType(content),
              docs: body.docs,
              content,
            },
          ]
        : []),
    ],
    writes: !READS.has(operation.method),
  };
}

/** The first that is made of values; an assistant has no files. */
function getContent({ body }: Operation): RequestContent | undefined {
  return body?.contents.find(({ encoding }) => encoding !== 'binary' && encoding !== 'multipart');
}
