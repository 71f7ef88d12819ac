import { DownloadError } from '../errors.js';
import { judgeText, wordsFor } from './document-text.js';
import type { Answer } from './http.js';
import type { Session } from './session.js';
import { statusText } from './status-text.js';
import { redactUrl } from './wording.js';

/** Everything that was tried, and what each place answered, for the error that says that nothing was found. */
export class Trail {
  readonly #session: Session;
  readonly #lines = new Map<string, string>();

  constructor(session: Session) {
    this.#session = session;
  }

  async add({ url, status, text }: Answer): Promise<void> {
    const isSuccess = status >= 200 && status < 300;
    const what = isSuccess ? wordsFor(await judgeText(text)) : undefined;
    const said = text.trim() === '' ? undefined : this.#session.quoted(text);
    this.#lines.set(url, [statusText(status), what, said].filter(Boolean).join(', '));
  }

  /** Runs a download whose failure is one more thing to tell; undefined then. */
  async attempt(download: () => Promise<Answer>, place: URL): Promise<Answer | undefined> {
    try {
      return await download();
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      this.#lines.set(place.href, error.message);
      return undefined;
    }
  }

  told(): string {
    const lines = [...this.#lines].map(([url, said]) => `  ${redactUrl(url)}  ${said}`);
    return ['Tried:', ...lines].join('\n');
  }
}
