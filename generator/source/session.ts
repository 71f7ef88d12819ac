import { DownloadError } from '../errors.js';
import { checkHop, givenUrl } from './addresses.js';
import type { Network, SourceContext } from './context.js';
import { bareUrl, get, type Answer } from './http.js';
import { networkOf } from './network.js';
import { statusText } from './status-text.js';
import { fetchToken } from './token.js';
import { quoted, redactUrl, scrubbed } from './wording.js';

/** What an earlier run learnt of a document: asked again, the server may answer that nothing changed. */
export interface Previous {
  /** The document's URL, after redirects. */
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface SessionOptions {
  /** Where a token comes from when the start's origin asks for one. */
  readonly tokenUrl?: string;
  readonly previous?: Previous;
}

/**
 * All downloads that start from one URL: nothing is downloaded twice, a token is fetched when one is
 * asked for, and what it takes to get in goes to the start's origin alone.
 */
export class Session {
  readonly start: URL;
  readonly #network: Network;
  readonly #context: SourceContext;
  readonly #options: SessionOptions;
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #password: string | undefined;
  #authorization: string | undefined;
  #tokenAsked: Promise<void> | undefined;

  /** @param start what the user gave; `https://user:password@host/` is sent as Basic. @throws UsageError */
  constructor(start: string, options: SessionOptions, context: SourceContext) {
    const url = givenUrl(start);
    this.start = bareUrl(url);
    this.#context = context;
    this.#options = options;
    this.#network = networkOf(context);
    if (url.username === '' && url.password === '') return;
    this.#password = decoded(url.password);
    this.#authorization = basic(decoded(url.username), this.#password);
  }

  /**
   * @param url relative to `from`, which must be allowed to lead there.
   * @throws DownloadError when no answer comes or the way is refused.
   */
  async follow(url: URL, from: URL, attempts?: number): Promise<Answer> {
    await checkHop(from, url, this.#network);
    return this.get(url, attempts);
  }

  /** The answer, whatever its status; a 304 only when `previous` allowed for it. */
  async get(url: URL, attempts?: number): Promise<Answer> {
    const bare = bareUrl(url);
    let answer = this.#answers.get(bare.href);
    if (answer === undefined) {
      answer = this.#getIn(bare, attempts);
      this.#answers.set(bare.href, answer);
    }
    return answer;
  }

  /** `GET <url> answered 404 Not Found: "first line"`, with no secret in it. */
  told({ url, status, text }: Answer): string {
    const said = text.trim() === '' ? 'nothing' : this.quoted(text);
    return `GET ${redactUrl(url)} answered ${statusText(status)}: ${said}`;
  }

  quoted(text: string): string {
    return quoted(scrubbed(text, this.#secrets));
  }

  /** @throws DownloadError unless the answer is a success. */
  requireSuccess(answer: Answer): void {
    if (answer.status >= 200 && answer.status < 300) return;
    throw new DownloadError(`${this.told(answer)}.`, { hint: this.hintFor(answer) });
  }

  /** What to do about an answer that is no success. */
  hintFor(answer: Answer): string {
    if (answer.status === 404) return 'Is the URL right? A browser that opens it sees the same.';
    if (answer.status === 429 || answer.status >= 500) return 'Try again later.';
    if (!isShut(answer)) return 'A success (200) was expected.';
    if (new URL(answer.url).origin !== this.start.origin) {
      return `Credentials are for ${this.start.origin} alone. Give the document's own URL, or the document as a file.`;
    }
    if (this.#authorization !== undefined) {
      return 'The credentials were sent and did not suffice: ask for access to the documentation.';
    }
    if (this.#options.tokenUrl !== undefined) {
      return 'Set OPTIMUM_CLIENT_ID and OPTIMUM_CLIENT_SECRET, and run again.';
    }
    return 'It asks for a login. Save the document with a browser, and give the file.';
  }

  async #getIn(url: URL, attempts: number | undefined): Promise<Answer> {
    const hadToken = this.#tokenAsked !== undefined;
    const answer = await this.#getOnce(url, attempts);
    if (!isShut(answer) || hadToken || !this.#mayFetchToken(answer)) return answer;
    this.#tokenAsked ??= this.#fetchToken();
    await this.#tokenAsked;
    return this.#getOnce(url, attempts);
  }

  async #getOnce(url: URL, attempts: number | undefined): Promise<Answer> {
    const headersFor = (hop: URL) => ({
      ...this.#authorizationFor(hop),
      ...this.#conditionFor(hop),
    });
    const answer = await get(
      url,
      { headersFor, ...(attempts !== undefined && { attempts }) },
      this.#network,
    );
    const isAskedFor = Object.keys(this.#conditionFor(new URL(answer.url))).length > 0;
    if (answer.status !== 304 || isAskedFor) return answer;
    throw new DownloadError(
      `${this.told(answer)}, although it was not asked whether anything changed.`,
      {
        hint: 'A cache on the way is set up wrongly. Ask the server directly, or give the document as a file.',
      },
    );
  }

  #authorizationFor(url: URL): Readonly<Record<string, string>> {
    const isMeant = this.#authorization !== undefined && url.origin === this.start.origin;
    return isMeant ? { authorization: this.#authorization ?? '' } : {};
  }

  #conditionFor(url: URL): Readonly<Record<string, string>> {
    const { previous } = this.#options;
    if (previous?.url !== url.href) return {};
    return {
      ...(previous.etag !== undefined && { 'if-none-match': previous.etag }),
      ...(previous.lastModified !== undefined && { 'if-modified-since': previous.lastModified }),
    };
  }

  #mayFetchToken({ url }: Answer): boolean {
    return (
      this.#context.credentials !== undefined &&
      this.#options.tokenUrl !== undefined &&
      new URL(url).origin === this.start.origin
    );
  }

  async #fetchToken(): Promise<void> {
    const { credentials } = this.#context;
    const { tokenUrl } = this.#options;
    if (credentials === undefined || tokenUrl === undefined) return;
    this.#authorization = `Bearer ${await fetchToken(tokenUrl, credentials, this.#network)}`;
  }

  get #secrets(): readonly string[] {
    const { credentials } = this.#context;
    const sent = this.#authorization?.split(' ')[1];
    return [credentials?.clientSecret, this.#password, sent].filter(
      (secret) => secret !== undefined,
    );
  }
}

/** Does it ask for credentials, or for others? */
export function isShut({ status }: Answer): boolean {
  return status === 401 || status === 403;
}

/** RFC 7617, in UTF-8. */
function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** Undoes the percent-encoding; a stray `%` stays as it is. */
function decoded(part: string): string {
  return new URLSearchParams(`part=${part.replaceAll('+', '%2B')}`).get('part') ?? '';
}
