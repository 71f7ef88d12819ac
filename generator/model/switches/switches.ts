/** How the package puts what the document means; as in `sdk.config.json`. What is left out has the first value. */
export interface OutputSwitches {
  /**
   * `nonNullableIsRequired`: a property that may not be null is always there in answers, `required` or not. ASP.NET
   * writes every property of an answer, and its documents seldom say so. Requests stay as written.
   */
  readonly requiredness?: 'asWritten' | 'nonNullableIsRequired';
  /**
   * `const`: an object for the names and a type of the values; `union`: the type alone; `enum`: a TypeScript enum, which
   * `erasableSyntaxOnly` refuses and which has no place for a value that the API adds.
   */
  readonly enums?: 'const' | 'union' | 'enum';
  /**
   * `date`: `date-time` values are a `Date` in answers, and a `Date` or a string, sent exactly as it is, in requests. A
   * `date`, a `time` and a duration stay strings.
   */
  readonly dates?: 'string' | 'date';
  /**
   * `string`, `bigint`: integers of 64 bits, read and written without losing a digit. A `number` is exact up to
   * `Number.MAX_SAFE_INTEGER` only. The values of enumerations stay numbers.
   */
  readonly int64?: 'number' | 'string' | 'bigint';
  /** `on`: the properties of answers are readonly, and so are all lists. */
  readonly readonly?: 'off' | 'on';
}
