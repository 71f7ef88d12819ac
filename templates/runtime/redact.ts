import type { Call } from './call.js';

/** The URL without the values of its query: they hold plates, names and keys. */
export function redactUrl(url: string): string {
  return url.replace(/=[^&/?]*/g, '=***');
}

/** A text with the call's secrets struck out: some servers print the request that they failed on, ASP.NET's developer page for one. */
export function withoutSecrets({ settings, token }: Call, text: string): string {
  return [token, ...settings.secrets].reduce<string>(
    (clean, secret) => (secret ? clean.replaceAll(secret, '***') : clean),
    text,
  );
}
