type Rule = Readonly<Record<string, unknown>>;

/** What a schema may say beside its settings for them to be judged one by one. */
const AROUND: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$defs',
  'title',
  'description',
  'type',
  'properties',
  'additionalProperties',
]);

/**
 * Whether every setting is a text of which the schema says no more than how short it may be, or which texts there are: a
 * path, an environment. Then nothing is to be complained of, and Ajv, a sixth of a small run, need not be loaded. False
 * says that Ajv is to judge.
 *
 * @param schema `sdk.config.schema.json`.
 */
export function isPlainlySound(schema: object, values: Rule): boolean {
  const { properties } = schema as { readonly properties?: Readonly<Record<string, Rule>> };
  if (properties === undefined || !Object.keys(schema).every((key) => AROUND.has(key)))
    return false;
  return Object.entries(values).every(
    ([setting, value]) =>
      Object.hasOwn(properties, setting) && isPlainText(properties[setting] ?? {}, value),
  );
}

function isPlainText(rule: Rule, value: unknown): boolean {
  return (
    typeof value === 'string' &&
    ('type' in rule || 'enum' in rule) &&
    Object.entries(rule).every(([keyword, said]) => {
      switch (keyword) {
        case 'description':
          return true;
        case 'type':
          return said === 'string';
        case 'minLength':
          return said === 1 && value !== '';
        case 'enum':
          return Array.isArray(said) && said.includes(value);
        default:
          return false;
      }
    })
  );
}
