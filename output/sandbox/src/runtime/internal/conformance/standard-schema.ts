import { PACKAGE_NAME } from '../package-name.js';
import { findIssues, type Issue } from './find-issues.js';
import type { Definitions } from './schema.js';

/** A Standard Schema (version 1, https://standardschema.dev): what libraries for forms, routes and tools check values with. */
export interface StandardSchema<T> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    /** Gives the value itself, or what is wrong with it. */
    readonly validate: (value: unknown) => StandardResult<T>;
    /** For the compiler alone. */
    readonly types?: { readonly input: T; readonly output: T } | undefined;
  };
}

export type StandardResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export interface StandardIssue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** The Standard Schemas of types, by name. */
export type StandardSchemas<Types> = {
  readonly [Name in keyof Types]: StandardSchema<Types[Name]>;
};

/** @returns A Standard Schema for each type. The values are those of the program: `Date` where it has one. */
export function createStandardSchemas<Types>(definitions: Definitions): StandardSchemas<Types> {
  const names = Object.keys(definitions);
  const entries = names.map((name) => [name, createSchema(definitions, name)] as const);
  return Object.fromEntries(entries) as StandardSchemas<Types>;
}

function createSchema(definitions: Definitions, name: string): StandardSchema<unknown> {
  const options = { definitions, place: name, side: 'program', undeclared: false } as const;
  return {
    '~standard': {
      version: 1,
      vendor: PACKAGE_NAME,
      validate: (value) => {
        const issues = findIssues(value, { $ref: `#/$defs/${name}` }, options);
        return issues.length > 0 ? { issues: issues.map(toStandardIssue) } : { value };
      },
    },
  };
}

function toStandardIssue({ kind, expected, path }: Issue): StandardIssue {
  const found = kind === 'missing' ? ', found nothing' : kind === 'null' ? ', found null' : '';
  return { message: `Expected ${expected}${found}`, path };
}
