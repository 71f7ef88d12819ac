import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { generatePackage, work } from './packages.mjs';
import { median } from './util.mjs';

// The project's own compiler: the one that a peer depends on has no language service.
const fromProject = createRequire(new URL('../../../package.json', import.meta.url));
const ts = fromProject('typescript');

/**
 * Measures how long an editor needs to complete a property with TypeScript's language server: cold, with the package just opened,
 * and warm, after one more letter was typed. Ends with 1 when a completion takes longer than the limit.
 *
 * Usage: editor.mjs [document, or folder whose largest one is used]; the stand-in by default.
 */

const TURNS = 30;
/** Milliseconds; up to this limit a response feels immediate (Nielsen, Usability Engineering, 1993, chapter 5). */
const LIMIT_MS = 100;

/** @returns The path of the document, or of the largest one in the folder. */
function findDocument(path) {
  if (!statSync(path).isDirectory()) return path;
  const files = readdirSync(path).filter((name) => /\.(json|ya?ml)$/i.test(name));
  const sized = files.map((name) => ({
    file: join(path, name),
    size: statSync(join(path, name)).size,
  }));
  const [largest] = sized.toSorted((a, b) => b.size - a.size);
  if (largest === undefined) throw new Error(`There is no document in ${path}`);
  return largest.file;
}

/** @returns The interface with the most members, so with the longest list of completions. */
function findLargestInterface(folder) {
  let most = { name: '', members: 0 };
  const files = readdirSync(folder);
  for (const name of files) {
    const file = ts.createSourceFile(
      name,
      readFileSync(join(folder, name), 'utf8'),
      ts.ScriptTarget.ES2022,
    );
    for (const statement of file.statements)
      if (ts.isInterfaceDeclaration(statement) && statement.members.length > most.members)
        most = { name: statement.name.text, members: statement.members.length };
  }
  return { ...most, files: files.length };
}

/** An editor with an open program in the package's sources, and its language server. */
class Editor {
  #file;
  #server;
  #responses;
  #sequence = 0;
  #text;

  constructor(folder, text) {
    this.#file = join(folder, 'program.ts');
    this.#text = text;
    writeFileSync(this.#file, text);
    const tsserver = join(dirname(fromProject.resolve('typescript')), 'tsserver.js');
    this.#server = spawn(process.execPath, [tsserver, '--disableAutomaticTypingAcquisition']);
    this.#responses = createInterface({ input: this.#server.stdout })[Symbol.asyncIterator]();
    this.#send('open', { file: this.#file, fileContent: text, scriptKindName: 'TS' });
  }

  /** Replaces the whole program. */
  type(text) {
    const { line, offset } = getEnd(this.#text);
    const range = { line: 1, offset: 1, endLine: line, endOffset: offset };
    this.#send('change', { file: this.#file, ...range, insertString: text });
    this.#text = text;
  }

  /** @returns The properties and methods that may follow the program's end. */
  async complete() {
    const request = this.#send('completionInfo', { file: this.#file, ...getEnd(this.#text) });
    for (;;) {
      const { value, done } = await this.#responses.next();
      if (done) throw new Error('The language server ended');
      const response = value.startsWith('{') ? JSON.parse(value) : {};
      if (response.request_seq !== request) continue;
      const entries = response.body?.entries ?? [];
      return entries.filter(({ kind }) => kind === 'property' || kind === 'method');
    }
  }

  close() {
    this.#server.kill();
  }

  #send(command, values) {
    this.#sequence += 1;
    const message = { seq: this.#sequence, type: 'request', command, arguments: values };
    this.#server.stdin.write(`${JSON.stringify(message)}\n`);
    return this.#sequence;
  }
}

/** Line and offset start at 1, as in the language server. */
function getEnd(text) {
  const lines = text.split('\n');
  return { line: lines.length, offset: lines.at(-1).length + 1 };
}

/** @returns Milliseconds of the first completion in an editor just opened, and the median of those after one more letter. */
async function measure(folder, before, expression) {
  const start = performance.now();
  const editor = new Editor(folder, `${before}\n${expression}`);
  try {
    const entries = await editor.complete();
    const cold = performance.now() - start;
    const warm = [];
    for (let turn = 1; turn <= TURNS; turn += 1) {
      editor.type(`${before}\nconst typed${'x'.repeat(turn)} = 1;\n${expression}`);
      const typed = performance.now();
      await editor.complete();
      warm.push(performance.now() - typed);
    }
    return { entries, cold, warm: median(warm) };
  } finally {
    editor.close();
  }
}

try {
  const [given] = process.argv.slice(2);
  const input = given ? { input: findDocument(given) } : {};
  const folder = dirname(await generatePackage('editor', input));
  const { name, members, files } = findLargestInterface(join(folder, 'models'));
  const imports = `import { OptimumClient, type ${name} } from './index.js';
    declare const client: OptimumClient; declare const value: ${name};`;
  const services = await measure(folder, imports, 'client.');
  const [service] = services.entries;
  const rows = [
    [`a property of ${name}, which has ${members}`, await measure(folder, imports, 'value.')],
    ['a service of the client', services],
    [
      `a call of client.${service?.name}`,
      await measure(folder, imports, `client.${service?.name}.`),
    ],
  ];
  console.log(
    `completion in a package of ${files} model files, milliseconds (TypeScript ${ts.version})`,
  );
  for (const [what, { entries, cold, warm }] of rows) {
    if (entries.length === 0) throw new Error(`The editor completes nothing: ${what}`);
    const times = `${cold.toFixed(0).padStart(6)} cold, ${warm.toFixed(1).padStart(6)} warm`;
    console.log(`${times} (at most ${LIMIT_MS})  ${what}: ${entries.length} entries`);
    if (warm > LIMIT_MS) process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
