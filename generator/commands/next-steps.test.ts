import { resolve } from 'node:path';
import { describeNextSteps, type PackageState } from './next-steps.js';

const STATE: PackageState = {
  output: '/home/me/output/staging',
  firstProgram: {
    lines: ['program'],
    variables: [['A_KEY']],
    sandbox: { kind: 'line', line: 'client' },
  },
  isBuilt: true,
  sourceOnly: false,
  isStandIn: false,
};

/** All but empty lines. */
const describeSteps = (more: Partial<PackageState>, cwd = '/home/me') =>
  describeNextSteps({ ...STATE, ...more }, cwd).filter((line) => line !== '');

describe('what to do next', () => {
  it('is to install the package, to write a program and to run it', () => {
    expect(describeSteps({})).toEqual([
      'What to do next:',
      '  npm install ./output/staging',
      'Write this to try.mjs:',
      '  program',
      'Set A_KEY in the environment, then run it:',
      '  node try.mjs',
      'Without the API, start a sandbox of it in another terminal, and create the client for that:',
      '  npx optimum-sdkgen sandbox --input output/staging/openapi.json',
      '  client',
    ]);
  });

  const program = { lines: ['program'], variables: [], sandbox: { kind: 'program' } } as const;
  it.each<[title: string, state: Partial<PackageState>, cwd: string | undefined, want: string[]]>([
    [
      'to build it first',
      { isBuilt: false },
      undefined,
      ['  npm --prefix output/staging install', '  npm --prefix output/staging run build'],
    ],
    [
      'to start the sandbox',
      { firstProgram: program, isStandIn: true },
      undefined,
      ['  npx optimum-sdkgen sandbox --env sandbox'],
    ],
    ['to run it without credentials', { firstProgram: program }, undefined, ['Run it:']],
    [
      'to set one of several alternatives',
      { firstProgram: { ...program, variables: [['A_ID', 'A_SECRET'], ['A_TOKEN']] } },
      undefined,
      ['Set A_ID and A_SECRET, or A_TOKEN in the environment, then run it:'],
    ],
    [
      'to install a folder whose name has a space',
      { output: '/home/me/my sdk' },
      undefined,
      ['  npm install "./my sdk"', '  npx optimum-sdkgen sandbox --input "my sdk/openapi.json"'],
    ],
    ['to install a folder beside', { output: '/home/sdk' }, undefined, ['  npm install ../sdk']],
    ['to import sources', { sourceOnly: true }, undefined, ['In your application:', '  program']],
    [
      'not to save anything in this repository',
      { output: resolve('output/sandbox') },
      resolve('.'),
      ['  npm install --no-save ./output/sandbox'],
    ],
  ])('is %s', (_, state, cwd, want) => {
    expect(describeSteps(state, cwd)).toEqual(expect.arrayContaining(want));
  });
});
