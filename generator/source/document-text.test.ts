import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DocumentRefusedError, DownloadError } from '../errors.js';
import { judgeText, requireDocument } from './document-text.js';
import { documentText, failureOf } from './testing/server.js';
import { loginPage } from './testing/pages.js';
import { quoted } from './wording.js';

const SPECS = resolve(__dirname, '../../../shared/specs');

describe('a text', () => {
  it.each([
    ['JSON', documentText()],
    ['JSON with a mark', `\uFEFF${documentText()}`],
    ['Swagger 2.0', '{"swagger":"2.0","paths":{"/a":{}}}'],
    ['YAML', 'openapi: 3.0.1\npaths:\n  /a:\n    get: {}\n'],
    ['YAML whose version is a number', '# comment\npaths: {/a: {}}\nswagger: 2.0\n'],
    ['JSON with a trailing comma', '{"openapi":"3.0.1","paths":{"/a":{}},}'],
  ])('that is a document in %s is taken', async (_, text) => {
    expect(await judgeText(text)).toBe('document');
  });

  it.each([
    [
      'a login page',
      loginPage,
      DownloadError,
      'an HTML page instead of a document: "<!DOCTYPE html>',
    ],
    ['nothing', ' \n', DownloadError, 'nothing at all.'],
    ['an OAuth error', '{"error":"unauthorized"}', DownloadError, 'an error instead of a document'],
    [
      'problem details',
      '{"title":"No","status":401}',
      DownloadError,
      'an error instead of a document',
    ],
    [
      'YAML that nests without end',
      `openapi: 3.0.1\npaths: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      DocumentRefusedError,
      'YAML that nests deeper than can be read',
    ],
    ['a cut document', documentText().slice(0, 60), DocumentRefusedError, 'ends in the middle'],
    [
      'a broken document',
      '{"openapi":"3.0.1" "paths":{}}',
      DocumentRefusedError,
      'neither JSON nor YAML',
    ],
    ['broken YAML', 'openapi: "3.0\npaths: [', DocumentRefusedError, 'neither JSON nor YAML'],
    ['no paths', '{"openapi":"3.0.1","paths":{}}', DocumentRefusedError, 'without paths'],
    ['no paths in YAML', 'openapi: 3.1.0\ninfo: {}\n', DocumentRefusedError, 'without paths'],
    ['other JSON', '{"name":"left-pad"}', DocumentRefusedError, 'no OpenAPI document: "{"name"'],
    ['a list', '[1]', DocumentRefusedError, 'no OpenAPI document'],
    ['prose', 'It works!', DocumentRefusedError, 'no OpenAPI document: "It works!"'],
    [
      'inherited keys',
      '{"__proto__":{"openapi":"3.0.0","paths":{"/":{}}}}',
      DocumentRefusedError,
      'no OpenAPI',
    ],
  ])('that is %s is refused', async (_, text, kind, words) => {
    const error = await failureOf(
      requireDocument(text, { place: 'GET https://a.example/ answered 200', quoted }),
    );
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toContain(`GET https://a.example/ answered 200: `);
    expect(error.message).toContain(words);
    expect(error.hint).toBeTruthy();
  });

  it('whose aliases stand for more than any memory holds is judged all the same', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`,
    );
    const text = `openapi: 3.0.0\na0: &a0 x\n${levels.join('\n')}\npaths: {/a: {}}\n`;
    expect(await judgeText(text)).toBe('document');
  });

  const published = existsSync(SPECS)
    ? readdirSync(SPECS).filter((file) => file.endsWith('.json'))
    : [];
  (published.length > 0 ? it : it.skip)('that an API really publishes is taken', async () => {
    for (const file of published) {
      const text = readFileSync(resolve(SPECS, file), 'utf8');
      expect([file, await judgeText(text)]).toEqual([file, 'document']);
    }
  });
});
