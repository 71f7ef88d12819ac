import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './index.js';
import { createTerminal } from './terminal.js';

const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'sdkgen-environments-')));
afterAll(() => rmSync(cwd, { recursive: true }));

async function environments(config: object, ...words: readonly string[]) {
  writeFileSync(join(cwd, 'sdk.config.json'), JSON.stringify(config));
  const printed = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (printed[name] += text) });
  const terminal = createTerminal(stream('out'), stream('err'), {});
  const context = { terminal, env: {}, cwd, today: '2026-11-24' };
  const code = await run(['environments', ...words], context);
  return { code, ...printed };
}

const CONFIG = {
  environments: {
    staging: { documentation: 'https://me:secret@staging.example/swagger?token=secret' },
    'prod-eu': {
      documentation: 'https://eu.example/swagger',
      packageName: '@acme/sdk-eu',
      distTag: 'next',
    },
    local: { documentation: 'api/openapi.json' },
  },
};

const PROD_EU = {
  environment: 'prod-eu',
  documentation: 'https://eu.example/swagger',
  remote: true,
  output: 'output/prod-eu',
  snapshot: 'fixtures/prod-eu',
  packageName: '@acme/sdk-eu',
  distTag: 'next',
  secret: 'PROD_EU',
};
const STAGING = {
  environment: 'staging',
  documentation: 'https://staging.example/swagger',
  remote: true,
  output: 'output/staging',
  snapshot: 'fixtures/staging',
  distTag: 'latest',
  secret: 'STAGING',
};
const LOCAL = {
  environment: 'local',
  documentation: 'api/openapi.json',
  remote: false,
  output: 'output/local',
  snapshot: 'fixtures/local',
  distTag: 'latest',
  secret: 'LOCAL',
};

describe('environments', () => {
  it('prints a matrix on one line, as $GITHUB_OUTPUT takes it, without what is secret', async () => {
    const { code, out, err } = await environments(CONFIG, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\{"include":\[.*\]\}\n$/);
    expect(JSON.parse(out)).toEqual({ include: [LOCAL, PROD_EU, STAGING] });
    expect(out).not.toMatch(/secret@|token/);
  });

  it('prints those that nightly runs by default', async () => {
    const { out } = await environments(CONFIG, '--remote', '--json');
    expect(JSON.parse(out)).toEqual({ include: [PROD_EU, STAGING] });
  });

  it('prints a table for people', async () => {
    expect((await environments(CONFIG)).out.split('\n')).toEqual([
      'environment  documentation                    package       dist-tag  folder',
      'local        api/openapi.json                               latest    output/local',
      'prod-eu      https://eu.example/swagger       @acme/sdk-eu  next      output/prod-eu',
      'staging      https://staging.example/swagger                latest    output/staging',
      '',
    ]);
  });

  it('refuses a matrix without entries, which no workflow can run', async () => {
    const { environments: all } = CONFIG;
    const { code, err } = await environments({ environments: { local: all.local } }, '--remote');
    expect(code).toBe(2);
    expect(err).toContain('There is no environment whose documentation is a URL.');
  });
});
