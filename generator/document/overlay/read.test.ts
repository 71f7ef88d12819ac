import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../errors.js';
import { readOverlays } from './read.js';

describe('readOverlays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-overlay-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads files in the order given', async () => {
    const [b, a] = [join(folder, 'b.yaml'), join(folder, 'a.json')];
    writeFileSync(b, 'overlay: 1.0.0');
    writeFileSync(a, '{}');
    expect(await readOverlays([b, a])).toEqual([
      { file: b, text: 'overlay: 1.0.0' },
      { file: a, text: '{}' },
    ]);
  });

  it('names the file that is not there', async () => {
    const missing = join(folder, 'missing.yaml');
    const outcome = await readOverlays([missing]).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(UsageError);
    expect(String(outcome)).toContain(`The overlay ${missing} cannot be read (ENOENT).`);
  });
});
