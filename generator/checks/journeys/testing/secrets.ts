import { SECRET, TOKEN } from './failures.js';

/** Plain, and as encoded in a URL, a form, JSON and Base64. */
const FORMS = [SECRET, TOKEN].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams([['', secret]]).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
]);

/** The names of the texts that contain a secret. */
export function findSecrets(texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(texts)
    .filter(([, text]) => FORMS.some((form) => text.includes(form)))
    .map(([where]) => where);
}
