/** The data of an answer, and the HTTP response that it was read from. */
export interface Answer<T> {
  readonly data: T;
  readonly response: Response;
}

/** The promise of a call's data, with two ways to the response. */
export interface ApiPromise<T> extends Promise<T> {
  /** The data, and the response beside it for its status and headers; its body is read already. */
  withResponse(): Promise<Answer<T>>;
  /**
   * The response alone, its body unread: the way to stream. Call it at once, before awaiting anything.
   * `timeout` then ends with the headers; the caller's signal goes on governing the body.
   */
  asResponse(): Promise<Response>;
}

/**
 * Starts a call. Its promise is one and the same request, whichever of its faces is awaited.
 *
 * @param run Does the call; `wantsRaw()` is asked once the response is there, and says whether to leave the body unread.
 */
export function apiPromise<T>(run: (wantsRaw: () => boolean) => Promise<Answer<T>>): ApiPromise<T> {
  let raw = false;
  const answer = run(() => raw);
  const data = answer.then((given) => given.data);
  // Whoever takes another face handles the failure there; this one must not be reported as unhandled.
  const other = <R>(face: Promise<R>): Promise<R> => {
    data.catch(() => undefined);
    return face;
  };
  return Object.assign(data, {
    withResponse: () => other(answer),
    asResponse: () => {
      raw = true;
      return other(answer.then((given) => given.response));
    },
  });
}
