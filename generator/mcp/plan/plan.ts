/** A list of calls and of transformations of their results: data, and no code. */
export interface Plan {
  readonly steps: readonly Step[];
  /** At most so many requests; never more than the server's own. */
  readonly budget?: number;
  /** True: nothing is sent, the costs are told. */
  readonly dryRun?: boolean;
}

export type Step = CallStep | RowsStep;

/** One call, or one for each item of a list. */
export interface CallStep {
  readonly id: string;
  /** The name of an operation. */
  readonly call: string;
  /** Values, `{ "$ref": path }` or `{ "$concat": [...] }`, at any depth. */
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** A path to a list, or a list: the arguments then refer to `item`, and the result is a list of `{ item, result }`. */
  readonly forEach?: string | readonly unknown[];
  /** The loop ends there. */
  readonly maxItems?: number;
  /** Of a list in pages. */
  readonly maxPages?: number;
}

/** A list made of another one. The fields are applied in this order. Field texts are paths in a row. */
export interface RowsStep {
  readonly id: string;
  /** A path to a list. */
  readonly from: string;
  /** A field with a list: a row for each of its items, which replaces it. */
  readonly unnest?: string;
  /** Adds to each row the first row of another list with the same key, or null. */
  readonly lookup?: {
    readonly in: string;
    /** The field of the row, and that of the other list. */
    readonly on: readonly [own: string, other: string];
    readonly as: string;
  };
  readonly compute?: Readonly<Record<string, Computation>>;
  /** All must hold. */
  readonly where?: readonly (Condition | { readonly any: readonly Condition[] })[];
  readonly groupBy?: readonly string[];
  readonly aggregate?: Readonly<Record<string, Aggregate>>;
  /** Fields; `-` before one: the greatest first. */
  readonly sortBy?: readonly string[];
  readonly offset?: number;
  readonly limit?: number;
  readonly select?: Selection;
}

/** Fields by their last names, or by names that are given. */
export type Selection = readonly string[] | Readonly<Record<string, string>>;

export const OPERATORS = ['+', '-', '*', '/', 'hoursUntil', 'hours', 'day'] as const;
/** An operand is a field or a number. `hours` (of a time span) and `day` (of a date) have one. */
export type Computation = readonly [
  left: string | number,
  operator: (typeof OPERATORS)[number],
  right?: string | number,
];

export const COMPARISONS = ['==', '!=', '<', '<=', '>', '>=', 'in', 'contains'] as const;
export type Condition = readonly [
  field: string,
  comparison: (typeof COMPARISONS)[number],
  value: unknown,
];

export const AGGREGATES = [
  'count',
  'sum',
  'min',
  'max',
  'avg',
  'distinct',
  'values',
  'first',
] as const;
export type Aggregate = readonly [name: (typeof AGGREGATES)[number], field?: string];

export const MAX_STEPS = 20;
export const MAX_ITEMS = 50;
export const MAX_PAGES = 5;

const text = { type: 'string' } as const;
const texts = { type: 'array', items: text } as const;
const count = { type: 'integer', minimum: 1 } as const;

/** The schema of a plan, which the tool shows and which is checked. */
export const PLAN_SCHEMA = {
  type: 'object',
  properties: {
    steps: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_STEPS,
      items: {
        type: 'object',
        required: ['id'],
        additionalProperties: false,
        properties: {
          id: { type: 'string', pattern: '^[A-Za-z]\\w*$' },
          call: { type: 'string', description: 'Operation' },
          arguments: {
            type: 'object',
            description: 'Values, {"$ref": path} or {"$concat": [..]}',
          },
          forEach: {
            type: ['string', 'array'],
            description: 'Path or list; arguments use item.*, result: [{item, result}]',
          },
          maxItems: { ...count, description: `Default ${MAX_ITEMS}` },
          maxPages: { ...count, description: `Default ${MAX_PAGES}` },
          from: { type: 'string', description: 'Path of a list, instead of call' },
          unnest: { type: 'string', description: 'List field: a row per element' },
          lookup: {
            type: 'object',
            description: 'Joins the first match',
            required: ['in', 'on', 'as'],
            additionalProperties: false,
            properties: {
              in: text,
              on: { ...texts, minItems: 2, maxItems: 2, description: '[field, field there]' },
              as: text,
            },
          },
          compute: {
            type: 'object',
            description: `{name: [a, op, b]}, op: ${OPERATORS.join(' ')}`,
            additionalProperties: {
              type: 'array',
              minItems: 2,
              maxItems: 3,
              items: { type: ['string', 'number'] },
            },
          },
          where: {
            type: 'array',
            description: `[field, op, value] or {any: [..]}, op: ${COMPARISONS.join(' ')}`,
            items: { type: ['array', 'object'] },
          },
          groupBy: texts,
          aggregate: {
            type: 'object',
            description: `{name: [fn, field]}, fn: ${AGGREGATES.join(' ')}`,
            additionalProperties: { ...texts, minItems: 1, maxItems: 2 },
          },
          sortBy: { ...texts, description: 'Fields, -field descends' },
          offset: { type: 'integer', minimum: 0 },
          limit: count,
          select: {
            type: ['array', 'object'],
            description: 'Fields or {name: field}',
            items: text,
            additionalProperties: text,
          },
        },
      },
    },
    budget: { ...count, description: 'Most requests' },
    dryRun: { type: 'boolean', description: 'Tell the cost only' },
  },
  required: ['steps'],
  additionalProperties: false,
} as const;
