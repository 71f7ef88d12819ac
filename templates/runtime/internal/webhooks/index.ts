import type { Decode } from '../caller.js';
import { CLASS_NAME, SdkError } from '../../core/errors.js';

/** A webhook cannot be read: the API does not send one of that name, or the body is not what it declares. */
export class WebhookError extends SdkError {
  override [CLASS_NAME](): string {
    return 'WebhookError';
  }
  /** The name that was given. */
  declare readonly webhook: string;
}

/** Reads the payload from a body; throws a message for {@link WebhookError}. */
export type WebhookReader = (body: unknown) => unknown;

/**
 * Reads the body of a webhook with the reader of that name.
 *
 * @param body The text or the bytes of the request, or the value that they were parsed to.
 * @throws WebhookError when there is no such webhook, or the body is not what it declares.
 */
export function readWebhook(
  readers: Readonly<Record<string, WebhookReader>>,
  name: string,
  body: unknown,
): { readonly name: string; readonly payload: unknown } {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) {
    const known = Object.keys(readers).join(', ').slice(0, 200);
    throw new WebhookError(`The API has no webhook '${name}'. It has ${known}.`, undefined, {
      webhook: name,
    });
  }
  try {
    return { name, payload: reader(body) };
  } catch (error) {
    if (error instanceof SdkError) throw error;
    // The cause is left out: what a parser quotes of the body may be secret.
    const reason = error instanceof Unreadable ? error.message : 'is not what the API declares';
    throw new WebhookError(`The body of the webhook '${name}' ${reason}.`, undefined, {
      webhook: name,
    });
  }
}

/** Ends the message of a {@link WebhookError}. */
class Unreadable extends Error {}

/** For a body that is declared as JSON. */
export function jsonPayload(decode?: Decode): WebhookReader {
  return (body) => {
    const text = toText(body);
    if (text === undefined) return decode ? decode(JSON.stringify(body), 'json') : body;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new Unreadable(text.trim() ? 'is not JSON' : 'is empty');
    }
    return decode ? decode(text, 'json') : value;
  };
}

/** For a body that is declared as text. */
export const textPayload: WebhookReader = (body) => toText(body) ?? body;

/** For a body that is declared as `application/x-www-form-urlencoded`. */
export const formPayload: WebhookReader = (body) => {
  const text = toText(body);
  return text === undefined ? body : new URLSearchParams(text);
};

/** For a body of another kind: what was given. */
export const rawPayload: WebhookReader = (body) => body;

/** For a webhook without a body. */
export const noPayload: WebhookReader = () => undefined;

/** @returns The text of a body; undefined when it has been parsed already. */
function toText(body: unknown): string | undefined {
  if (typeof body === 'string') return body;
  if (isBytes(body)) return new TextDecoder().decode(body);
  const { then, text, getReader } = Object(body) as Readonly<Record<string, unknown>>;
  const unread = [then, text, getReader].some((member) => typeof member === 'function');
  if (unread || body === undefined)
    throw new Unreadable(unread ? 'has not been read: pass `await request.text()`' : 'is missing');
  return undefined;
}

/** By its tag: an `ArrayBuffer` of another realm is no instance of this one's class. */
function isBytes(body: unknown): body is ArrayBuffer | ArrayBufferView {
  return (
    ArrayBuffer.isView(body) || Object.prototype.toString.call(body) === '[object ArrayBuffer]'
  );
}
