import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import type { RunResult } from './result.js';
import { serve } from '../source/testing/server.js';
import { postToWebhook } from './webhook.js';
import { createMessage, type WebhookForm } from './webhook-message.js';

const NONE = { breaking: 0, potentiallyBreaking: 0, other: 0, acknowledged: 0 };
const CHANGED: RunResult = {
  environment: 'preprod',
  status: 'changed',
  previousVersion: '0.1.0',
  version: '0.2.0',
  title: 'preprod 0.2.0: 1 breaking change',
  verdict: { source: 'breaking', wire: 'non-breaking', bump: 'major' },
  breaking: true,
  counts: { ...NONE, breaking: 1 },
  source: 'https://api.example/swagger.json',
  diagnostics: [],
  reports: [],
  written: [],
  deleted: [],
};
const FAILED = {
  environment: 'prod',
  skipped: 'No run between 2026-11-20 and 2026-11-24.',
  status: 'failed',
  exitCode: 3,
  message: 'GET https://api.example returned 404 Not Found.\nTried: nothing else',
  hint: 'Check the URL.',
} as const;
const QUIET: RunResult = { environment: 'test', status: 'unchanged', version: '1.0.0' };
const report = (...nights: readonly RunResult[]) =>
  ({ date: '2026-11-24', exitCode: 3, nights }) as const;
const RUN = 'https://forge.example/acme/sdk/actions/runs/7';

/** What the services document of these messages, as far as they are used. */
const text = (type: string, maxLength: number, more: object) => ({
  type: 'object',
  required: ['type', 'text'],
  properties: { type: { const: type }, text: { type: 'string', minLength: 1, maxLength }, ...more },
  additionalProperties: false,
});
const object = (required: object, optional: object = {}) => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
  additionalProperties: false,
});
const list = (items: object, maxItems: number) => ({ type: 'array', minItems: 1, maxItems, items });
const SCHEMAS: Readonly<Record<WebhookForm, object>> = {
  slack: object({
    text: { type: 'string', maxLength: 4000 },
    unfurl_links: { const: false },
    unfurl_media: { const: false },
    blocks: list(
      {
        anyOf: [
          object({
            type: { const: 'header' },
            text: text('plain_text', 150, { emoji: { const: false } }),
          }),
          object({
            type: { const: 'section' },
            text: text('mrkdwn', 3000, { verbatim: { const: true } }),
          }),
        ],
      },
      50,
    ),
  }),
  teams: object({
    type: { const: 'message' },
    attachments: list(
      object({
        contentType: { const: 'application/vnd.microsoft.card.adaptive' },
        contentUrl: { type: 'null' },
        content: object(
          {
            $schema: { const: 'http://adaptivecards.io/schemas/adaptive-card.json' },
            type: { const: 'AdaptiveCard' },
            version: { const: '1.4' },
            body: list(
              object(
                {
                  type: { const: 'RichTextBlock' },
                  inlines: list(
                    object(
                      { type: { const: 'TextRun' }, text: { type: 'string' } },
                      { weight: { const: 'Bolder' }, size: { const: 'Medium' } },
                    ),
                    1,
                  ),
                },
                { separator: { type: 'boolean' }, spacing: { const: 'Small' } },
              ),
              1000,
            ),
          },
          {
            actions: list(
              object({
                type: { const: 'Action.OpenUrl' },
                title: { type: 'string' },
                url: { type: 'string', pattern: '^https://' },
              }),
              1,
            ),
          },
        ),
      }),
      1,
    ),
  }),
};

const validators: Partial<Record<WebhookForm, ValidateFunction>> = {};

/** The strings that a message shows, checked against the form of the service. */
function textsOf(message: string | undefined, form: WebhookForm): readonly string[] {
  const value: unknown = JSON.parse(message ?? 'null');
  const validate = (validators[form] ??= new Ajv({ strict: false }).compile(SCHEMAS[form]));
  validate(value);
  expect(validate.errors).toBeNull();
  const texts: string[] = [];
  JSON.stringify(value, (key, part: unknown) => {
    if ((key === 'text' || key === 'url') && typeof part === 'string') texts.push(part);
    return part;
  });
  return texts;
}

