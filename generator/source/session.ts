import { DownloadError } from '../errors.js';
import { defined } from '../util/defined.js';
import { checkHop, parseGivenUrl } from './addresses.js';
import { basicAuthorization, readUserInfo } from './basic-authorization.js';
import { type Login, type Network, type SourceContext, toNetwork } from './context.js';
import { get, type HttpResponse, withoutCredentials } from './http.js';
import { formatStatus } from './send-once.js';
import { fetchToken } from './token.js';
import { quoteFirstLine, redactSecrets, redactUrl } from './redact.js';
import { classifyText, describeKind } from './document-text.js';

/** What an earlier run recorded of a document, so that the server may return 304 Not Modified. */
export interface Previous {
  /** The document's URL, after redirects. */
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface SessionOptions {
  /** For a start whose origin asks for a token. */
  readonly login?: Login;
  readonly previous?: Previous;
}

/**
 * All downloads that start from one URL. Nothing is downloaded twice, a token is fetched when the server asks for
 * one, and credentials are sent only to the start's origin.
 */
export class Session {
  readonly start: URL;
  readonly #network: Network;
  readonly #options: SessionOptions;
  readonly #responses = new Map<string, Promise<HttpResponse>>();
  readonly #password: string | undefined;
  #authorization: string | undefined;
  #tokenRequest: Promise<void> | undefined;

  /**
   * @param start the URL that the user gave; user and password in it are sent with the Basic scheme.
   * @throws UsageError when it is not a URL that may be downloaded.
   */
  constructor(start: string, options: SessionOptions, context: SourceContext) {
    const url = parseGivenUrl(start);
    this.start = withoutCredentials(url);
    this.#options = options;
    this.#network = toNetwork(context);
    if (url.username === '' && url.password === '') return;
    const { user, password } = readUserInfo(url);
    this.#password = password;
    this.#authorization = basicAuthorization(user, password);
  }

  /**
   * Downloads what `from` refers to.
   *
   * @throws DownloadError when `from` may not lead to `url`, or no response arrives.
   */
  async follow(url: URL, from: URL, attempts?: number): Promise<HttpResponse> {
    await checkHop(from, url, this.#network);
    return this.get(url, attempts);
  }

  /** Downloads a URL. @returns the response, whatever its status; a 304 only for the `previous` document. */
  async get(url: URL, attempts?: number): Promise<HttpResponse> {
    const bare = withoutCredentials(url);
    let response = this.#responses.get(bare.href);
    if (response === undefined) {
      response = this.#getWithLogin(bare, attempts);
      this.#responses.set(bare.href, response);
    }
    return response;
  }

  /** `GET <url> returned 404 Not Found: "first line"`, without secrets. */
  describe({ url, status, text }: HttpResponse): string {
    const body = text.trim() === '' ? 'nothing' : this.quote(text);
    return `GET ${redactUrl(url)} returned ${formatStatus(status)}: ${body}`;
  }

  /** The first line of a text, without secrets. */
  quote(text: string): string {
    return quoteFirstLine(redactSecrets(text, this.#secrets));
  }

  /** @throws DownloadError unless the response is a success. */
  requireSuccess(response: HttpResponse): void {
    if (isSuccess(response)) return;
    throw new DownloadError(`${this.describe(response)}.`, { hint: this.hintFor(response) });
  }

  /** What the user can do about an error response. */
  hintFor(response: HttpResponse): string {
    if (response.status === 404) return 'Check the URL by opening it in a browser.';
    if (response.status === 429 || response.status >= 500) return 'Try again later.';
    if (!isUnauthorized(response)) return 'Expected status 200.';
    if (new URL(response.url).origin !== this.start.origin) {
      return `Credentials are sent only to ${this.start.origin}. Give the document's own URL, or the document as a file.`;
    }
    if (this.#authorization !== undefined) {
      return 'The server did not accept the credentials. Ask for access to the documentation.';
    }
    const { login } = this.#options;
    if (login !== undefined) {
      return `Set ${login.variablePrefix}_CLIENT_ID and ${login.variablePrefix}_CLIENT_SECRET, and run again.`;
    }
    return 'The server asks for a login. Save the document with a browser, and give the file.';
  }

  async #getWithLogin(url: URL, attempts: number | undefined): Promise<HttpResponse> {
    const hadToken = this.#tokenRequest !== undefined;
    const response = await this.#getOnce(url, attempts);
    if (!isUnauthorized(response) || hadToken || !this.#mayFetchToken(response)) return response;
    this.#tokenRequest ??= this.#fetchToken();
    await this.#tokenRequest;
    return this.#getOnce(url, attempts);
  }

  async #getOnce(url: URL, attempts: number | undefined): Promise<HttpResponse> {
    const headersFor = (hop: URL) => ({
      ...this.#authorizationFor(hop),
      ...this.#conditionFor(hop),
    });
    const response = await get(url, { headersFor, ...defined({ attempts }) }, this.#network);
    const isConditional = Object.keys(this.#conditionFor(new URL(response.url))).length > 0;
    if (response.status !== 304 || isConditional) return response;
    throw new DownloadError(`${this.describe(response)}, but the request was not conditional.`, {
      hint: 'A cache between here and the server is misconfigured. Bypass it, or give the document as a file.',
    });
  }

  #authorizationFor(url: URL): Readonly<Record<string, string>> {
    return url.origin === this.start.origin ? defined({ authorization: this.#authorization }) : {};
  }

  #conditionFor(url: URL): Readonly<Record<string, string>> {
    const { previous } = this.#options;
    if (previous?.url !== url.href) return {};
    const { etag, lastModified } = previous;
    return defined({ 'if-none-match': etag, 'if-modified-since': lastModified });
  }

  #mayFetchToken({ url }: HttpResponse): boolean {
    return (
      this.#options.login?.credentials !== undefined && new URL(url).origin === this.start.origin
    );
  }

  async #fetchToken(): Promise<void> {
    const { login } = this.#options;
    if (login?.credentials === undefined) return;
    const { credentials } = login;
    this.#authorization = `Bearer ${await fetchToken({ ...login, credentials }, this.#network)}`;
  }

  get #secrets(): readonly string[] {
    const token = this.#authorization?.split(' ')[1];
    return [this.#options.login?.credentials?.clientSecret, this.#password, token].filter(
      (secret) => secret !== undefined,
    );
  }
}

export function isSuccess({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300;
}

/** Whether the server asks for credentials, or for other ones. */
export function isUnauthorized({ status }: HttpResponse): boolean {
  return status === 401 || status === 403;
}

/** The URLs that were tried, each with its response, for the message of the error when none has the document. */
export class AttemptLog {
  readonly #session: Session;
  readonly #lines = new Map<string, string>();

  constructor(session: Session) {
    this.#session = session;
  }

  async add(response: HttpResponse): Promise<void> {
    const { url, status, text } = response;
    const kind = isSuccess(response) ? describeKind(await classifyText(text)) : undefined;
    const quote = text.trim() === '' ? undefined : this.#session.quote(text);
    this.#lines.set(url, [formatStatus(status), kind, quote].filter(Boolean).join(', '));
  }

  /** Runs a download. @returns undefined when it fails, which the log then contains. */
  async attempt(
    download: () => Promise<HttpResponse>,
    url: URL,
  ): Promise<HttpResponse | undefined> {
    try {
      return await download();
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      this.#lines.set(url.href, error.message);
      return undefined;
    }
  }

  toText(): string {
    const lines = [...this.#lines].map(([url, result]) => `  ${redactUrl(url)}  ${result}`);
    return ['Tried:', ...lines].join('\n');
  }
}
