import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate, type GenerateOptions, type GenerateReport } from '../../pipeline/generate.js';
import { startDocumentServer } from '../../nightly/testing/document-server.js';
import { filesUnder } from './testing/cases.js';

/** A run does not print a file again from the same structures, and does nothing if nothing changed. */

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ content: { 'application/json': { schema } } });

/** Gives a warning, because `POST /parts` has no response schema. */
function documentOf(parts: Readonly<Record<string, object>> = {}, title = 'Parts'): string {
  const schemas = {
    Part: { type: 'object', properties: { id: { type: 'string' }, maker: ref('Maker') } },
    Maker: { type: 'object', properties: { name: { type: 'string' } } },
    Colour: { type: 'string', enum: ['red', 'blue'] },
    ...parts,
  };
  const list = { '200': { description: 'OK', ...json({ type: 'array', items: ref('Part') }) } };
  const paths = {
    '/parts': {
      get: { tags: ['Parts'], responses: list },
      post: { tags: ['Parts'], requestBody: json(ref('Part')), responses: {} },
    },
    '/colours': { get: { tags: ['Colours'], responses: { '200': { ...json(ref('Colour')) } } } },
  };
  return JSON.stringify({
    ...{ openapi: '3.0.4', info: { title, version: '1.0' }, paths, components: { schemas } },
  });
}

const work = mkdtempSync(join(tmpdir(), 'sdkgen-reuse-'));
const made = join(work, 'made');
const input = join(work, 'document.json');
let folders = 0;
let first: GenerateReport;

