import type { Operation, Service } from '../model/model.js';
import type { OperationNames, ServiceNames } from '../naming/names.js';
import type { EmitContext } from './type-options.js';

/** What the package says of itself and where its client calls, beside what the document says. */
export interface PackageSettings {
  readonly packageName: string;
  readonly packageVersion: string;
  /** By name; empty when the document names no server, and then every client is given a `baseUrl`. */
  readonly environments: Readonly<
    Record<string, { readonly baseUrl: string; readonly tokenUrl?: string }>
  >;
  readonly defaultEnvironment?: string;
  /** RFC 6749 token endpoint, where no environment names one. */
  readonly tokenUrl?: string;
  /** What the API allows; undefined when that is not known. */
  readonly rateLimit?: { readonly requests: number; readonly perMs: number };
  /** Said in the README of a package that is made from a stand-in; undefined for a real document. */
  readonly standIn?: string;
  /** A longer program for the README; undefined where nobody wrote one. */
  readonly program?: ExampleProgram;
}

/** A program that somebody runs, in files of `fixtures/examples/` that are tested there. */
export interface ExampleProgram {
  readonly title: string;
  /** What it does, and how it is started: Markdown. */
  readonly about: string;
  readonly files: readonly string[];
  /** The package that the files import: in a README it is the README's own. */
  readonly packageName: string;
  /** What it calls, by operation: an API that lacks one of them, or has it under another name, is not shown it. */
  readonly calls: Readonly<Record<string, string>>;
}

/** What was planned for a service. */
export function getServiceNames(context: EmitContext, service: Service): ServiceNames {
  const names = context.names.services.get(service.wireName);
  if (names === undefined) throw new Error(`No name was planned for the tag '${service.wireName}'`);
  return names;
}

/** What was planned for an operation. */
export function getOperationNames(context: EmitContext, operation: Operation): OperationNames {
  const names = context.names.operations.get(operation.id);
  if (names === undefined) throw new Error(`No name was planned for ${operation.id}`);
  return names;
}
