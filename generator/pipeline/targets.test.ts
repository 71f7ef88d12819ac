import { defaultConfig } from '../config/index.js';
import { UsageError } from '../errors.js';
import type { Environment } from '../model/environment.js';
import { resolveTarget, type TargetChoice } from './targets.js';

const cwd = '/home/someone';
const presets = defaultConfig();
const staging = { documentation: 'https://staging.example.com/swagger' };

/** The environments are those of the preset where none are given. */
const target = ({ environments, ...choice }: Partial<TargetChoice>) =>
  resolveTarget({ ...(environments ? { environments } : presets), ...choice }, cwd);

describe('a target', () => {
  it.each<[string, Partial<TargetChoice>, object]>([
    [
      'an environment of the preset',
      { env: 'preprod' },
      {
        name: 'preprod',
        input: 'https://apicore-preprod.optimum-automotive.com/swagger/index.html',
        outputFolder: '/home/someone/output/preprod',
        snapshotFolder: '/home/someone/fixtures/preprod',
        clientName: 'OptimumClient',
        packageName: '@optimum-automotive/sdk-preprod',
        defaultEnvironment: 'preprod',
      },
    ],
    [
      'an environment of another API',
      { env: 'staging', environments: { staging } },
      {
        name: 'staging',
        environment: {},
        hosts: {},
        defaultEnvironment: 'staging',
        input: 'https://staging.example.com/swagger',
        outputFolder: '/home/someone/output/staging',
        snapshotFolder: '/home/someone/fixtures/staging',
      },
    ],
    [
      'names over those of the preset',
      { env: 'prod', clientName: 'Fleet', packageName: 'fleet', out: 'sdk' },
      { clientName: 'Fleet', packageName: 'fleet', outputFolder: '/home/someone/sdk' },
    ],
    [
      'the default of the configuration',
      { env: 'a', environments: { a: staging, b: staging }, defaultEnvironment: 'b' },
      { defaultEnvironment: 'b' },
    ],
    [
      'a file',
      { input: 'api.json', out: 'sdk' },
      { input: '/home/someone/api.json', outputFolder: '/home/someone/sdk' },
    ],
    [
      'a URL',
      { input: 'https://x.example/swagger', out: 'sdk', clientName: 'X' },
      { input: 'https://x.example/swagger', clientName: 'X' },
    ],
  ])('%s', (_, choice, want) => {
    expect(target(choice)).toMatchObject(want);
  });

  it('has nothing of the preset for another document', () => {
    expect(target({ input: 'api.json', out: 'sdk' })).toEqual({
      input: '/home/someone/api.json',
      outputFolder: '/home/someone/sdk',
    });
  });

  it('has the hosts of all environments with a base URL, whatever their order', () => {
    const b = { ...staging, baseUrl: 'https://b.example/', tokenUrl: 'https://id.example/' };
    const a = { ...staging, baseUrl: 'https://a.example/', rateLimit: { requests: 1, perMs: 1 } };
    const { hosts = {} } = target({ env: 'b', environments: { b, a, c: staging } });
    expect(Object.entries(hosts)).toEqual([
      ['a', { baseUrl: 'https://a.example/' }],
      ['b', { baseUrl: 'https://b.example/', tokenUrl: 'https://id.example/' }],
    ]);
  });

  it.each<[string, Environment, object | undefined]>([
    ['no token endpoint', staging, undefined],
    [
      'a token endpoint',
      { ...staging, tokenUrl: 'https://id.example/' },
      { tokenUrl: 'https://id.example/', variablePrefix: 'SDKGEN' },
    ],
    [
      'everything',
      {
        ...staging,
        tokenUrl: 'https://id.example/',
        tokenParameters: { audience: 'x' },
        clientAuthentication: 'basic',
        variablePrefix: 'EXAMPLE',
      },
      {
        tokenUrl: 'https://id.example/',
        tokenParameters: { audience: 'x' },
        clientAuthentication: 'basic',
        variablePrefix: 'EXAMPLE',
      },
    ],
    [
      'documentation on a mirror',
      { ...staging, tokenUrl: 'https://id.example/', isDocumentationPublic: true },
      undefined,
    ],
  ])('logs in with what the environment says: %s', (_, environment, want) => {
    expect(target({ env: 'a', environments: { a: environment } }).login).toEqual(want);
  });

  it.each<[string, Partial<TargetChoice>, string, string]>([
    [
      'a misspelt environment',
      { env: 'prodd' },
      "There is no environment 'prodd'.",
      "Did you mean 'prod'? The environments are prod, preprod, sandbox.",
    ],
    [
      'an environment named like a property of objects',
      { env: 'constructor' },
      "There is no environment 'constructor'.",
      'The environments are',
    ],
    [
      'nothing, without a configuration file',
      {},
      'No environment and no document was given.',
      'Run npx optimum-sdkgen init',
    ],
    [
      'nothing, with a configuration file',
      { environments: { a: staging, b: staging }, isFromFile: true },
      'No environment and no document was given.',
      'Give --env: a, b.',
    ],
    ['an input without an out', { input: 'api.json' }, 'An --input needs an --out.', '--out'],
  ])('is refused: %s', (_, choice, message, hint) => {
    const refusal = refusalOf(() => target(choice));
    expect(refusal.message).toBe(message);
    expect(refusal.hint).toContain(hint);
  });
});

function refusalOf(run: () => unknown): UsageError {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('Expected a UsageError.');
}
