import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig } from '../config/index.js';
import { serve } from '../source/testing/server.js';
import { nightly } from './index.js';

/** Type-checking takes most of a night's time, so only `make forges` does it here. */
jest.mock('../pipeline/compile.js', () =>
  process.env['FORGES'] === undefined
    ? { typeCheck: jest.fn() }
    : jest.requireActual<object>('../pipeline/compile.js'),
);

const cwd = mkdtempSync(join(tmpdir(), 'sdkgen-included-'));
afterAll(() => rmSync(cwd, { recursive: true }));

it('a document of several files is quiet, until one of them changes', async () => {
  let [build, included] = [1, { type: 'object', properties: { id: { type: 'string' } } }] as [
    number,
    object,
  ];
  const content = { 'application/json': { schema: { $ref: 'other.json#/Thing' } } };
  const get = { responses: { 200: { description: 'OK', content } } };
  const server = await serve({
    '/api.json': (_, response) =>
      void response.end(
        JSON.stringify({
          openapi: '3.0.4',
          info: { title: 'Fleet', version: `1.0+${build}` },
          paths: { '/things': { get } },
        }),
      ),
    '/other.json': (_, response) => void response.end(JSON.stringify({ Thing: included })),
  });
  const { nightly: settings, ...defaults } = defaultConfig();
  const config = {
    ...defaults,
    allowedOrigins: [server.url],
    environments: { prod: { documentation: `${server.url}/api.json` } },
    nightly: { ...settings, ignore: ['$.info.version'] },
  };
  const night = async () => {
    const options = { date: '2026-11-24', reportFolder: join(cwd, 'reports'), acceptShrink: false };
    const { nights } = await nightly(
      config,
      { environments: ['prod'], waitMs: 0, ...options },
      { cwd },
    );
    return nights[0];
  };
  const recorded = () => readFileSync(join(cwd, 'fixtures/prod/swagger.json'), 'utf8');

  expect(await night()).toMatchObject({ status: 'first' });
  const first = recorded();
  expect(await night()).toMatchObject({ status: 'unchanged' });
  build = 2;
  expect(await night()).toMatchObject({ status: 'unchanged' });
  expect(recorded()).toBe(first);
  included = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
  const before = server.paths.length;
  expect(await night()).toMatchObject({ status: 'changed', breaking: false });
  expect(server.paths.slice(before)).toEqual(['/api.json', '/other.json']);
  expect(recorded()).toContain('"name"');
  await server.close();
});
