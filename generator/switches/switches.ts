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
  /** `on`: the properties of answers are readonly, and so are all lists. */
  readonly readonly?: 'off' | 'on';
}
