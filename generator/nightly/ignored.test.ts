import { canonicalJson } from '../source/index.js';
import { leaveOutIgnored } from './ignored.js';

const INFO = { openapi: '3.0.4', info: { title: 'Fleet', version: '1.0+17' }, paths: {} };

describe('two documents', () => {
  const withServers = (...urls: readonly string[]) => ({
    ...INFO,
    servers: urls.map((url) => ({ url })),
  });
  const withExample = (...examples: readonly unknown[]) => ({
    ...INFO,
    paths: {
      '/a': {
        get: { parameters: examples.map((example) => ({ name: 'a', in: 'query', example })) },
      },
    },
  });
  const withTags = (...names: readonly string[]) => ({
    ...INFO,
    tags: names.map((name) => ({ name })),
  });
  const renumbered = { ...INFO, info: { ...INFO.info, version: '1.0+18' } };

  it.each<[string, object, object, readonly string[], 'same' | 'different']>([
    ['a build number', INFO, renumbered, ['$.info.version'], 'same'],
    [
      'a build number, and the title',
      INFO,
      { ...renumbered, info: { title: 'F', version: '2' } },
      ['$.info.version'],
      'different',
    ],
    ['a build number that is not ignored', INFO, renumbered, ['$.info.title'], 'different'],
    [
      'a pod',
      withServers('http://pod-1'),
      withServers('http://pod-2'),
      ['$.servers[*].url'],
      'same',
    ],
    [
      'a pod, and one more',
      withServers('a'),
      withServers('a', 'b'),
      ['$.servers[*].url'],
      'different',
    ],
    ['servers that come and go', INFO, withServers('a'), ['$.servers'], 'same'],
    ['one of two servers', withServers('a', 'b'), withServers('a', 'c'), ['$.servers[1]'], 'same'],
    [
      'the other one of two servers',
      withServers('a', 'b'),
      withServers('c', 'b'),
      ['$.servers[1]'],
      'different',
    ],
    [
      'two places of one list, in any order',
      withServers('a', 'b', 'c'),
      withServers('x', 'b', 'y'),
      ['$.servers[2]', '$.servers[0]'],
      'same',
    ],
    [
      'the host of Swagger 2.0',
      { swagger: '2.0', host: 'pod-1' },
      { swagger: '2.0', host: 'pod-2' },
      ['$.host'],
      'same',
    ],
    ['generated examples', withExample(1), withExample('x'), ['$..example'], 'same'],
    [
      'examples that a set is ordered by',
      withExample(1, 2),
      withExample(3, 0),
      ['$..example'],
      'same',
    ],
    ['examples that come and go', withExample(1), withExample(undefined), ['$..example'], 'same'],
    [
      'a list in another order, and a place',
      { ...withTags('a', 'b') },
      { ...withTags('b', 'a'), info: renumbered.info },
      ['$.info.version'],
      'same',
    ],
    [
      'an index counts in the recorded order',
      withTags('b', 'a'),
      withTags('b', 'z'),
      ['$.tags[1]'],
      'different',
    ],
    [
      'a filter',
      withServers('https://a', 'http://pod-1'),
      withServers('https://a', 'http://pod-2'),
      ['$.servers[?match(@.url, "http://pod-.*")]'],
      'same',
    ],
    ['a place and one within', INFO, renumbered, ['$.info', '$.info.version'], 'same'],
    [
      'a key that prototypes have',
      JSON.parse('{"x-a":{"__proto__":1,"constructor":1}}') as object,
      JSON.parse('{"x-a":{"__proto__":2,"constructor":2}}') as object,
      ['$["x-a"].__proto__', '$..constructor'],
      'same',
    ],
    ['nothing ignored that is there', INFO, INFO, ['$.servers'], 'same'],
  ])('%s', async (_, before, after, ignore, want) => {
    const texts = [before, after].map(canonicalJson) as [string, string];
    const remaining = await leaveOutIgnored(...texts, ignore);
    expect(remaining?.before.text === remaining?.after.text ? 'same' : 'different').toBe(want);
  });

  it('say which expression matches nothing in either', async () => {
    const texts = [INFO, withServers('a')].map(canonicalJson) as [string, string];
    const remaining = await leaveOutIgnored(...texts, ['$.servers', '$.host', '$.info.version']);
    expect(remaining?.unmatched).toEqual(['$.host']);
  });

  it('count operations and schemas without those that are ignored', async () => {
    const get = { get: {} };
    const before = { ...INFO, paths: { '/a': get, '/debug': get } };
    const texts = [before, { ...INFO, paths: { '/a': get } }].map(canonicalJson) as [
      string,
      string,
    ];
    const remaining = await leaveOutIgnored(...texts, ["$.paths['/debug']"]);
    expect(remaining?.before.counts).toEqual({ operations: 1, schemas: 0 });
    expect(remaining?.after.counts).toEqual({ operations: 1, schemas: 0 });
  });

  it('are compared whole where they nest too deep', async () => {
    const deep = (depth: number): object => (depth === 0 ? {} : { a: deep(depth - 1) });
    const texts = [INFO, { ...INFO, 'x-deep': deep(1200) }].map(canonicalJson) as [string, string];
    expect(await leaveOutIgnored(...texts, ['$..example'])).toBeUndefined();
  });
});
