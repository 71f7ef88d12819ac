import type { Expectation } from './caller.js';
import { ResponseParseError } from './errors.js';

/** The `Accept` header for what is expected. ASP.NET Core prefers JSON only where it is asked for. */
export function acceptFor(expect: Expectation): string {
  switch (expect) {
    case 'json':
      return 'application/json';
    case 'jsonOrText':
    case 'unknown':
      return 'application/json, */*;q=0.8';
    case 'text':
      return 'text/*, */*;q=0.8';
    case 'blob':
    case 'none':
      return '*/*';
  }
}

/**
 * Reads a successful answer; undefined when it is empty.
 *
 * @param place Method and URL, for the error.
 * @throws ResponseParseError when JSON is expected and the body is none.
 */
export async function readAnswer(
  response: Response,
  expect: Expectation,
  place: string,
): Promise<unknown> {
  if (expect === 'none') {
    await response.body?.cancel();
    return undefined;
  }
  const kind = expect === 'unknown' || expect === 'jsonOrText' ? kindOf(response, expect) : expect;
  if (kind === 'blob') {
    const blob = await response.blob();
    return blob.size > 0 ? blob : undefined;
  }
  const text = await response.text();
  if (text === '' || kind === 'text') return text || undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const type = response.headers.get('content-type') ?? 'no content type';
    throw new ResponseParseError(
      `${place} answered ${response.status} with ${type} that is not JSON`,
      response.status,
      text,
    );
  }
}

function kindOf(response: Response, expect: Expectation): 'json' | 'text' | 'blob' {
  const type = response.headers.get('content-type') ?? '';
  if (isJson(type)) return 'json';
  if (expect === 'jsonOrText') return /^text\/plain\b/i.test(type) ? 'text' : 'json';
  return type.startsWith('text/') ? 'text' : 'blob';
}

/** `application/json`, `text/json` and any `+json` (RFC 6839, section 3.1). */
export function isJson(contentType: string): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(contentType);
}

/** An error's body: a value where it is JSON, else text; undefined when there is none. */
export function parseErrorBody(text: string, headers: Headers): unknown {
  if (text === '') return undefined;
  if (!isJson(headers.get('content-type') ?? '')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
