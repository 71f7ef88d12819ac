// The part of jest that the runtime's tests use, on any platform: the real `expect`, and tests that run one after another.
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';

/** Ends a test that hangs. */
const TIMEOUT_MS = 300_000;
const mocker = new ModuleMocker(globalThis);

const root = createBlock('');
let current = root;

function createBlock(name, parent) {
  return { name, parent, tests: [], before: [], after: [], beforeEach: [], afterEach: [] };
}

/** `%s`, `%i`, `%d`, `%p`, `%j` and `%#`, in the order of the row's cells; `$name` of a row that is an object. */
function formatTitle(template, row, index) {
  const cells = Array.isArray(row) ? [...row] : [row];
  const filled = template.replace(/%([sidpjo#%])/g, (_, kind) => {
    if (kind === '%') return '%';
    if (kind === '#') return String(index);
    const cell = cells.shift();
    if (kind === 'p' || kind === 'j' || kind === 'o') return JSON.stringify(cell) ?? String(cell);
    return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  });
  if (Array.isArray(row) || typeof row !== 'object' || row === null) return filled;
  return filled.replace(/\$(\w+)/g, (_, name) => String(row[name]));
}

const each = (define) => (rows) => (template, run, ms) =>
  rows.forEach((row, index) => {
    const cells = Array.isArray(row) ? row : [row];
    define(formatTitle(template, row, index), () => run(...cells), ms);
  });

function it(name, run, ms = TIMEOUT_MS) {
  current.tests.push({ name, run, ms });
}
function describe(name, define) {
  const outer = current;
  current = createBlock(name, outer);
  outer.tests.push(current);
  define();
  current = outer;
}
it.each = each(it);
describe.each = each(describe);

Object.assign(globalThis, {
  describe,
  it,
  test: it,
  expect,
  jest: {
    fn: (implementation) => mocker.fn(implementation),
    spyOn: (object, method) => mocker.spyOn(object, method),
    restoreAllMocks: () => mocker.restoreAllMocks(),
  },
  beforeAll: (run) => current.before.push(run),
  afterAll: (run) => current.after.push(run),
  beforeEach: (run) => current.beforeEach.push(run),
  afterEach: (run) => current.afterEach.push(run),
});

async function withTimeout(run, ms) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${ms} ms`)), ms);
  });
  try {
    await Promise.race([Promise.resolve().then(run), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function runTest({ run, ms }, blocks) {
  try {
    for (const { beforeEach } of blocks) for (const hook of beforeEach) await hook();
    await withTimeout(run, ms);
  } finally {
    for (const { afterEach } of [...blocks].reverse()) for (const hook of afterEach) await hook();
  }
}

/**
 * Runs all tests except those that `skips` lists, by the start of the title.
 *
 * @returns For each test its title with, if any, `failure` as the error's text, or `skipped` as the reason.
 */
export async function run(skips) {
  const results = [];
  const visit = async (block, blocks) => {
    for (const hook of block.before) await hook();
    for (const entry of block.tests) {
      if (entry.tests) await visit(entry, [...blocks, entry]);
      else {
        const title = [...blocks.slice(1), entry].map(({ name }) => name).join(' › ');
        const skip = skips.find(({ test }) => test === '' || title.startsWith(test));
        if (skip) results.push({ title, skipped: skip.because });
        else {
          const failure = await runTest(entry, blocks).then(
            () => undefined,
            (error) => String(error?.stack ?? error),
          );
          results.push({ title, failure });
        }
      }
    }
    for (const hook of block.after) await hook();
  };
  await visit(root, [root]);
  return results;
}
