// What the runtime's tests ask of jest, on any platform: the real `expect`, and tests that run one after another.
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';

/** Ends a test that hangs; no test measures time. */
const PATIENCE_MS = 300_000;
const mocker = new ModuleMocker(globalThis);

const root = block('');
let here = root;

function block(name, parent) {
  return { name, parent, tests: [], before: [], after: [], beforeEach: [], afterEach: [] };
}

/** `%s`, `%i`, `%d`, `%p`, `%j` and `%#`, in the order of the row's cells; `$name` of a row that is an object. */
function titleOf(template, row, index) {
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
    define(titleOf(template, row, index), () => run(...cells), ms);
  });

function it(name, run, ms = PATIENCE_MS) {
  here.tests.push({ name, run, ms });
}
function describe(name, define) {
  const outer = here;
  here = block(name, outer);
  outer.tests.push(here);
  define();
  here = outer;
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
  beforeAll: (run) => here.before.push(run),
  afterAll: (run) => here.after.push(run),
  beforeEach: (run) => here.beforeEach.push(run),
  afterEach: (run) => here.afterEach.push(run),
});

async function inTime(run, ms) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It took more than ${ms} ms`)), ms);
  });
  try {
    await Promise.race([Promise.resolve().then(run), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function runTest({ run, ms }, blocks) {
  try {
    for (const { beforeEach } of blocks) for (const hook of beforeEach) await hook();
    await inTime(run, ms);
  } finally {
    for (const { afterEach } of [...blocks].reverse()) for (const hook of afterEach) await hook();
  }
}

/**
 * Runs what was described, but for what `skips` names: a test by its whole title, or all under a title.
 *
 * @returns by whole title: what came of it. `failure` is the error's text, `skipped` the reason.
 */
export async function run(skips) {
  const results = [];
  const visit = async (current, blocks) => {
    for (const hook of current.before) await hook();
    for (const entry of current.tests) {
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
    for (const hook of current.after) await hook();
  };
  await visit(root, [root]);
  return results;
}
