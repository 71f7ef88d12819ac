import { UsageError } from '../errors.js';
import { resolveTarget } from './targets.js';

const cwd = '/home/someone';

describe('a target', () => {
  it.each<[string, Parameters<typeof resolveTarget>[0], object]>([
    [
      'nothing said is the sandbox',
      {},
      {
        input: 'http://127.0.0.1:4010/swagger/index.html',
        outputFolder: '/home/someone/output/sandbox',
        snapshotFolder: '/home/someone/fixtures/sandbox',
        clientName: 'OptimumClient',
      },
    ],
    [
      'pre-production',
      { env: 'preprod' },
      {
        input: 'https://apicore-preprod.optimum-automotive.com/swagger/index.html',
        outputFolder: '/home/someone/output/preprod',
      },
    ],
    [
      'an environment behind a mirror',
      { env: 'prod', environments: { prod: { documentation: 'https://mirror.example/api.json' } } },
      { input: 'https://mirror.example/api.json', outputFolder: '/home/someone/output/prod' },
    ],
    [
      "an environment's document itself",
      {
        env: 'prod',
        environments: {
          prod: { documentation: 'https://public-api.optimum-automotive.com/api.json' },
        },
      },
      { tokenUrl: 'https://identityserver.optimum-automotive.com/connect/token' },
    ],
    [
      'production, elsewhere',
      { env: 'prod', out: 'sdk' },
      {
        input: 'https://public-api.optimum-automotive.com/swagger/index.html',
        outputFolder: '/home/someone/sdk',
      },
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
    expect(resolveTarget(choice, cwd)).toMatchObject(want);
  });

  it('has a token for the vendor alone', () => {
    const environments = { prod: { documentation: 'https://mirror.example/api.json' } };
    expect(resolveTarget({ env: 'prod', environments }, cwd)).not.toHaveProperty('tokenUrl');
    expect(resolveTarget({ env: 'prod' }, cwd)).toHaveProperty('tokenUrl');
  });

  it("is the vendor's for the sandbox alone a stand-in", () => {
    expect(resolveTarget({ env: 'sandbox' }, cwd).standIn).toMatch(/stand-in/);
    expect(resolveTarget({ env: 'preprod' }, cwd).standIn).toBeUndefined();
  });

  it.each<[string, Parameters<typeof resolveTarget>[0]]>([
    ['an environment that does not exist', { env: 'staging' }],
    ['an environment named like a property of objects', { env: 'constructor' }],
    ['an input without an out', { input: 'api.json' }],
  ])('is refused: %s', (_, choice) => {
    expect(() => resolveTarget(choice, cwd)).toThrow(UsageError);
  });
});
