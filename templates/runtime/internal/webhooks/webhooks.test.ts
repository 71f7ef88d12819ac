import { SdkError } from '../../core/errors.js';
import { decoder } from '../codecs/index.js';
import {
  formPayload,
  jsonPayload,
  noPayload,
  rawPayload,
  readWebhook,
  textPayload,
  WebhookError,
} from './index.js';

const READERS = {
  moved: jsonPayload(),
  ended: jsonPayload(decoder({ properties: { at: 'date' } })),
  note: textPayload,
  paid: formPayload,
  image: rawPayload,
  ping: noPayload,
};

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (name: string, body: unknown): unknown => readWebhook(READERS, name, body).payload;

describe('the body of a webhook', () => {
  it.each<[string, string, unknown, unknown]>([
    ['text of JSON', 'moved', '{"id":1}', { id: 1 }],
    ['bytes of JSON', 'moved', bytes('{"id":"é"}'), { id: 'é' }],
    ['an ArrayBuffer', 'moved', bytes('[1]').buffer, [1]],
    ['a Node Buffer', 'moved', Buffer.from('{"id":1}'), { id: 1 }],
    ['bytes with a byte order mark', 'moved', bytes('\uFEFF{}'), {}],
    ['what a framework has parsed', 'moved', { id: 1 }, { id: 1 }],
    ['null that was parsed', 'moved', null, null],
    ['null', 'moved', 'null', null],
    ['text with a date', 'ended', '{"at":"2026-01-02"}', { at: new Date('2026-01-02') }],
    ['a parsed date', 'ended', { at: '2026-01-02' }, { at: new Date('2026-01-02') }],
    ['plain text', 'note', bytes('a b'), 'a b'],
    ['a form', 'paid', 'amount=1+2', new URLSearchParams({ amount: '1 2' })],
    ['anything else', 'image', bytes('x'), bytes('x')],
    ['nothing', 'ping', undefined, undefined],
    ['what is ignored', 'ping', '{}', undefined],
  ])('is read: %s', (_, name, body, want) => {
    expect(readWebhook(READERS, name, body)).toEqual({ name, payload: want });
  });

  it('that was parsed is left as it is', () => {
    const body = { at: '2026-01-02' };
    read('ended', body);
    expect(body).toEqual({ at: '2026-01-02' });
  });

  it.each<[string, string, unknown, string]>([
    [
      'an unknown name',
      'move',
      '{}',
      "The API has no webhook 'move'. It has moved, ended, note, paid, image, ping.",
    ],
    [
      'a name that every object has',
      'toString',
      '{}',
      "The API has no webhook 'toString'. It has moved, ended, note, paid, image, ping.",
    ],
    ['no JSON', 'moved', '{"secret":"s3cret"', "The body of the webhook 'moved' is not JSON."],
    ['an empty body', 'moved', '', "The body of the webhook 'moved' is empty."],
    ['no body', 'moved', undefined, "The body of the webhook 'moved' is missing."],
    [
      'a request that was not read',
      'moved',
      new Request('http://localhost', { method: 'POST', body: '{}' }),
      "The body of the webhook 'moved' has not been read: pass `await request.text()`.",
    ],
    [
      'a promise',
      'note',
      Promise.resolve('a'),
      "The body of the webhook 'note' has not been read: pass `await request.text()`.",
    ],
    [
      'no date where one is declared',
      'ended',
      '{"at":"s3cret"}',
      "The body of the webhook 'ended' is not what the API declares.",
    ],
  ])('is refused: %s', (_, name, body, message) => {
    let thrown: unknown;
    try {
      read(name, body);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(WebhookError);
    expect(thrown).toBeInstanceOf(SdkError);
    expect(thrown).toMatchObject({ message, webhook: name, name: 'WebhookError' });
    expect(JSON.stringify(Object.values(thrown as object))).not.toContain('s3cret');
  });
});
