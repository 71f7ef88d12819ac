import type { Docs, Encoding, HttpMethod, OperationId, Origin, TypeRef } from './model.js';

/** `vehicleMoved`; of a callback with the operation before it, and with its method where one name has several. */
export type WebhookId = string;

/**
 * A request that the API sends on its own (OpenAPI 3.1, section 4.8.1, `webhooks`), or because an operation asked for it
 * (section 4.8.18, callbacks).
 */
export interface Webhook {
  readonly id: WebhookId;
  /** The key under `webhooks` or `callbacks`. */
  readonly wireName: string;
  /** Added to the name where several requests have it: the method, for a callback also the URL. */
  readonly variant?: string;
  readonly method: HttpMethod;
  readonly callback?: {
    readonly operation: OperationId;
    /** Where the request is sent: a runtime expression (OpenAPI 3.1, section 4.8.18.4). */
    readonly url: string;
  };
  /** The headers that the document declares, as written there; sorted. */
  readonly headers: readonly string[];
  /** Undefined when the document declares no content. */
  readonly body?: WebhookBody;
  /** What the API expects as an answer: statuses, sorted. */
  readonly answers: readonly string[];
  readonly docs: Docs;
  readonly origin: Origin;
}

export interface WebhookBody {
  readonly encoding: Encoding;
  readonly mediaType: string;
  /** In the direction of a response: the user's program reads it. */
  readonly type: TypeRef;
}
