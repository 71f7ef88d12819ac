import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Diagnostics } from '../diagnostics.js';
import { UsageError } from '../errors.js';
import { applyOverlays, readOverlays } from './overlay.js';

const HEAD = { overlay: '1.0.0', info: { title: 'Corrected', version: '1' } };

const inVersion = (overlay: string, ...actions: readonly object[]) =>
  JSON.stringify({ ...HEAD, overlay, actions });

/** Applies one overlay with these actions, or each text as an overlay of its own. */
async function apply(published: object, ...overlays: readonly (readonly object[] | string)[]) {
  const diagnostics = new Diagnostics();
  const files = overlays.map((overlay, index) => ({
    file: `overlay-${index + 1}.yaml`,
    text: typeof overlay === 'string' ? overlay : JSON.stringify({ ...HEAD, actions: overlay }),
  }));
  const overlaid = await applyOverlays(published as Record<string, unknown>, files, diagnostics);
  return {
    ...overlaid,
    reported: diagnostics.all.map(
      ({ code, pointer, message, file }) => `${code} ${file}${pointer}: ${message}`,
    ),
  };
}

describe('applyOverlays', () => {
  it.each<[string, object, readonly object[], object]>([
    [
      'merges an object into an object, at every depth',
      { info: { title: 'T', contact: { name: 'A', url: 'u' } } },
      [{ target: '$.info', update: { version: '2', contact: { name: 'B' } } }],
      { info: { title: 'T', contact: { name: 'B', url: 'u' }, version: '2' } },
    ],
    [
      'corrects nullability at every node that JSONPath finds',
      { s: { A: { p: { type: 'string', format: 'date-time' } }, B: { p: { type: 'string' } } } },
      [{ target: "$..[?@.format=='date-time']", update: { nullable: true } }],
      {
        s: {
          A: { p: { type: 'string', format: 'date-time', nullable: true } },
          B: { p: { type: 'string' } },
        },
      },
    ],
    [
      'appends an entry to a list',
      { tags: ['a'] },
      [{ target: '$.tags', update: 'b' }],
      { tags: ['a', 'b'] },
    ],
    [
      'appends the entries of a list to a list',
      { tags: ['a'] },
      [{ target: '$.tags', update: ['b', 'c'] }],
      { tags: ['a', 'b', 'c'] },
    ],
    [
      'appends to a list within a merged object',
      { x: { required: ['a'] } },
      [{ target: '$.x', update: { required: ['b'] } }],
      { x: { required: ['a', 'b'] } },
    ],
    [
      'replaces a value of another kind',
      { x: { a: [1], b: { c: 1 }, d: 1 } },
      [{ target: '$.x', update: { a: 2, b: [3], d: { e: 4 } } }],
      { x: { a: 2, b: [3], d: { e: 4 } } },
    ],
    ['sets null', { x: { a: 1 } }, [{ target: '$.x', update: { a: null } }], { x: { a: null } }],
    [
      'merges into the whole document',
      { a: 1 },
      [{ target: '$', update: { b: 2 } }],
      { a: 1, b: 2 },
    ],
    [
      'removes objects, and plain values',
      { paths: { '/a': {}, '/b': {} }, info: { description: 'x' } },
      [
        { target: "$.paths['/a']", remove: true },
        { target: '$.info.description', remove: true },
      ],
      { paths: { '/b': {} }, info: {} },
    ],
    [
      'removes several items of one list at once',
      { list: [1, 2, 3, 4, 5] },
      [{ target: '$.list[?@ != 3]', remove: true }],
      { list: [3] },
    ],
    [
      'removes nodes inside of removed ones',
      { a: { x: { x: 1 } }, b: 1 },
      [{ target: '$..x', remove: true }],
      { a: {}, b: 1 },
    ],
    [
      'prefers remove to update, as the specification says',
      { a: { b: 1 } },
      [{ target: '$.a', update: { c: 2 }, remove: true }],
      {},
    ],
    [
      'applies each action to what the one before left',
      { paths: {} },
      [
        { target: '$.paths', update: { '/a': {} } },
        { target: "$.paths['/a']", update: { get: {} } },
        { target: '$.paths.*.get', update: { deprecated: true } },
      ],
      { paths: { '/a': { get: { deprecated: true } } } },
    ],
    [
      'takes __proto__ for a key like any other',
      { x: {} },
      [{ target: '$.x', update: JSON.parse('{"__proto__":{"type":"string"}}') as object }],
      { x: JSON.parse('{"__proto__":{"type":"string"}}') as object },
    ],
  ])('%s', async (_, published, actions, want) => {
    const before = JSON.stringify(published);
    const { document, reported } = await apply(published, actions);
    expect(JSON.stringify(document)).toBe(JSON.stringify(want));
    expect(reported).toEqual([]);
    expect(JSON.stringify(published)).toBe(before);
  });

  it.each<[string, object, readonly object[], object]>([
    [
      'merges objects, appends to lists and replaces plain values',
      { x: { a: { b: 1, c: [1] }, d: 'old' } },
      [{ target: '$.x', update: { a: { b: 2, c: [2], e: null }, d: null, f: [{}] } }],
      { x: { a: { b: 2, c: [1, 2], e: null }, d: null, f: [{}] } },
    ],
    [
      'replaces plain targets, in objects and in lists',
      { a: { title: 'A' }, b: { title: null }, list: [1, 'x', 3] },
      [
        { target: '$.*.title', update: 'T' },
        { target: "$.list[?@ == 'x']", update: 2 },
      ],
      { a: { title: 'T' }, b: { title: 'T' }, list: [1, 2, 3] },
    ],
    [
      'appends to lists: an object, a plain value, or each of a list',
      { a: [1], b: [2] },
      [
        { target: "$['a','b']", update: [3, 4] },
        { target: '$.a', update: { c: 1 } },
        { target: '$.b', update: 'c' },
      ],
      { a: [1, 3, 4, { c: 1 }], b: [2, 3, 4, 'c'] },
    ],
    [
      'removes plain values from lists',
      { tags: ['a', 'b', 'c'] },
      [{ target: "$.tags[?@ == 'b']", remove: true }],
      { tags: ['a', 'c'] },
    ],
    [
      'copies into an object, which stays a thing of its own',
      { paths: { '/a': { get: { tags: ['x'] } }, '/b': { delete: {} } } },
      [
        { target: "$.paths['/b']", copy: "$.paths['/a']" },
        { target: "$.paths['/b'].get.tags", update: 'y' },
      ],
      {
        paths: { '/a': { get: { tags: ['x'] } }, '/b': { delete: {}, get: { tags: ['x', 'y'] } } },
      },
    ],
    [
      'moves a node: creates it, copies and removes',
      { paths: { '/a': { get: {} } } },
      [
        { target: '$.paths', update: { '/b': {} } },
        { target: "$.paths['/b']", copy: "$.paths['/a']" },
        { target: "$.paths['/a']", remove: true },
      ],
      { paths: { '/b': { get: {} } } },
    ],
    [
      'copies a list, a plain value, and an object into a part of itself',
      { a: [1], b: [2], t: { x: 'X' }, u: { x: 'U', part: { x: 'P' } } },
      [
        { target: '$.a', copy: '$.b' },
        { target: '$.t.x', copy: '$.u.x' },
        { target: '$.u.part', copy: '$.u' },
      ],
      {
        a: [1, 2],
        b: [2],
        t: { x: 'U' },
        u: { x: 'U', part: { x: 'U', part: { x: 'P' } } },
      },
    ],
    [
      'prefers remove to update and copy',
      { a: { b: 1 } },
      [{ target: '$.a', copy: '$', update: {}, remove: true }],
      {},
    ],
  ])('by the rules of 1.1: %s', async (_, published, actions, want) => {
    const { document, reported } = await apply(published, inVersion('1.1.0', ...actions));
    expect(reported).toEqual([]);
    expect(JSON.stringify(document)).toBe(JSON.stringify(want));
  });

  it.each<[string, object, string]>([
    [
      'targets of different kinds',
      { target: '$.a.*', update: {} },
      'The targets must be either all objects, all lists or all plain values.',
    ],
    [
      'a list in place of a plain value',
      { target: '$.a', update: { o: { p: [1] }, new: 1 } },
      "'o.p' is a plain value and cannot be merged with a list; remove it first.",
    ],
    [
      'an object in place of a list',
      { target: '$', copy: '$.a.o', update: undefined },
      "'p' is a list and cannot be merged with a plain value; remove it first.",
    ],
    [
      'an object for a plain value',
      { target: '$.a.o.p', update: {} },
      'The target is a plain value, so `update` or `copy` must be one too.',
    ],
    [
      'a list for an object',
      { target: '$.a', copy: '$.p' },
      'The target is an object, so `update` or `copy` must be one too.',
    ],
    [
      'a copy of nothing',
      { target: '$.a', copy: '$.none' },
      "`copy` must select one node: '$.none' selects 0.",
    ],
    [
      'a copy of several nodes',
      { target: '$.a', copy: '$.a.*' },
      "`copy` must select one node: '$.a.*' selects 2.",
    ],
    [
      'copy and update',
      { target: '$.a', copy: '$.a.o', update: {} },
      'An action must have an `update` or a `copy`, not both.',
    ],
    [
      'nothing to do',
      { target: '$.a' },
      'An action must have an `update`, a `copy`, or `remove: true`.',
    ],
    ['a copy that is no text', { target: '$.a', copy: 1 }, '`copy` must be a JSONPath.'],
    ['a copy that is no JSONPath', { target: '$.a', copy: 'a' }, "'a' is not a valid JSONPath"],
    ['a misspelt key', { target: '$.a', copies: '$' }, "An action of Overlay 1.1 has no 'copies'."],
  ])('by the rules of 1.1, refuses %s and changes nothing', async (_, action, want) => {
    const published = { a: { o: { p: 1 }, l: [1] }, p: [2] };
    const { document, reported } = await apply(published, inVersion('1.1.3', action));
    expect(reported).toEqual([expect.stringContaining(want)]);
    expect(document).toEqual(published);
  });

  it('applies each overlay by the rules of its version', async () => {
    const action = { target: '$.a', update: { b: [1] } };
    const { document, reported } = await apply(
      { a: { b: 1 } },
      inVersion('1.1.0', action),
      inVersion('1.0.0', action),
    );
    expect(document).toEqual({ a: { b: [1] } });
    expect(reported).toEqual([
      expect.stringContaining('overlay-malformed overlay-1.yaml/actions/0'),
    ]);
  });

  it('applies several overlays in their order, YAML among them', async () => {
    const yaml = [
      'overlay: 1.0.0',
      'info: { title: T, version: "1" }',
      'actions:',
      '  - target: $.info # the title',
      '    description: Why it is so',
      '    x-owner: someone',
      '    update:',
      '      title: Second',
    ].join('\n');
    const first = [{ target: '$.info', update: { title: 'First', version: '1' } }];
    const { document, reported } = await apply({ info: {} }, first, yaml);
    expect(document).toEqual({ info: { title: 'Second', version: '1' } });
    expect(reported).toEqual([]);
  });

  it('gives every target its own copy of the update', async () => {
    const actions = [
      { target: '$.*', update: { tags: ['x'] } },
      { target: '$.a.tags', update: 'y' },
    ];
    expect((await apply({ a: {}, b: {} }, actions)).document).toEqual({
      a: { tags: ['x', 'y'] },
      b: { tags: ['x'] },
    });
  });

  it('knows where what is left was published', async () => {
    const { document, publishedKey } = await apply({ list: [0, 1, 2, 3] }, [
      { target: '$.list[?@ < 1]', remove: true },
      { target: '$.list', update: 'new' },
      { target: '$.list[1]', remove: true },
    ]);
    const list = document['list'] as readonly unknown[];
    expect(list).toEqual([1, 3, 'new']);
    expect(list.map((_, index) => publishedKey(list, String(index)))).toEqual(['1', '3', '4']);
    expect(publishedKey(document, 'list')).toBe('list');
  });

  it('reports an action without a target, and applies the others', async () => {
    const { document, reported } = await apply({ a: {} }, [
      { target: '$.b', update: { c: 1 } },
      { target: '$.a', update: { c: 1 } },
      { target: '$.b', remove: true },
    ]);
    expect(document).toEqual({ a: { c: 1 } });
    expect(reported).toEqual([
      "overlay-unmatched overlay-1.yaml/actions/0: '$.b' matches nothing in the document.",
      "overlay-unmatched overlay-1.yaml/actions/2: '$.b' matches nothing in the document.",
    ]);
  });

  it.each<[string, readonly object[] | string, string]>([
    ['text that is neither JSON nor YAML', 'actions: [', ': Line 1, column '],
    ['a list', '[]', ': An overlay must be an object.'],
    ['no version', '{}', '/overlay: `overlay` must be the version'],
    ['a later version', 'overlay: 1.2.0', '/overlay: `overlay` must be the version'],
    ['a version without a patch', 'overlay: 1.1', '/overlay: `overlay` must be the version'],
    ['no actions', 'overlay: 1.0.0', '/actions: `actions` must be an array'],
    [
      'an action that is none',
      'overlay: 1.0.0\nactions: [1]',
      '/actions/0: An action must be an object.',
    ],
    ['no target', [{ update: {} }], '/actions/0: An action must have a `target`'],
    [
      'a target that is not JSONPath',
      [{ target: '$.a[', update: {} }],
      "/actions/0/target: '$.a[' is not a valid JSONPath",
    ],
    [
      'an empty target',
      [{ target: '', update: {} }],
      "/actions/0/target: '' is not a valid JSONPath",
    ],
    ['an unknown function', [{ target: '$[?nope(@)]', update: {} }], '/actions/0/target: '],
    ['nothing to do', [{ target: '$.a' }], '/actions/0: An action must have an `update`'],
    ['remove that is no boolean', [{ target: '$.a', remove: 'yes' }], '/actions/0/remove: '],
    [
      'a copy, which 1.0 does not have',
      [{ target: '$.a', copy: '$' }],
      "/actions/0: An action of Overlay 1.0 has no 'copy'. Overlay 1.1 has.",
    ],
    [
      'a misspelt key',
      [{ target: '$.a', updates: {} }],
      "/actions/0: An action of Overlay 1.0 has no 'updates'",
    ],
    [
      'an update of a plain value',
      [{ target: '$.a.b', update: 2 }],
      '/actions/0: The target is a plain value',
    ],
    [
      'a plain update of an object',
      [{ target: '$.a', update: 2 }],
      '/actions/0: The target is an object',
    ],
    [
      'the removal of everything',
      [{ target: '$', remove: true }],
      '/actions/0: The whole document cannot be removed.',
    ],
  ])('refuses %s', async (_, overlay, want) => {
    const { document, reported } = await apply({ a: { b: 1 } }, overlay);
    expect(reported).toHaveLength(1);
    expect(reported[0]).toContain(`overlay-malformed overlay-1.yaml${want}`);
    expect(document).toEqual({ a: { b: 1 } });
  });
});

describe('readOverlays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-overlay-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads files in the order given', async () => {
    const [b, a] = [join(folder, 'b.yaml'), join(folder, 'a.json')];
    writeFileSync(b, 'overlay: 1.0.0');
    writeFileSync(a, '{}');
    expect(await readOverlays([b, a])).toEqual([
      { file: b, text: 'overlay: 1.0.0' },
      { file: a, text: '{}' },
    ]);
  });

  it('names the file that is not there', async () => {
    const missing = join(folder, 'missing.yaml');
    const outcome = await readOverlays([missing]).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(UsageError);
    expect(String(outcome)).toContain(`The overlay ${missing} cannot be read (ENOENT).`);
  });
});
