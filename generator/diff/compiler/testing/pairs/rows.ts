import { answer, object, ref, text, type Parts } from '../documents.js';

/** What happens, the document before and after, what breaks, and why where one would expect otherwise. */
export type Row = readonly [
  what: string,
  before: Parts,
  after: Parts,
  breaks: readonly string[],
  because?: string,
];

export const state = (...values: readonly string[]) => ({ type: 'string', enum: values });

export const sent = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  sent: object(properties, required),
});

export const got = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  got: object(properties, required),
});

export const required = { required: true };

export const open =
  "an enumeration that answers hold is open: tomorrow's value breaks no program of today";

export const path = (at: string, get: Record<string, unknown> = {}, method = 'get') => ({
  [at]: { [method]: { tags: ['Vehicles'], responses: { 200: answer(ref('Got')) }, ...get } },
});

export const cat = object({ kind: text, purrs: text }, ['kind']);

export const dog = object({ kind: text, barks: text }, ['kind']);

export const pets = (
  name = 'kind',
  tags: Record<string, unknown> = {
    cat: '#/components/schemas/Cat',
    dog: '#/components/schemas/Dog',
  },
) => ({
  oneOf: [ref('Cat'), ref('Dog')],
  discriminator: { propertyName: name, mapping: tags },
});
