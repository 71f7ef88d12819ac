import type { ApiModel, Docs, HeldAs, TypeRef } from '../model.js';
import { rewriteModel, type ScalarType } from './rewrite.js';
import type { OutputSwitches } from './switches.js';

/**
 * The model with `date-time` texts and 64-bit integers marked as what a program holds for them. The sides of what contains
 * one then differ: an answer holds the one thing, a request takes the other too.
 */
export function withHeldScalars(model: ApiModel, switches: OutputSwitches): ApiModel {
  const heldAs = heldBy(switches);
  if (heldAs === undefined) return model;
  return rewriteModel(model, {
    scalar: (type) => {
      const as = heldAs(type);
      return as === undefined ? type : { ...type, as };
    },
    members: (members) => withoutDigits(members, heldAs),
    docs: withHeld,
  });
}

type HeldAsOf = (type: ScalarType) => HeldAs | undefined;

function heldBy({ dates, int64 }: OutputSwitches): HeldAsOf | undefined {
  const whole = int64 === 'bigint' ? 'bigint' : int64 === 'string' ? 'digits' : undefined;
  const date = dates === 'date' ? 'date' : undefined;
  if (whole === undefined && date === undefined) return undefined;
  return ({ scalar, format = '' }) => {
    if (scalar === 'boolean') return undefined;
    if (scalar === 'string') return format === 'date-time' ? date : undefined;
    return LONG.has(format) ? whole : undefined;
  };
}

/** C#'s `long` and `ulong`. */
const LONG: ReadonlySet<string> = new Set(['int64', 'uint64']);

/** .NET 10 calls a `long` "whole number, or string of digits", since it reads both: that is one thing, written as a number. */
function withoutDigits(members: readonly TypeRef[], heldAs: HeldAsOf): readonly TypeRef[] {
  const scalars = members.filter((member) => member.kind === 'scalar');
  if (!scalars.some((member) => member.scalar !== 'string' && heldAs(member) !== undefined))
    return members;
  return members.filter(
    (member) =>
      member.kind !== 'scalar' || member.scalar !== 'string' || !LONG.has(member.format ?? ''),
  );
}

function withHeld(docs: Docs, type: TypeRef): Docs {
  const members = type.kind === 'union' ? type.members : [type];
  const held = members.flatMap((member) =>
    member.kind === 'scalar' && member.as !== undefined ? [member.as] : [],
  );
  const [heldAs] = held;
  return heldAs === undefined || docs.format === undefined ? docs : { ...docs, heldAs };
}
