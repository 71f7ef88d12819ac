import type { CalledApi } from '../caller/index.js';
import { getResult } from '../model/result.js';
import type { Catalog, CatalogEntry } from './catalog.js';
import { quoteLine } from './text.js';
import { describeDocs, printDefinitions, printWireType } from './wire-types.js';

const MAX_SIGNATURE = 1000;

/** `vehicles.get({ registrationNumber: string }): VehicleDto`; of a list in pages, the result is one page. */
export function printSignature(api: CalledApi, { name, args, operation }: CatalogEntry): string {
  const fields = args.map(
    (argument) =>
      `${argument.name}${argument.required ? '' : '?'}: ${printWireType(api, argument.type, 'request')}`,
  );
  const list = fields.length === 0 ? '' : `{ ${fields.join(', ')} }`;
  const { type, stream } = getResult(operation);
  const result = type === undefined ? 'void' : printWireType(api, type, 'response');
  return quoteLine(`${name}(${list}): ${result}${stream ? '[]' : ''}`, MAX_SIGNATURE);
}

/** What a call costs, in requests. */
export function describeCost({ operation, writes }: CatalogEntry): string {
  const cost = operation.pagination === undefined ? '1 request' : '1 request a page';
  return writes ? `${cost}; writes, so the user is asked` : cost;
}

/** An operation in a list. */
export interface Summary {
  readonly signature: string;
  readonly about: string;
  readonly cost: string;
}

/** An operation in a few words. */
export function summarize(api: CalledApi, entry: CatalogEntry): Summary {
  return {
    signature: printSignature(api, entry),
    about: describeDocs(entry.operation.docs, 120),
    cost: describeCost(entry),
  };
}

/** Everything about an operation that a call needs. */
export interface Description extends Summary {
  /** What the document says of each argument. */
  readonly arguments: Readonly<Record<string, string>>;
  /** The types of the signature, and those that they use. */
  readonly types: Readonly<Record<string, string>>;
  /** Names of types that are not defined here, because they are too many. */
  readonly otherTypes?: readonly string[];
}

export function describeEntry({ api }: Catalog, entry: CatalogEntry): Description {
  const { args, operation } = entry;
  const sent = printDefinitions(
    api,
    args.map(({ type }) => type),
    'request',
  );
  const { type, stream: _ } = getResult(operation);
  const received = printDefinitions(api, type ? [type] : [], 'response');
  const left = [...new Set([...sent.left, ...received.left])];
  const texts = args.map(({ name, docs }) => [name, describeArgument(docs)] as const);
  return {
    ...summarize(api, entry),
    about: describeDocs(operation.docs, 1000),
    arguments: Object.fromEntries(texts.filter(([, text]) => text !== '')),
    types: Object.fromEntries([
      ...Object.entries(sent.definitions),
      ...Object.entries(received.definitions),
    ]),
    ...(left.length > 0 && { otherTypes: left }),
  };
}

function describeArgument(docs: CatalogEntry['operation']['docs']): string {
  const { constraints, defaultValue } = docs;
  const facts = [
    ...(defaultValue === undefined ? [] : [`default ${JSON.stringify(defaultValue)}`]),
    ...Object.entries(constraints ?? {}).map(([name, value]) => `${name} ${String(value)}`),
  ];
  const text = describeDocs(docs, 300);
  return quoteLine([text, ...(facts.length > 0 ? [`(${facts.join(', ')})`] : [])].join(' '), 400);
}
