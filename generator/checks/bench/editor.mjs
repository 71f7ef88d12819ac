import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageOf, work } from './packages.mjs';
import { median } from './statistics.mjs';

// The project's own: what a peer brings along has no language service.
const fromProject = createRequire(new URL('../../../package.json', import.meta.url));
const ts = fromProject('typescript');

/**
 * How long an editor takes to complete a property, as TypeScript's language server answers it: cold, with the package
 * just opened, and warm, after one more letter was typed. Ends with 1 when a completion is one that a person waits for.
 *
 * Usage: editor.mjs [document, or folder whose biggest one is taken]; the stand-in's document when left out.
 */

const TURNS = 30;
/** Milliseconds; up to here an answer feels immediate (Nielsen, Usability Engineering, 1993, chapter 5). */
const MOST = 100;

/** The path of the document, or of the biggest one in the folder. */
function documentAt(path) {
  if (!statSync(path).isDirectory()) return path;
  const files = readdirSync(path).filter((name) => /\.(json|ya?ml)$/i.test(name));
  const sized = files.map((name) => ({
    file: join(path, name),
    size: statSync(join(path, name)).size,
  }));
  const [biggest] = sized.toSorted((a, b) => b.size - a.size);
  if (biggest === undefined) throw new Error(`There is no document in ${path}`);
  return biggest.file;
}

/** The interface with the most members: the longest list that an editor has to make. */
function biggestInterface(folder) {
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

/** A program in the package's sources that an editor has open, in the server that editors talk to. */
class Editor {
  #file;
  #server;
  #answers;
  #sequence = 0;
  #text;

  constructor(folder, text) {
    this.#file = join(folder, 'program.ts');
    this.#text = text;
    writeFileSync(this.#file, text);
    const tsserver = join(dirname(fromProject.resolve('typescript')), 'tsserver.js');
    this.#server = spawn(process.execPath, [tsserver, '--disableAutomaticTypingAcquisition']);
    this.#answers = createInterface({ input: this.#server.stdout })[Symbol.asyncIterator]();
    this.#send('open', { file: this.#file, fileContent: text, scriptKindName: 'TS' });
  }

  /** Replaces the program as a whole: what is typed, and what stands before it. */
  type(text) {
    const { line, offset } = endOf(this.#text);
    const place = { line: 1, offset: 1, endLine: line, endOffset: offset };
    this.#send('change', { file: this.#file, ...place, insertString: text });
    this.#text = text;
  }

  /** What may follow the program's end: properties and methods. */
  async complete() {
    const request = this.#send('completionInfo', { file: this.#file, ...endOf(this.#text) });
    for (;;) {
      const { value, done } = await this.#answers.next();
      if (done) throw new Error('The language server ended');
      const answer = value.startsWith('{') ? JSON.parse(value) : {};
      if (answer.request_seq !== request) continue;
      const entries = answer.body?.entries ?? [];
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

/** As the server counts: from 1. */
function endOf(text) {
  const lines = text.split('\n');
  return { line: lines.length, offset: lines.at(-1).length + 1 };
}

/** Milliseconds to the first completion in an editor just opened, and the median of those after one more letter. */
async function measured(folder, before, expression) {
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
  const input = given ? { input: documentAt(given) } : {};
  const folder = dirname(await packageOf('editor', input));
  const { name, members, files } = biggestInterface(join(folder, 'models'));
  const imports = `import { OptimumClient, type ${name} } from './index.js';
    declare const client: OptimumClient; declare const value: ${name};`;
  const services = await measured(folder, imports, 'client.');
  const [service] = services.entries;
  const rows = [
    [`a property of ${name}, which has ${members}`, await measured(folder, imports, 'value.')],
    ['a service of the client', services],
    [
      `a call of client.${service?.name}`,
      await measured(folder, imports, `client.${service?.name}.`),
    ],
  ];
  console.log(
    `completion in a package of ${files} model files, milliseconds (TypeScript ${ts.version})`,
  );
  for (const [what, { entries, cold, warm }] of rows) {
    if (entries.length === 0) throw new Error(`The editor completes nothing: ${what}`);
    const times = `${cold.toFixed(0).padStart(6)} cold, ${warm.toFixed(1).padStart(6)} warm`;
    console.log(`${times} (at most ${MOST})  ${what}: ${entries.length} entries`);
    if (warm > MOST) process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
