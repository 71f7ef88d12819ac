import { SECRET, TOKEN } from './bad-nights.js';

/** As it is, and as it looks in a form, a URL, JSON or Base64. */
const FORMS = [SECRET, TOKEN].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  new URLSearchParams([['', secret]]).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
]);

/** Where a secret stands in these texts: nowhere, it is hoped. */
export function secretsIn(texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(texts)
    .filter(([, text]) => FORMS.some((form) => text.includes(form)))
    .map(([where]) => where);
}
