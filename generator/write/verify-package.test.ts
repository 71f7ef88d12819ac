import { verifyPackage } from './verify-package.js';

const files = (record: Record<string, string>) => new Map(Object.entries(record));

describe('verifyPackage', () => {
  it('accepts a package whose imports resolve', () => {
    const sound = files({
      'package.json': '{}',
      'README.md': "import { x } from './nowhere.js'",
      'src/index.ts': "export * from './client.js';\nexport type { A } from './models/a.js';\n",
      'src/client.ts':
        "import { readFile } from 'node:fs';\nimport type { A } from './models/a.js';\nimport data from '../package.json';\n// from './nowhere.js'\nconst text = \"import('./nowhere.js')\";\nexport const client: A = { readFile, text, data };\n",
      'src/models/a.ts': 'export type A = Record<string, unknown>;\n',
      'src/types.d.ts': 'export {};\n',
      'src/uses-types.ts': "import './types.js';\n",
    });
    expect(() => {
      verifyPackage(sound);
    }).not.toThrow();
  });

  it.each([
    [
      'src/a.ts',
      "\nimport { b } from './b.js';",
      'src/a.ts:2:19: imports "./b.js", which is not a file of the package',
    ],
    ['src/a.ts', "import {\n  b,\n} from './b.js';", 'src/a.ts:3:8: imports "./b.js"'],
    ['src/a.ts', "export * from './B.js';", 'src/a.ts:1:15: imports "./B.js"'],
    ['src/a.ts', "import a from './b';", 'imports "./b"'],
    ['src/a.ts', "import a from '../../a.js';", 'imports "../../a.js"'],
    ['src/a.ts', "import a from '/src/b.js';", 'imports "/src/b.js"'],
  ])('reports the position in %s: %s', (path, text, want) => {
    const broken = files({ [path]: text, 'src/b2.ts': 'export {};\n' });
    expect(() => {
      verifyPackage(broken);
    }).toThrow(want);
  });

  it.each([
    ['../a.ts', 'has a segment ".."'],
    ['src/./a.ts', 'has a segment "."'],
    ['/etc/a.ts', 'is absolute'],
    ['C:/a.ts', 'is absolute'],
    ['src\\a.ts', 'has a backslash'],
    ['src//a.ts', 'has an empty segment'],
    ['src/', 'has an empty segment'],
    ['', 'is empty'],
    ['src/con.ts', 'has the segment "con.ts", which Windows reserves for a device'],
    ['src/AUX', 'has the segment "AUX"'],
    ['lpt1/a.ts', 'has the segment "lpt1"'],
    ['src/a.', 'ends in a dot'],
    ['src/a?.ts', 'has a character that Windows forbids'],
    ['src/a\u0000.ts', 'has a character that Windows forbids'],
    [`src/${'é'.repeat(128)}`, 'longer than 255 bytes'],
  ])('rejects the path %j', (path, want) => {
    expect(() => {
      verifyPackage(files({ [path]: '' }));
    }).toThrow(want);
  });

  it.each(['src/console.ts', 'src/com10.ts', '.gitattributes', 'src/größe.ts', 'a/b/c/d.ts'])(
    'accepts the path %j',
    (path) => {
      expect(() => {
        verifyPackage(files({ [path]: '' }));
      }).not.toThrow();
    },
  );

  it.each([
    [['src/Vehicle.ts', 'src/vehicle.ts'], 'src/vehicle.ts: differs from "src/Vehicle.ts"'],
    [['src/Models/a.ts', 'src/models/b.ts'], 'src/models: differs from "src/Models"'],
    [['src/caf\u00e9.ts', 'src/cafe\u0301.ts'], 'only by case'],
    [['src/a', 'src/a/b.ts'], 'src/a/b.ts: "src/a" is a file, so it cannot be a folder'],
  ])('rejects %j together', (paths, want) => {
    const together = new Map(paths.map((path) => [path, 'export {};\n']));
    expect(() => {
      verifyPackage(together);
    }).toThrow(want);
  });

  it('lists all problems at once', () => {
    const broken = files({
      'b.ts': "export * from './y.js';",
      'a.ts': "import { x } from './x.js';",
      'c?.md': '',
    });
    expect(() => {
      verifyPackage(broken);
    }).toThrow(/^The generated package .*\n"c\?\.md": .*\na\.ts:1:\d+: .*\nb\.ts:1:\d+: /);
  });
});
