// Tests that do not apply somewhere, each with the reason. One that names no test of its file any more fails the run.

const ALL = ['node-20', 'node-22', 'node-24', 'bun', 'deno'];

/** @typedef {{ file: string, test: string, on: readonly string[], because: string }} Skip `test`: how its title starts; '' is all of the file. */

/** @type {readonly Skip[]} */
export const SKIPS = [
  {
    file: 'consumers.test.ts',
    test: '',
    on: ALL,
    because: 'it asks the compiler, which is the same wherever it runs',
  },
  {
    file: 'deadline.test.ts',
    test: '',
    on: ALL,
    because:
      "it needs a second copy of the modules, which jest's registry gives and a bundle does not",
  },
  {
    file: 'errors.test.ts',
    test: 'an error response › is recognized when it comes from another copy',
    on: ALL,
    because:
      "it needs a second copy of the modules, which jest's registry gives and a bundle does not",
  },
  {
    file: 'errors.test.ts',
    test: 'an error response › has its name in its stack',
    on: ['bun'],
    because: 'its engine writes the first line of a stack before the error has its name',
  },
  {
    file: 'file-token-store.test.ts',
    test: 'FileTokenStore › leaves no temporary file when it cannot replace the file',
    on: ALL,
    because: 'it puts another module in place of node:fs/promises, which a bundle cannot',
  },
  {
    file: 'leak.test.ts',
    test: '',
    on: ['bun'],
    because: "it counts what is left by Node's own means: V8's flags, active resources",
  },
  {
    file: 'leak.test.ts',
    test: 'nothing is left behind by aborting › 500 calls',
    on: ['deno'],
    because: 'its pool lets sockets go in a time of its own, and the test counts them',
  },
  {
    file: 'transport.test.ts',
    test: 'a network failure › is a ConnectionError with the system’s error code',
    on: ['deno'],
    because:
      "its fetch does not tell the system's code; the error is a ConnectionError all the same",
  },
];
