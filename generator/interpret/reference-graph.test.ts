import { documentWith, readModel } from '../pipeline/testing/read-model.js';

/** `S0` refers to `S1`, this to `S2`, and so on; the last to nothing, or back to the first. */
function chain(length: number, last: unknown = { type: 'string' }): Record<string, unknown> {
  const named = (index: number) => `S${String(index).padStart(5, '0')}`;
  const next = (index: number) =>
    index < length - 1 ? { $ref: `#/components/schemas/${named(index + 1)}` } : last;
  return Object.fromEntries(
    Array.from({ length }, (_, index) => [
      named(index),
      { type: 'object', properties: { next: next(index) } },
    ]),
  );
}

async function getReported(schemas: Record<string, unknown>): Promise<readonly string[]> {
  const { diagnostics } = await readModel(documentWith(schemas));
  return diagnostics
    .filter(({ code }) => code === 'nesting-too-deep')
    .map(({ pointer }) => pointer);
}

describe('schemas that refer to each other', () => {
  it.each<[string, Record<string, unknown>, readonly string[]]>([
    ['over 500 steps are followed', chain(500), []],
    ['in a cycle of 500 are followed', chain(500, { $ref: '#/components/schemas/S00000' }), []],
    [
      'over more steps than the compiler can follow are refused, at the schema where there are too many',
      chain(2_000),
      ['/components/schemas/S00500'],
    ],
    [
      'in any number are followed, where each chain is short',
      Object.fromEntries(
        Array.from({ length: 2000 }, (_, index) => [
          `S${index}`,
          {
            type: 'object',
            properties: { parent: { $ref: `#/components/schemas/S${index >> 1}` } },
          },
        ]),
      ),
      [],
    ],
  ])('%s', async (_, schemas, pointers) => {
    expect(await getReported(schemas)).toEqual(pointers);
  });
});
