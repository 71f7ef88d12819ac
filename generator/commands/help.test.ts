import { run } from './index.js';
import { createTerminal } from './terminal.js';

it.each([
  '',
  'generate',
  'check',
  'diff',
  'nightly',
  'history',
  'environments',
  'sandbox',
  'mcp',
  'conform',
])(
  'the help of %j fits 100 columns, and its examples name a command that users can run',
  async (command) => {
    const printed: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((text: string) => {
      printed.push(text);
    });
    const stream = { write: (text: string) => printed.push(text) };
    const terminal = createTerminal(stream, stream, {});
    const words = command === '' ? ['--help'] : [command, '--help'];
    const code = await run(words, { terminal, env: {}, cwd: '/', today: '2026-11-24' });
    log.mockRestore();
    const lines = printed.join('\n').split('\n');
    expect(code).toBe(0);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    const examples = lines.slice(lines.indexOf('Examples:') + 1);
    if (command !== '')
      expect(examples[0]).toMatch(new RegExp(`^  npx optimum-sdkgen ${command} `));
  },
);
