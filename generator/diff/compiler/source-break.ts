/** What the compiler finds: the places where a program written against the old package no longer compiles. */
import type { DeclarationId, OperationId } from '../../model/model.js';

/** `export`: it is no longer there; `argument`: what was given is refused; `result`: what came is another type. */
export type Position = 'export' | 'argument' | 'result';

/** What of the old model a break belongs to; `package` for what is made from no part of it: the client, its error. */
export type Owner =
  | { readonly kind: 'declaration'; readonly id: DeclarationId }
  | { readonly kind: 'operation'; readonly id: OperationId }
  | { readonly kind: 'service'; readonly wireName: string }
  | { readonly kind: 'package' };

/** What a type leads to, and the operations that lead to it, in the old model. */
export interface Reach {
  /** Where the declarations are published, as JSON pointers. */
  readonly pointers: readonly string[];
  readonly operations: ReadonlySet<OperationId>;
}

export interface SourceBreak {
  /** As programs call it: `VehicleDto`, `VehicleDto.soldAt`, `vehicles.list`, `vehicles.list: pageSize`. */
  readonly subject: string;
  readonly owner: Owner;
  readonly position: Position;
  /** Where the document publishes it, as a JSON pointer: the new document where only that has it. */
  readonly pointer: string;
  /** Of a type's name that is gone: what may have taken it, as a type has two names only while its two ways differ. */
  readonly reach?: Reach;
  /** TypeScript's own, one line. */
  readonly message: string;
}

/** A place to try, as one line of TypeScript that compiles unless something broke. */
export interface Probe extends Omit<SourceBreak, 'message'> {
  readonly code: string;
  /** True: it says something only where no other probe of the same owner and position fails. */
  readonly whole?: true;
  /** True: a place inside of another one; it says something only where no probe of that one fails. */
  readonly nested?: true;
}
