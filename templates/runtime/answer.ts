import type { ApiRequest, Expectation, Read } from './caller.js';
import { ResponseParseError } from './errors.js';
import { readText } from './read-text.js';
import { withoutSecrets } from './redact.js';

/** The `Accept` header for what is expected: ASP.NET Core prefers JSON only where it is asked for. */
export function acceptFor(expect: Expectation = 'json'): string {
  return expect.startsWith('json') ? 'application/json' : '*/*';
}

/**
 * Reads a successful answer; undefined when it is empty.
 *
 * @param place Method and URL, for the error.
 * @param secrets Struck out of the error.
 * @param most Bytes; what is beyond is not read.
 * @throws ResponseParseError when JSON is expected and the body is none, or is not what `read` can read.
 */
export async function readAnswer(
  response: Response,
  { expect, read }: ApiRequest,
  place: string,
  secrets: readonly (string | undefined)[],
  most: number,
): Promise<unknown> {
  const kind = kindOf(response, expect);
  if (kind === 'none') return void (await response.body?.cancel());
  if (kind === 'blob') {
    const blob = await response.blob();
    return blob.size ? blob : undefined;
  }
  const text = await readText(response, most);
  if (!text || (kind === 'text' && !read)) return text || undefined;
  try {
    return read ? read(text, kind) : (JSON.parse(text) as unknown);
  } catch (error) {
    const { status } = response;
    const { missing = 'JSON' } = error as { readonly missing?: string };
    const message = withoutSecrets(`${place} answered ${status} without ${missing}`, secrets);
    const snippet = withoutSecrets(text, secrets).slice(0, 200);
    throw new ResponseParseError(message, { status, snippet });
  }
}

/** What is expected; where that leaves it open, what the answer says that it is. */
export function kindOf(response: Response, expect: Expectation = 'json'): Expectation {
  if (expect !== 'unknown' && expect !== 'jsonOrText') return expect;
  if (isJson(response)) return 'json';
  const type = response.headers.get('content-type') ?? '';
  if (expect === 'unknown') return type.startsWith('text/') ? 'text' : 'blob';
  return type.startsWith('text/plain') ? 'text' : 'json';
}

/** `application/json`, `text/json` and any `+json` (RFC 6839, section 3.1). */
function isJson({ headers }: Response): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(headers.get('content-type') ?? '');
}

/** An error's body: a value where it is JSON, else text; undefined when there is none. */
export function parseErrorBody(response: Response, text: string, read?: Read): unknown {
  try {
    if (isJson(response)) return read ? read(text, 'json') : (JSON.parse(text) as unknown);
  } catch {
    // It says that it is JSON, and is not: then the text is all that is known.
  }
  return text || undefined;
}
