import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../commands/index.js';
import { createTerminal } from '../../commands/terminal.js';
import { typeErrors } from './testing/type-check.js';

/** The lines that hints print, pasted into the configuration. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-hints-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function generate(out: string, ...more: readonly string[]) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (written[name] += text) });
  const args = ['generate', '--input', 'document.json', '--out', out, ...more];
  const terminal = createTerminal(stream('out'), stream('err'), {});
  const code = await run(args, { terminal, env: {}, cwd: work, today: '2026-11-24' });
  return { code, ...written };
}

/** Has something for every hint but `names`, which needs an older package. */
function createDocument(): object {
  const dated = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `at${index}`,
      { type: 'string', format: 'date-time', nullable: index > 9 },
    ]),
  );
  const id = { type: 'integer', format: 'int64' };
  const thing = { $ref: '#/components/schemas/Thing' };
  const content = { 'application/json': { schema: thing } };
  const responses = { 200: { description: 'OK', content }, 401: { description: 'No' } };
  const operation = { tags: ['Things'], operationId: 'retryAsync', responses };
  return {
    openapi: '3.0.4',
    info: { title: 'Things', version: 'v1' },
    paths: { '/things': { post: { ...operation, requestBody: { content } } } },
    components: { schemas: { Thing: { type: 'object', properties: { id, ...dated } } } },
  };
}

/** The indented lines after a heading, as they were printed. */
function linesAfter(heading: string, printed: string): string {
  const lines = printed.split('\n');
  const rest = lines.slice(lines.findIndex((line) => line.trim().startsWith(heading)) + 1);
  const end = rest.findIndex((line) => !line.startsWith('    '));
  return rest.slice(0, end).join('\n');
}

describe('the hints of a run', () => {
  it('are gone when their lines are pasted, and the package compiles', async () => {
    writeFileSync(join(work, 'document.json'), JSON.stringify(createDocument()));
    const first = await generate('first');
    expect(first.code).toBe(0);
    expect(first.err.match(/^ {2}- /gm)).toHaveLength(4);

    const again = await generate('first');
    expect(again.err).not.toContain('hints');
    const { hints, newHints } = JSON.parse((await generate('first', '--json')).out) as Readonly<
      Record<string, readonly unknown[]>
    >;
    expect([hints?.length, newHints?.length]).toEqual([4, 0]);

    writeFileSync(
      join(work, 'sdk.config.json'),
      `{\n${linesAfter('for sdk.config.json', first.err)}\n}\n`,
    );
    const overlay = linesAfter('for credentials.overlay.yaml', first.err);
    writeFileSync(join(work, 'credentials.overlay.yaml'), `${overlay}\n`);
    const second = await generate('second');
    expect(second).toMatchObject({ code: 0, err: '' });

    const resources = readFileSync(join(work, 'second/src/resources/things.ts'), 'utf8');
    expect(resources).toContain(' retry(');
    expect(readFileSync(join(work, 'second/src/client.ts'), 'utf8')).toContain('apiKey');
    expect(typeErrors([join(work, 'second/src/index.ts')], work)).toEqual([]);
  });
});
