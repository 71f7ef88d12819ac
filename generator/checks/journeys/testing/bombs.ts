/** Documents that are small, or well formed, and would hurt a program that reads them without thought. */

type Json = Readonly<Record<string, unknown>>;

export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const text: Json = { type: 'string' };

/** One operation that answers with the schema. */
export function answering(schema: unknown, schemas: Json = {}, more: Json = {}): Json {
  const content = { 'application/json': { schema } };
  return {
    openapi: '3.0.1',
    info: { title: 'Bomb', version: '1' },
    paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } },
    components: { schemas },
    ...more,
  };
}

/** Each level refers to two of the next, so that there are 2^60 ways to the last. */
function doubled(made: (one: Json, other: Json, own: string) => Json, levels = 60): Json {
  const schemas: Record<string, unknown> = {};
  for (let level = 0; level < levels; level++)
    for (const side of ['A', 'B']) {
      const own = `own${level}${side}`;
      schemas[`L${level}${side}`] =
        level === levels - 1
          ? { type: 'object', properties: { [own]: text } }
          : made(ref(`L${level + 1}A`), ref(`L${level + 1}B`), own);
    }
  return answering(ref('L0A'), schemas);
}

const composed = (one: Json, other: Json, own: string): Json => ({
  allOf: [one, other],
  type: 'object',
  properties: { [own]: text },
});

const withParameter = (parameters: Json): Json => {
  const item = { parameters: [{ $ref: '#/components/parameters/P' }], get: { responses: {} } };
  return answering(text, {}, { paths: { '/a': item }, components: { parameters } });
};

const wide = (count: number): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, text]));

/** Of which a package is made. */
export const SOUND: Readonly<Record<string, Json>> = {
  'a oneOf that leads to itself': answering(ref('A'), {
    A: { oneOf: [ref('B'), text] },
    B: { oneOf: [ref('A'), { type: 'number' }] },
  }),
  'a list of itself': answering(ref('A'), { A: { type: 'array', items: ref('A') } }),
  'a map of itself': answering(ref('A'), { A: { type: 'object', additionalProperties: ref('A') } }),
  'what it is not': answering(ref('A'), { A: { not: ref('A') } }),
  'a property of itself': answering(ref('A'), {
    A: { type: 'object', properties: { a: ref('A') } },
  }),
  'a reference into what holds it': answering(ref('A'), {
    A: {
      type: 'object',
      properties: {
        a: { $ref: '#/components/schemas/A' },
        b: { $ref: '#/components/schemas/A/properties/a' },
      },
    },
  }),
  'two ways at 12 levels, by allOf': doubled((one, other) => ({ allOf: [one, other] }), 12),
  'two ways at 60 levels, by oneOf': doubled((one, other) => ({ oneOf: [one, other] })),
  'two ways at 60 levels, by anyOf': doubled((one, other) => ({ anyOf: [one, other] })),
  'two ways at 60 levels, by properties': doubled((a, b) => ({
    type: 'object',
    properties: { a, b },
  })),
  'two ways at 12 levels, by allOf with properties': doubled(composed, 12),
  'two ways at 60 levels, by items and a union': doubled((one, other) => ({
    type: 'array',
    items: { oneOf: [one, other] },
  })),
  'two ways at 60 levels, with dates in each': doubled((a, b) => ({
    type: 'object',
    properties: { a, b, when: { type: 'string', format: 'date-time' } },
  })),
  'an allOf of 1 000 parts': answering({
    allOf: Object.keys(wide(1_000)).map((name) => ({
      type: 'object',
      properties: { [name]: text },
    })),
  }),
};

/** Each mapping merges the one before it twice, but the keys of both are the same. */
export const MERGED_YAML = yaml(
  (name, before) => `${name}: &${name} {<<: [${before}, ${before}], ${name}: 1}`,
  40,
);

/** Of which none is made; how the complaint begins, after its code and pointer. */
export const REFUSED: Readonly<
  Record<string, readonly [document: Json | string, complaint: string]>
