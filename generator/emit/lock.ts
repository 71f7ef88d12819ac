import { createHash } from 'node:crypto';
import { byCodeUnit, sortedBy } from '../order.js';
import { operationNames, serviceNames } from './resources.js';
import type { EmitContext } from './declarations.js';

/** `sdk.lock.json`: what made the package, what is in it, and which name each thing of the document got. */
export interface SdkLock {
  readonly generator: string;
  /** `sha256:` of the document in canonical form. */
  readonly document: string;
  /** `sha256:` of the settings that change the output. */
  readonly config: string;
  /** `sha256:` of each file, this one left out. */
  readonly files: Readonly<Record<string, string>>;
  readonly operations: Readonly<
    Record<string, { readonly call: string; readonly function: string }>
  >;
  readonly types: Readonly<
    Record<string, string | { readonly request: string; readonly response: string }>
  >;
}

/** The lock's text, keys sorted; it holds nothing that changes by itself. */
export function lockText(
  context: EmitContext,
  files: ReadonlyMap<string, string>,
  origin: { readonly generator: string; readonly document: string; readonly config: string },
): string {
  const lock: SdkLock = {
    ...origin,
    files: record(sortedBy(files, ([path]) => path).map(([path, text]) => [path, sha256(text)])),
    operations: record(operationEntries(context)),
    types: record(typeEntries(context)),
  };
  return `${JSON.stringify(lock, null, 2)}\n`;
}

function operationEntries(context: EmitContext): [string, SdkLock['operations'][string]][] {
  return context.model.services.flatMap((service) => {
    const { property } = serviceNames(context, service);
    return service.operations.map((operation): [string, SdkLock['operations'][string]] => {
      const { method, functionName } = operationNames(context, operation);
      return [operation.id, { call: `${property}.${method}`, function: functionName }];
    });
  });
}

function typeEntries(context: EmitContext): [string, SdkLock['types'][string]][] {
  return [...context.model.declarations.values()].flatMap((declaration) => {
    const names = context.names.declarations.get(declaration.id);
    if (names === undefined) return [];
    const exported = declaration.splits
      ? { request: names.inputType, response: names.type }
      : names.type;
    return [[declaration.wireName, exported]];
  });
}

/** Without a prototype, so that a schema called `__proto__` is a key like any other; sorted. */
function record<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  const result: Record<string, T> = Object.create(null) as Record<string, T>;
  for (const [key, value] of [...entries].sort(([a], [b]) => byCodeUnit(a, b))) result[key] = value;
  return result;
}

export function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
