import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '../source/testing/server.js';
import { run } from './index.js';
import { exitCodeFor } from './nightly.js';
import { createTerminal } from './terminal.js';

const cwd = mkdtempSync(join(tmpdir(), 'sdkgen-message-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** A night that fails with exit code 4. */
async function night(webhook: object, env: Readonly<Record<string, string>>, url: string) {
  const config = { environments: { prod: { documentation: `${url}/api.json` } }, nightly: webhook };
  writeFileSync(join(cwd, 'sdk.config.json'), JSON.stringify(config));
  const printed = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (printed[name] += text) });
  const terminal = createTerminal(stream('out'), stream('err'), {});
  const code = await run(['nightly'], { terminal, env, cwd, today: '2026-11-24' });
  return { code, ...printed };
}

describe('the message of nightly', () => {
  it.each<[string, object, string | undefined, number, string]>([
    ['is sent', { webhook: 'slack' }, '/hook', 1, ''],
    ['is sent to Teams', { webhook: 'teams' }, '/hook', 1, ''],
    [
      'is missed without the variable',
      { webhook: 'slack' },
      undefined,
      0,
      'SDKGEN_WEBHOOK is not set',
    ],
    ['is not wanted by default', {}, '/hook', 0, ''],
    ['does not decide the exit code', { webhook: 'slack' }, '/secret', 0, 'returned 404 Not Found'],
  ])('%s', async (_, webhook, path, messages, warning) => {
    const server = await serve({ '/api.json': '{"openapi":"3.0.4","paths":{}}', '/hook': 'ok' });
    const env = {
      ...(path !== undefined && { SDKGEN_WEBHOOK: server.url + path }),
      CI_JOB_URL: 'https://gitlab.example/acme/sdk/-/jobs/7',
    };
    const { code, out, err } = await night(webhook, env, server.url);
    await server.close();
    expect(code).toBe(4);
    const received = server.seen.filter(({ path: each }) => each === '/hook');
    expect(received).toHaveLength(messages);
    for (const { body } of received) expect(body).toContain(env.CI_JOB_URL);
    expect(err).toContain(warning);
    expect(out + err).not.toContain('/secret');
    if (warning === '') expect(err).not.toContain('No message');
  });
});

describe('the exit code of nightly', () => {
  const noted = { id: '1', subject: 'Thing.id', message: 'was null' };
  const conform = { requests: 1, findings: 1, drift: [], added: [noted], unseen: 0 };
  const night = { environment: 'prod', status: 'unchanged', version: '1.0.0' } as const;

  it.each([
    ['drift', 'any', { ...conform, drift: [noted] }, 1],
    ['drift', 'breaking', { ...conform, drift: [noted] }, 0],
    ['drift', undefined, { ...conform, drift: [noted] }, 0],
    ['known findings', 'any', conform, 0],
  ] as const)('of a night with %s, with --fail-on %s', (_, failOn, found, code) => {
    const report = { date: '2026-11-24', exitCode: 0, nights: [{ ...night, conform: found }] };
    expect(exitCodeFor({ ...report, exitCode: 0 }, failOn)).toBe(code);
  });
});
