import { changedAt, isBranch, pointerTo, valueAt, type Path } from './places.js';

/** What a value may be wrapped in. */
export const WRAPPINGS = [
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'items',
  'property',
  'additionalProperties',
  'schema',
  'list',
  'object',
  'depth',
] as const;
export type Wrapping = (typeof WRAPPINGS)[number];

/** One thing that goes wrong with a document, as data: told, repeated and undone. */
export type Mutation =
  | { readonly kind: 'drop'; readonly at: Path }
  | { readonly kind: 'retype'; readonly at: Path; readonly value: unknown }
  /** In an object under another key; in a list, once more. */
  | { readonly kind: 'duplicate'; readonly at: Path; readonly as: string }
  | { readonly kind: 'rename'; readonly at: Path; readonly to: string }
  | { readonly kind: 'nest'; readonly at: Path; readonly in: Wrapping }
  | { readonly kind: 'swap'; readonly at: Path; readonly with: Path }
  /** Of the document's text, when all else is done: what is left of it, from 0 to 1. */
  | { readonly kind: 'cut'; readonly left: number };

/** More levels than a document may have, so that the limit is met as well. */
const DEEP = 600;

/** The document with a mutation; the same one where its place is no longer there. */
export function mutated(document: unknown, mutation: Mutation): unknown {
  switch (mutation.kind) {
    case 'drop':
      return changedAt(document, mutation.at, () => []);
    case 'retype':
      return changedAt(document, mutation.at, ([key]) => [[key, mutation.value]]);
    case 'duplicate':
      return changedAt(document, mutation.at, ([key, value]) => [
        [key, value],
        [mutation.as, value],
      ]);
    case 'rename':
      return changedAt(document, mutation.at, ([, value]) => [[mutation.to, value]]);
    case 'nest':
      return changedAt(document, mutation.at, ([key, value]) => [
        [key, wrapped(value, mutation.in)],
      ]);
    case 'swap': {
      const [one, other] = [valueAt(document, mutation.at), valueAt(document, mutation.with)];
      if (one === undefined || other === undefined) return document;
      const half = changedAt(document, mutation.at, ([key]) => [[key, other]]);
      return changedAt(half, mutation.with, ([key]) => [[key, one]]);
    }
    case 'cut':
      return document;
    default:
      return mutation satisfies never;
  }
}

function wrapped(value: unknown, wrapping: Wrapping): unknown {
  switch (wrapping) {
    case 'allOf':
    case 'oneOf':
    case 'anyOf':
      return { [wrapping]: [value] };
    case 'not':
    case 'schema':
      return { [wrapping]: value };
    case 'items':
      return { type: 'array', items: value };
    case 'property':
      return { type: 'object', properties: { value } };
    case 'additionalProperties':
      return { type: 'object', additionalProperties: value };
    case 'list':
      return [value];
    case 'object':
      return { value };
    case 'depth': {
      let deep = value;
      for (let level = 0; level < DEEP; level++) deep = { type: 'array', items: deep };
      return deep;
    }
    default:
      return wrapping satisfies never;
  }
}

/** `rename /paths/~1cars to "cars"`: for people. */
export function mutationText(mutation: Mutation): string {
  switch (mutation.kind) {
    case 'drop':
      return `drop ${pointerTo(mutation.at)}`;
    case 'retype':
      return `retype ${pointerTo(mutation.at)} as ${valueText(mutation.value)}`;
    case 'duplicate':
      return `duplicate ${pointerTo(mutation.at)} as ${valueText(mutation.as)}`;
    case 'rename':
      return `rename ${pointerTo(mutation.at)} to ${valueText(mutation.to)}`;
    case 'nest':
      return `nest ${pointerTo(mutation.at)} in ${mutation.in}`;
    case 'swap':
      return `swap ${pointerTo(mutation.at)} and ${pointerTo(mutation.with)}`;
    case 'cut':
      return `cut the text after ${(mutation.left * 100).toFixed(1)} %`;
    default:
      return mutation satisfies never;
  }
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80
    ? `${isBranch(value) ? 'what begins with ' : ''}${text.slice(0, 80)}...`
    : text;
}
