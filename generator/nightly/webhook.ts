import { SdkgenError } from '../errors.js';
import {
  formatStatus,
  parseWebhookUrl,
  redactSecrets,
  redactUrl,
  sendWithRetries,
  type SourceContext,
  toNetwork,
} from '../source/index.js';
import type { NightlyReport } from './result.js';
import { createMessage, type WebhookForm } from './webhook-message.js';

/** The variable that has the URL. Whoever knows it can post to the channel, so it is a secret and no setting. */
export const WEBHOOK_VARIABLE = 'SDKGEN_WEBHOOK';

export interface Webhook {
  readonly form: WebhookForm;
  /** The value of the variable. */
  readonly url: string | undefined;
  /** The page of the run, which the message links to. */
  readonly runUrl: string | undefined;
}

/**
 * Posts one message about all environments of a night, if any of them failed or changed, or its API drifted. It may be posted twice where a
 * response got lost. No redirect is followed, since the message and the secret in the URL are for that host alone.
 *
 * @returns what went wrong, without the URL; undefined when nothing did. It does not decide how the night ends: package
 *   and reports are the same whether a chat can be reached or not, and `propose` runs after it.
 */
export async function postToWebhook(
  report: NightlyReport,
  { form, url: given = '', runUrl }: Webhook,
  context: SourceContext,
): Promise<string | undefined> {
  if (given === '')
    return `No message was sent: nightly.webhook is "${form}", and the variable ${WEBHOOK_VARIABLE} is not set.`;
  const body = createMessage(report, form, runUrl);
  if (body === undefined || context.signal?.aborted) return undefined;
  try {
    const { url, headers } = parseWebhookUrl(given, WEBHOOK_VARIABLE);
    return await post(url, { ...headers, 'content-type': 'application/json' }, body, context);
  } catch (error) {
    if (!(error instanceof SdkgenError)) throw error;
    const text = [error.message, error.hint ?? ''].join(' ').trim();
    return `No message was sent: ${withoutSecrets(text, given)}`;
  }
}

async function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  context: SourceContext,
): Promise<string | undefined> {
  const request = { method: 'POST', url, headers, body } as const;
  const { status } = await sendWithRetries(request, toNetwork(context));
  if (status >= 200 && status < 300) return undefined;
  const why = status >= 300 && status < 400 ? ' A redirect is not followed.' : '';
  return `No message was sent: the webhook at ${url.origin} returned ${formatStatus(status)}.${why} Check the URL in ${WEBHOOK_VARIABLE}.`;
}

/** Whatever of a URL but its origin may be what makes it a secret. */
function withoutSecrets(text: string, given: string): string {
  if (!URL.canParse(given.trim())) return redactSecrets(text, [given]);
  const { href, origin, pathname, search, username, password } = new URL(given.trim());
  const path = pathname === '/' ? '' : pathname;
  const secrets = [given, href.slice(origin.length), path, search, username, password];
  return redactSecrets(text.replaceAll(redactUrl(href), origin), secrets);
}