describe('the message about a night', () => {
  it('has what Slack takes', () => {
    const message = createMessage(report(CHANGED, FAILED, QUIET), 'slack', `${RUN}?a=1&b=<|>`);
    expect(textsOf(message, 'slack')).toEqual([
      'Nightly run of 2026-11-24: 1 failed, 1 changed, 1 unchanged',
      'Nightly run of 2026-11-24: 1 failed, 1 changed, 1 unchanged',
      '*preprod 0.2.0: 1 breaking change*\nBreaking (at compile time: breaking, at run time: non-breaking, bump: major)',
      '*prod: failed with exit code 3*\nGET https://api.example returned 404 Not Found. Tried: nothing else\nCheck the URL.\nNo run between 2026-11-20 and 2026-11-24.',
      `<${RUN}?a=1&amp;b=&lt;%7C&gt;|Open the run>`,
    ]);
  });

  it('has what the Workflows of Teams take', () => {
    const message = createMessage(report(CHANGED, FAILED), 'teams', RUN);
    expect(textsOf(message, 'teams')).toEqual([
      'Nightly run of 2026-11-24: 1 failed, 1 changed',
      'preprod 0.2.0: 1 breaking change',
      'Breaking (at compile time: breaking, at run time: non-breaking, bump: major)',
      'prod: failed with exit code 3',
      'GET https://api.example returned 404 Not Found. Tried: nothing else',
      'Check the URL.',
      'No run between 2026-11-20 and 2026-11-24.',
      RUN,
    ]);
  });

  it.each(['slack', 'teams'] as const)('is none after a quiet night, for %s', (form) => {
    expect(createMessage(report(QUIET), form, RUN)).toBeUndefined();
  });

  it.each([
    '<!channel>',
    '<!here|here>',
    '<@U012AB3CD>',
    '<https://evil.example|log in>',
    '&lt;!channel&gt;',
  ])('shows %s of a document, and does nothing for it', (hostile) => {
    const failed = { ...FAILED, message: hostile, hint: hostile };
    const [, , section = ''] = textsOf(createMessage(report(failed), 'slack', undefined), 'slack');
    expect(section).not.toMatch(/[<>]/);
    const shown = section.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(shown).toContain(`\n${hostile}\n${hostile}\n`);
    expect(textsOf(createMessage(report(failed), 'teams', undefined), 'teams')).toContain(hostile);
  });

  it.each([
    '[log in](https://evil.example)',
    '<at>Everyone</at>',
    '**bold**',
    '![x](https://e.example)',
  ])(
    'shows %s to Teams as plain text, which no TextBlock and no entity makes more of',
    (hostile) => {
      const message = createMessage(report({ ...FAILED, message: hostile }), 'teams', undefined);
      expect(textsOf(message, 'teams')).toContain(hostile);
      expect(message).not.toMatch(/TextBlock"(?<!RichTextBlock")|entities/);
    },
  );

  it.each(['slack', 'teams'] as const)(
    'fits into one of %s, however much there is to say',
    (form) => {
      const long = {
        ...FAILED,
        message: '<\u{1F600}&'.repeat(999),
        hint: '\u202e<\n'.repeat(999),
      };
      const nights = Array.from({ length: 90 }, (_, index) => ({
        ...long,
        environment: `e${index}`,
      }));
      const message = createMessage(report(...nights), form, RUN) ?? '';
      expect(Buffer.byteLength(message)).toBeLessThan(24_001);
      const texts = textsOf(message, form);
      const listed = texts.filter((each) => each.includes('failed with exit code')).length;
      expect(listed).toBeGreaterThan(3);
      expect(texts).toContain(`And ${90 - listed} more: see the summary of the run.`);
    },
  );
});

describe('the webhook', () => {
  const PATH = '/services/T0/B0/very-secret?sig=also-secret';
  const noPause = { sleep: () => Promise.resolve() };
  const post = (url: string | undefined, nights: readonly RunResult[] = [FAILED], context = {}) =>
    postToWebhook(
      report(...nights),
      { form: 'slack', url, runUrl: RUN },
      { ...noPause, ...context },
    );

  it('gets the message once, as JSON', async () => {
    const server = await serve({ [PATH]: { status: 200, body: 'ok' } });
    expect(await post(` ${server.url}${PATH}\n`)).toBeUndefined();
    await server.close();
    expect(server.seen.map(({ method }) => method)).toEqual(['POST']);
    expect(server.seen[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(server.seen[0]?.body ?? '')).toHaveProperty('blocks');
  });

  it('gets it again after a failure that may pass', async () => {
    const server = await serve({ [PATH]: [{ status: 503 }, { status: 429 }, { status: 202 }] });
    expect(await post(`${server.url}${PATH}`)).toBeUndefined();
    await server.close();
    expect(server.seen).toHaveLength(3);
  });

  it('gets user and password of its URL as a header', async () => {
    const server = await serve({ [PATH]: '' });
    expect(await post(`${server.url.replace('//', '//me:pass@')}${PATH}`)).toBeUndefined();
    await server.close();
    expect(server.seen[0]?.headers.authorization).toBe(`Basic ${btoa('me:pass')}`);
  });

  it('gets nothing after a quiet night', async () => {
    const server = await serve({});
    expect(await post(`${server.url}${PATH}`, [QUIET])).toBeUndefined();
    await server.close();
    expect(server.seen).toEqual([]);
  });

  it('is not followed to another place', async () => {
    const other = await serve({ '/': '' });
    const server = await serve({ [PATH]: { status: 307, headers: { location: other.url } } });
    expect(await post(`${server.url}${PATH}`)).toBe(
      `No message was sent: the webhook at ${server.url} returned 307 Temporary Redirect. A redirect is not followed. Check the URL in SDKGEN_WEBHOOK.`,
    );
    await Promise.all([server.close(), other.close()]);
    expect(other.seen).toEqual([]);
  });

  it.each([
    ['is missing', undefined, 'the variable SDKGEN_WEBHOOK is not set'],
    [
      'is no URL',
      'very-secret/also-secret',
      'The URL in SDKGEN_WEBHOOK is not used: it is not a URL',
    ],
    [
      'is not encrypted',
      'http://chat.example/very-secret?sig=also-secret',
      'HTTP is not encrypted',
    ],
    ['leads to nothing', `http://127.0.0.1:9${PATH}`, 'POST http://127.0.0.1:9 failed'],
    ['has a password', `http://me:very-secret@127.0.0.1:9/`, 'POST http://127.0.0.1:9 failed'],
  ])('that %s is a warning, which has nothing of it', async (_, url, want) => {
    const warning = await post(url);
    expect(warning).toContain(want);
    expect(warning).not.toContain('secret');
  });

  it('that refuses is a warning, which quotes nothing, since it may repeat the URL', async () => {
    const server = await serve({ [PATH]: { status: 404, body: `no such service: ${PATH}` } });
    const warning = await post(`${server.url}${PATH}`);
    await server.close();
    expect(warning).toContain('returned 404 Not Found');
    expect(warning).not.toContain('secret');
  });

  it('gets nothing when the run is interrupted', async () => {
    const signal = AbortSignal.abort();
    expect(await post(`http://127.0.0.1:9${PATH}`, [FAILED], { signal })).toBeUndefined();
  });
});
