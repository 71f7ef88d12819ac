import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diff } from '../../pipeline/compare.js';
import { DocumentRefusedError, ExitCode } from '../../errors.js';
import { generate, type GenerateOptions } from '../../pipeline/generate.js';
import { answering, broad, MERGED_YAML, REFUSED, SOUND } from './testing/bombs.js';
import { typeErrors } from './testing/type-check.js';

/** A document cannot exhaust time, memory or disk: it is refused, or gives a package. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-bombs-'));
const out = join(work, 'sdk');
afterEach(() => rmSync(out, { recursive: true, force: true }));
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function made(document: unknown, options: GenerateOptions = {}): Promise<void> {
  const input = join(work, 'document');
  writeFileSync(input, typeof document === 'string' ? document : JSON.stringify(document));
  await generate({ input, out, ...options });
}

async function refusal(making: Promise<unknown>): Promise<DocumentRefusedError> {
  const outcome = await making.then(
    () => 'a package',
    (error: unknown) => error,
  );
  if (outcome instanceof DocumentRefusedError) return outcome;
  throw new Error(`Expected a refusal, got ${String(outcome)}`, { cause: outcome });
}

const plain = JSON.stringify(answering({ type: 'object', properties: { a: { type: 'string' } } }));

describe('a package is generated from', () => {
  it.each(Object.entries(SOUND))('%s, which can be compared', async (_, document) => {
    await made(document);
    expect(existsSync(join(out, 'src', 'index.ts'))).toBe(true);
    const text = JSON.stringify(document);
    const report = await diff({ text: plain, location: 'a' }, { text, location: 'b' });
    expect(report.changes.length).toBeGreaterThan(0);
  });

  it('compositions that double at 12 levels, and it compiles', async () => {
    await made(SOUND['two ways at 12 levels, by allOf with properties']);
    expect(typeErrors([join(out, 'src', 'index.ts')], out)).toEqual([]);
  });

  it('YAML that merges each of 40 mappings twice', async () => {
    await made(MERGED_YAML);
    expect(existsSync(join(out, 'src', 'index.ts'))).toBe(true);
  });

  it('a schema of 5 000 properties', async () => {
    await made(broad(5_000));
    expect(existsSync(join(out, 'src', 'index.ts'))).toBe(true);
  });
});

describe('refused with a location, without writing anything, is', () => {
  it.each(Object.entries(REFUSED))('%s', async (_, [document, message]) => {
    const error = await refusal(made(document));
    const reported = error.diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
    expect(reported.some((one) => one.startsWith(message)) || reported).toBe(true);
    expect(error.exitCode).toBe(ExitCode.Refused);
    expect(readdirSync(work)).toEqual(['document']);
  });

  it('a document that exceeds the time limit', async () => {
    const error = await refusal(made(broad(1_000), { workTimeoutMs: 1 }));
    expect(error.message).toMatch(/takes more than 0\.001 s; the stage '\w+' was not done/);
    expect(error.hint).toContain('workTimeoutMs');
    expect(readdirSync(work)).toEqual(['document']);
  });
});
