/** How the package puts what the document means; as in `sdk.config.json`. What is left out has the first value. */
export interface OutputSwitches {
  /**
   * `nonNullableIsRequired`: a property that may not be null is always there in answers, `required` or not. ASP.NET
   * writes every property of an answer, and its documents seldom say so. Requests stay as written.
   */
  readonly requiredness?: 'asWritten' | 'nonNullableIsRequired';
}