beforeAll(async () => {
  writeFileSync(input, documentOf());
  first = await generate({ input, out: made });
});
afterEach(() => {
  writeFileSync(input, documentOf());
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const LOCK = 'sdk.lock.json';
const NOTE = '.sdkgen/last-run.json';
const MAKER = 'src/models/maker.ts';

interface Again extends GenerateReport {
  readonly stages: readonly string[];
}

/** A copy of the first package, for the next run. */
function copyOfFirst(): string {
  const out = join(work, String(folders++));
  cpSync(made, out, { recursive: true });
  return out;
}

async function runAgain(out: string, options: GenerateOptions = {}): Promise<Again> {
  const stages: string[] = [];
  const report = await generate(
    { input, out, ...options },
    { onStage: (name) => stages.push(name) },
  );
  return { ...report, stages };
}

/** The files of a first run. */
async function coldTree(options: GenerateOptions = {}): Promise<ReadonlyMap<string, string>> {
  const out = join(work, String(folders++));
  await generate({ input, out, ...options });
  return filesUnder(out);
}

function edit(out: string, path: string, change: (text: string) => string): void {
  const text = readFileSync(join(out, path), 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`Nothing changed in ${path}`);
  writeFileSync(join(out, path), changed);
}

type Lock = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Replaces an entry of the lock, like an editor. */
function editLock(out: string, change: (lock: Lock) => object): void {
  edit(out, LOCK, (text) => `${JSON.stringify(change(JSON.parse(text) as Lock), null, 2)}\n`);
}

const withoutNote = (out: string) => {
  rmSync(join(out, '.sdkgen'), { recursive: true });
};

describe('a run after another', () => {
  it('prints all files that are not copied if there is no earlier run', () => {
    expect(first.printed).toEqual(expect.arrayContaining([MAKER, 'README.md', 'src/client.ts']));
    expect(first.printed).not.toContain('api.md');
    const own = [...filesUnder(made).keys()].filter((path) => !path.startsWith('src/runtime/'));
    expect([...first.printed].sort()).toEqual(
      own.filter((path) => ![LOCK, 'api.md', 'llms.txt', 'openapi.json'].includes(path)).sort(),
    );
  });

  it.each<[string, (out: string) => void, readonly string[]]>([
    ['nothing where nothing changed', withoutNote, []],
    ['a file that was edited', (out) => edit(out, MAKER, (text) => `${text}// mine\n`), [MAKER]],
    ['a file that was removed', (out) => rmSync(join(out, MAKER)), [MAKER]],
    [
      'nothing for a file that is copied, which is put back',
      (out) => edit(out, 'src/runtime/internal/client.ts', () => ''),
      [],
    ],
  ])('prints %s', async (_, change, want) => {
    const out = copyOfFirst();
    change(out);
    const { printed, stages } = await runAgain(out);
    expect(printed).toEqual(want);
    expect(stages).toContain('emit');
    expect(filesUnder(out)).toEqual(filesUnder(made));
  });

  it.each<[string, (out: string) => void]>([
    [
      'says that an edited file is right',
      (out) => {
        edit(out, MAKER, (text) => text.replace('name', 'eman'));
        const { files } = JSON.parse(readFileSync(join(made, LOCK), 'utf8')) as Lock;
        editLock(out, (lock) => ({ ...lock, files: { ...files, [MAKER]: files?.['api.md'] } }));
      },
    ],
    [
      'gives a file the input of another',
      (out) => {
        editLock(out, ({ inputs = {}, ...lock }) => ({
          ...{ ...lock, inputs: { ...inputs, [MAKER]: inputs['src/models/part.ts'] } },
        }));
      },
    ],
    ['has another printer', (out) => editLock(out, (lock) => ({ ...lock, printer: 'sha256:0' }))],
    ['has no checksum', (out) => editLock(out, ({ checksum: _, ...lock }) => lock)],
    ['has no inputs', (out) => editLock(out, ({ inputs: _, ...lock }) => lock)],
  ])('prints all files if the lock %s', async (_, change) => {
    const out = copyOfFirst();
    change(out);
    const { printed } = await runAgain(out);
    expect(printed).toEqual(first.printed);
    expect(filesUnder(out)).toEqual(filesUnder(made));
  });

  it.each<[string, string, GenerateOptions, readonly string[]]>([
    [
      'a schema got a property',
      documentOf({ Maker: { type: 'object', properties: { town: { type: 'string' } } } }),
      {},
      [MAKER, 'src/conformance/schemas.ts'],
    ],
    [
      'a schema came',
      documentOf({ Size: { type: 'string', enum: ['S', 'L'] } }),
      {},
      [
        ...['src/models/size.ts', 'src/models/index.ts'],
        ...['src/conformance/schemas.ts', 'src/conformance/index.ts'],
      ],
    ],
    ['a switch is another', documentOf(), { output: { enums: 'union' } }, []],
    ['the version is another', documentOf(), { packageVersion: '2.0.0' }, []],
  ])('prints only what changed if %s', async (_, document, options, want) => {
    const out = copyOfFirst();
    writeFileSync(input, document);
    const { printed, written } = await runAgain(out, options);
    if (want.length > 0) expect(printed).toEqual(want);
    expect(printed.length).toBeLessThan(first.printed.length / 2);
    expect(printed.length).toBeGreaterThan(0);
    expect(printed.filter((path) => !written.includes(path))).toEqual([]);
    expect(filesUnder(out)).toEqual(await coldTree(options));
  });
});

describe('a run in which nothing changed', () => {
  const toReport = ({
    diagnostics,
    title,
    operations,
    schemas,
    firstProgram,
    packageName,
  }: GenerateReport) => ({
    ...{ diagnostics, title, operations, schemas, firstProgram, packageName },
  });

  it('generates nothing, and prints the warnings and counts of the last run', async () => {
    const out = copyOfFirst();
    const again = await runAgain(out);
    expect(again.stages).toEqual(['download', 'look', 'record']);
    expect(first.diagnostics.length).toBeGreaterThan(0);
    expect(toReport(again)).toEqual(toReport(first));
    expect(again).toMatchObject({ printed: [], written: [], deleted: [], source: input });
    expect(again.unchanged).toEqual([...filesUnder(made).keys()].sort());
  });

  it.each<[string, (out: string) => void, GenerateOptions]>([
    ['a file was edited', (out) => edit(out, 'api.md', (text) => `${text}.`), {}],
    ['a file was removed', (out) => rmSync(join(out, 'openapi.json')), {}],
    ['the lock was edited', (out) => editLock(out, ({ types: _, ...lock }) => lock), {}],
    ['there is no note', withoutNote, {}],
    ['the note is half written', (out) => edit(out, NOTE, (text) => text.slice(0, 99)), {}],
    [
      'another program made it',
      (out) => edit(out, NOTE, (text) => text.replace(/"request":"sha256:\w{9}/, '"request":"0')),
      {},
    ],
    ['the document is written otherwise', () => writeFileSync(input, ` ${documentOf()}`), {}],
    ['a switch is another', () => undefined, { output: { readonly: 'on' } }],
    ['the client has another name', () => undefined, { clientName: 'Other' }],
    ['an operation is left out', () => undefined, { exclude: { tags: ['Colours'] } }],
  ])('is not assumed if %s', async (_, change, options) => {
    const out = copyOfFirst();
    change(out);
    const { stages } = await runAgain(out, options);
    expect(stages).toContain('interpret');
    expect(filesUnder(out)).toEqual(await coldTree(options));
    expect((await runAgain(out, options)).stages).not.toContain('interpret');
  });

  it('is not assumed if the document refers to another file, which may have changed', async () => {
    const other = await startDocumentServer();
    const out = join(work, 'refers');
    const options = { allowedOrigins: [new URL(other.url).origin] };
    const maker = (property: string) =>
      JSON.stringify({ Maker: { type: 'object', properties: { [property]: { type: 'string' } } } });
    writeFileSync(input, documentOf({ Maker: { $ref: `${other.url}#/Maker` } }));
    other.publish(maker('name'));
    await runAgain(out, options);
    other.publish(maker('town'));
    const { stages } = await runAgain(out, options);
    await other.close();
    expect(stages).toContain('interpret');
    expect([...filesUnder(out).values()].join('\n')).toContain('town?: string');
  });

  it('records no URL and no credentials, and is ignored by Git', async () => {
    const server = await startDocumentServer();
    server.publish(documentOf());
    const out = join(work, 'noted');
    await generate({ input: `${server.url}?token=s3cr3t`, out });
    await server.close();
    const note = readFileSync(join(out, NOTE), 'utf8');
    expect(note).not.toContain('s3cr3t');
    expect(note).not.toContain(server.url);
    expect(readFileSync(join(out, '.sdkgen/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('records the document again if the record is missing', async () => {
    const server = await startDocumentServer();
    server.publish(documentOf());
    const options = { env: 'preprod', environments: { preprod: { documentation: server.url } } };
    const cwd = join(work, 'recorded');
    const run = async () => {
      const stages: string[] = [];
      await generate(options, { cwd, onStage: (name) => stages.push(name) });
      return stages;
    };
    await run();
    const record = join(cwd, 'fixtures/preprod');
    const before = filesUnder(record);
    rmSync(record, { recursive: true });
    expect(await run()).not.toContain('interpret');
    expect(filesUnder(record)).toEqual(before);
    await server.close();
  });
});
