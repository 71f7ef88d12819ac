import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS } from './documents.mjs';
import { createOutputFolder, measureRun } from './one-run.mjs';
import { work } from './packages.mjs';
import { OURS, TOOLS } from './tools.mjs';
import { median } from './util.mjs';

/**
 * Measures how time and memory grow with the document: parts of GitHub's, the whole, and five times the whole. "s/MB more" is
 * the additional time for each additional megabyte, compared with the row above.
 */

const ROUNDS = 3;
const github = DOCUMENTS.find(({ name }) => name === 'github');
const whole = JSON.parse(readFileSync(github.path, 'utf8'));
const SIZES = [
  () => selectPaths(whole, 1),
  () => selectPaths(whole, 40),
  () => selectPaths(whole, 200),
  () => whole,
  () => enlarge(whole, 4),
];

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const SCHEMA = '#/components/schemas/';

/** Every `$ref` inside a value. */
function* findReferences(value) {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value))
    if (key === '$ref' && typeof inner === 'string') yield inner;
    else yield* findReferences(inner);
}

/** The value at a pointer such as `#/components/schemas/Pet`. */
const resolve = (document, ref) =>
  ref
    .slice(2)
    .split('/')
    .reduce((node, key) => node?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);

/** The components that the paths refer to, directly or not. */
function selectComponents(document, paths) {
  const reached = new Set();
  const waiting = [...findReferences(paths)];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (reached.has(ref) || !ref.startsWith('#/components/')) continue;
    reached.add(ref);
    waiting.push(...findReferences(resolve(document, ref)));
  }
  const components = {};
  for (const ref of [...reached].sort()) {
    const [, , kind, name] = ref.split('/');
    (components[kind] ??= {})[name] = document.components[kind][name];
  }
  return components;
}

/** @returns The document with only the first of its paths, and what they need. */
function selectPaths(document, paths) {
  const kept = Object.fromEntries(Object.entries(document.paths).slice(0, paths));
  return {
    openapi: document.openapi,
    info: document.info,
    servers: document.servers,
    paths: kept,
    components: selectComponents(document, kept),
  };
}

/** Copies the operations and schemas under other paths and names. */
function copyWithSuffix(document, number) {
  const suffix = `-copy-${number}`;
  const renamed = (value, key) => {
    if (Array.isArray(value)) return value.map((item) => renamed(item));
    if (typeof value === 'string')
      return key === '$ref' && value.startsWith(SCHEMA) ? value + suffix : value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, renamed(of, name)]));
  };
  const named = (operation) => ({
    ...operation,
    operationId: operation.operationId + suffix,
    tags: operation.tags?.map((tag) => tag + suffix),
  });
  const paths = Object.entries(renamed(document.paths)).map(([path, item]) => [
    `/copy-${number}${path}`,
    Object.fromEntries(
      Object.entries(item).map(([key, of]) => [key, METHODS.includes(key) ? named(of) : of]),
    ),
  ]);
  const schemas = Object.entries(renamed(document.components.schemas));
  return { paths, schemas: schemas.map(([name, schema]) => [name + suffix, schema]) };
}

/** @returns The document with a number of copies of its operations and schemas added. */
function enlarge(document, copies) {
  const more = Array.from({ length: copies }, (_, index) => copyWithSuffix(document, index + 1));
  const joined = (own, others) => Object.fromEntries([...Object.entries(own), ...others.flat()]);
  return {
    ...document,
    paths: joined(
      document.paths,
      more.map(({ paths }) => paths),
    ),
    components: {
      ...document.components,
      schemas: joined(
        document.components.schemas,
        more.map(({ schemas }) => schemas),
      ),
    },
  };
}

function writeDocument(create, index) {
  const path = join(work, `growth-${index}.json`);
  writeFileSync(path, JSON.stringify(create(), null, 2));
  return { path, megabytes: statSync(path).size / 1e6 };
}

async function measure(path) {
  const tool = TOOLS.find(({ name }) => name === OURS);
  const runs = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const out = createOutputFolder();
    const values = await measureRun(process.execPath, tool.getArguments(path, out), out);
    rmSync(out, { recursive: true, force: true });
    if (values.error !== undefined) throw new Error(`${path}: ${values.error}`);
    runs.push(values);
  }
  const getMedian = (key) => median(runs.map((run) => run[key]));
  return { seconds: getMedian('seconds'), memory: getMedian('bytes') / 1e6 };
}

try {
  console.log('     MB   seconds  s/MB more   peak MB  times the document');
  let before;
  for (const [index, create] of SIZES.entries()) {
    const { path, megabytes } = writeDocument(create, index);
    const { seconds, memory } = await measure(path);
    const more = before && ((seconds - before.seconds) / (megabytes - before.megabytes)).toFixed(2);
    console.log(
      [
        megabytes.toFixed(3).padStart(8),
        seconds.toFixed(2).padStart(8),
        (more ?? '').padStart(10),
        memory.toFixed(0).padStart(9),
        (memory / megabytes).toFixed(1).padStart(10),
      ].join(' '),
    );
    before = { megabytes, seconds };
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
