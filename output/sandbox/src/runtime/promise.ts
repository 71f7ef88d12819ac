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

/** What a call tells the faces of its promise, and they it. */
export interface Exchange {
  /** Asked once the response is there: true leaves its body unread. */
  wantsRaw: boolean;
  /** There before the data is. */
  response: Response | undefined;
}

/** Gives a call's promise its faces. It is one and the same request, whichever of them is awaited. */
export function apiPromise<T>(exchange: Exchange, data: Promise<T>): ApiPromise<T> {
  return Object.assign(data, {
    withResponse: () =>
      data.then((given) => ({ data: given, response: exchange.response as Response })),
    asResponse: () => {
      exchange.wantsRaw = true;
      return data.then(() => exchange.response as Response);
    },
  });
}
