// Tests that do not apply on some runtimes, each with the reason. An entry that skips no test fails the run.

const ALL = ['node-20', 'node-22', 'node-24', 'node-26', 'bun', 'deno'];

/** @typedef {{ file: string, test: string, on: readonly string[], because: string }} Skip `test`: how its title starts; '' is all of the file. */

/** @type {readonly Skip[]} */
export const SKIPS = [
  {
    file: 'internal/consumers.long.test.ts',
    test: '',
    on: ALL,
    because: 'it runs the compiler, which is the same everywhere',
  },
  {
    file: 'core/errors.test.ts',
    test: 'across copies of the runtime',
    on: ALL,
    because: 'it needs a second copy of the modules, which jest can load and a bundle cannot',
  },
  {
    file: 'core/errors.test.ts',
    test: 'an error response › has its name in its stack',
    on: ['bun'],
    because: 'its engine creates the first line of a stack before the error has its name',
  },
  {
    file: 'core/file-token-store.test.ts',
    test: 'FileTokenStore › leaves no temporary file when it cannot replace the file',
    on: ALL,
    because: 'it mocks node:fs/promises, which is not possible in a bundle',
  },
  {
    file: 'internal/shared-token.test.ts',
    test: 'clients with the same credentials › share a request, although they are of two copies of the runtime',
    on: ALL,
    because: 'it needs a second copy of the modules, which jest can load and a bundle cannot',
  },
  {
    file: 'internal/shared-token.test.ts',
    test: 'clients with the same credentials › share a rate limit, although they are of two copies of the runtime',
    on: ALL,
    because: 'it needs a second copy of the modules, which jest can load and a bundle cannot',
  },
  {
    file: 'core/file-token-store.test.ts',
    test: 'FileTokenStore › says so when the path is that of a file',
    on: ['bun'],
    because: 'its `rm` fails with EFAULT, and not ENOTDIR, for a path below a file',
  },
  {
    file: 'internal/leak.long.test.ts',
    test: '',
    on: ['bun'],
    because: 'it measures with functions that only Node has: flags of V8, active resources',
  },
  {
    file: 'internal/leak.long.test.ts',
    test: 'nothing is left behind by aborting › 500 calls',
    on: ['deno'],
    because: 'its connection pool closes sockets later, and the test counts them',
  },
  {
    file: 'internal/rate-limiter.test.ts',
    test: 'a rate limiter › is one for all copies of the package in a process',
    on: ALL,
    because: 'it needs a second copy of the modules, which jest can load and a bundle cannot',
  },
  {
    file: 'internal/transport.test.ts',
    test: 'a network failure › is a ConnectionError with the system’s error code',
    on: ['deno'],
    because: "its fetch does not give the system's code; the error is still a ConnectionError",
  },
];