> = {
  'a schema that is a reference to itself': [
    answering(ref('A'), { A: ref('A') }),
    'reference-cycle /components/schemas/A/$ref',
  ],
  'schemas that are composed of each other': [
    answering(ref('A'), { A: { allOf: [ref('B')] }, B: { allOf: [ref('A')] } }),
    'reference-cycle /components/schemas/B/allOf/0',
  ],
  'two ways at 60 levels, by allOf': [
    doubled((one, other) => ({ allOf: [one, other] })),
    'nesting-too-deep /components/schemas/L',
  ],
  'two ways at 60 levels, by allOf with properties': [
    doubled(composed),
    'nesting-too-deep /components/schemas/L',
  ],
  'a chain of 3 000 unions': [answering(ref('L0'), chain(3_000)), 'nesting-too-deep '],
  'parameters that refer to each other': [
    withParameter({
      P: { $ref: '#/components/parameters/Q' },
      Q: { $ref: '#/components/parameters/P' },
    }),
    'reference-cycle /components/parameters/P/$ref',
  ],
  'paths that refer to each other': [
    answering(
      text,
      {},
      { paths: { '/a': { $ref: '#/paths/~1b' }, '/b': { $ref: '#/paths/~1a' } } },
    ),
    'reference-cycle /paths/~1a/$ref',
  ],
  'a response that refers to itself': [
    answering(
      text,
      {},
      {
        paths: { '/a': { get: { responses: { 200: { $ref: '#/components/responses/R' } } } } },
        components: { responses: { R: { $ref: '#/components/responses/R' } } },
      },
    ),
    'reference-cycle /components/responses/R/$ref',
  ],
  'JSON of 100 000 levels': [
    JSON.stringify(answering('@')).replace(
      '"@"',
      `${'{"items":'.repeat(100_000)}{}${'}'.repeat(100_000)}`,
    ),
    'nesting-too-deep /paths/~1a/get',
  ],
  'an example of 100 000 levels': [
    JSON.stringify(answering({ example: '@' })).replace(
      '"@"',
      '['.repeat(100_000) + ']'.repeat(100_000),
    ),
    'nesting-too-deep /paths/~1a/get',
  ],
  'YAML whose aliases stand for 10^12 values': [
    yaml((name, before) => `${name}: &${name} [${Array(10).fill(before).join(', ')}]`, 12),
    'nesting-too-deep ',
  ],
  'YAML that merges 1 000 keys 20 000 times': [
    `x-l0: &x-l0 {${Object.keys(wide(1_000))
      .map((name) => `${name}: 1`)
      .join(', ')}}\nx-list:\n` +
      '  - {<<: *x-l0}\n'.repeat(20_000) +
      tail(),
    'nesting-too-deep ',
  ],
  'YAML with an alias in what it stands for': [
    `x-l0: &x-l0 {a: *x-l0}\n${tail()}`,
    'nesting-too-deep /x-l0',
  ],
  ...Object.fromEntries(
    [
      'file:///etc/passwd',
      '../../../etc/passwd',
      '..\\..\\secret.json',
      'https://elsewhere.example/schema.json',
      '//elsewhere.example/schema.json',
      'http://169.254.169.254/latest/meta-data/',
      'http://metadata.google.internal/',
      'http://[fd00:ec2::254]/',
      'http://[::ffff:169.254.169.254]/',
      'http://2852039166/',
      'http://0251.0376.0251.0376/',
      'http://0xA9FEA9FE/',
      'data:application/json,{}',
    ].map((target) => [
      `a reference to ${target}`,
      [
        answering({ $ref: target }),
        'reference-external /paths/~1a/get/responses/200/content/application~1json/schema/$ref',
      ] as const,
    ]),
  ),
};

/** Each schema is the next one or a number. */
function chain(length: number): Json {
  const schemas: Record<string, Json> = { [`L${length}`]: text };
  for (let level = 0; level < length; level++)
    schemas[`L${level}`] = { anyOf: [ref(`L${level + 1}`), { type: 'integer' }] };
  return schemas;
}

/** A schema of so many properties. */
export function broad(count: number): Json {
  return answering(ref('A'), { A: { type: 'object', properties: wide(count) } });
}

function yaml(line: (name: string, before: string) => string, lines: number): string {
  const first = 'x-l0: &x-l0 {a: 1, b: 2}';
  const rest = Array.from({ length: lines - 1 }, (_, index) =>
    line(`x-l${index + 1}`, `*x-l${index}`),
  );
  return [first, ...rest, tail()].join('\n');
}

function tail(): string {
  return "openapi: 3.0.1\ninfo: {title: Bomb, version: '1'}\npaths: {/a: {get: {responses: {200: {description: ok}}}}}\n";
}
