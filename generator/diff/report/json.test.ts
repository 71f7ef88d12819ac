import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {
  Node,
  Project,
  type InterfaceDeclaration,
  type SourceFile,
  type TypeLiteralNode,
} from 'ts-morph';
import type { DiffReport } from '../change.js';
import { jsonReport } from './json.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { change, FULL_REPORT, report } from './testing/reports.js';

const ROOT = join(__dirname, '..', '..', '..');
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'diff.schema.json'), 'utf8')) as RootSchema;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(SCHEMA);

interface ObjectSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ObjectSchema>>;
}
interface RootSchema extends ObjectSchema {
  readonly $defs: Readonly<Record<string, ObjectSchema & { readonly enum?: readonly string[] }>>;
}

function validationErrors(text: string): unknown {
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

describe('the JSON report', () => {
  it('matches diff.schema.json', () => {
    expect(validationErrors(jsonReport(FULL_REPORT))).toEqual([]);
    expect(validationErrors(jsonReport(hostileReport()))).toEqual([]);
  });

  it('matches it for any report, and contains all of it', () => {
    fc.assert(
      fc.property(anyReport(10), (any) => {
        const text = jsonReport(any);
        expect(validationErrors(text)).toEqual([]);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(any)));
        expect(text).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/,
        );
      }),
    );
  });

  it('is the same bytes, whatever the order of keys in the report', () => {
    expect(jsonReport(reverseKeys(FULL_REPORT) as DiffReport)).toBe(jsonReport(FULL_REPORT));
  });

  it.each<[string, unknown]>([
    ['another field', { ...report(), more: 1 }],
    ['a missing field', { ...report(), verdict: undefined }],
    ['an unknown verdict', report({ changes: [{ ...change(), wire: 'bad' as 'breaking' }] })],
    ['a malformed fingerprint', report({ changes: [change({ fingerprint: 'X' })] })],
  ])('is not valid with %s', (_, value) => {
    expect(validationErrors(JSON.stringify(value))).not.toEqual([]);
  });
});

describe('diff.schema.json', () => {
  const types = new Project({ useInMemoryFileSystem: true }).createSourceFile(
    'change.ts',
    readFileSync(join(ROOT, 'generator/diff/change.ts'), 'utf8'),
  );

  it('describes every interface of change.ts', () => {
    const names = types.getInterfaces().map((each) => each.getName());
    const described = Object.entries(SCHEMA.$defs).filter(([, schema]) => schema.properties);
    expect(names.filter((name) => name !== 'DiffReport').sort()).toEqual(
      described.map(([name]) => name).sort(),
    );
  });

  it.each(types.getInterfaces().map((each) => [each.getName(), each] as const))(
    '%s: every field, and which are optional',
    (name, each) => {
      const schema = name === 'DiffReport' ? SCHEMA : SCHEMA.$defs[name];
      expect(shapeOfSchema(schema ?? {})).toEqual(shapeOfInterface(each));
    },
  );

  it.each(['Verdict', 'Bump'])('%s: every value', (name) => {
    expect([...(SCHEMA.$defs[name]?.enum ?? [])].sort()).toEqual(getLiterals(types, name));
  });
});

type Shape = Readonly<Record<string, string>>;

/** `{ subject: 'required', advice: 'optional', 'pointers.before': 'optional' }` */
function shapeOfSchema(schema: ObjectSchema, prefix = ''): Shape {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([name, member]) => [
      [`${prefix}${name}`, schema.required?.includes(name) ? 'required' : 'optional'],
      ...Object.entries(shapeOfSchema(member, `${prefix}${name}.`)),
    ]),
  );
}

function shapeOfInterface(declaration: InterfaceDeclaration | TypeLiteralNode, prefix = ''): Shape {
  return Object.fromEntries(
    declaration.getProperties().flatMap((property) => {
      const type = property.getTypeNode();
      return [
        [`${prefix}${property.getName()}`, property.hasQuestionToken() ? 'optional' : 'required'],
        ...(Node.isTypeLiteral(type)
          ? Object.entries(shapeOfInterface(type, `${prefix}${property.getName()}.`))
          : []),
      ];
    }),
  );
}

function getLiterals(types: SourceFile, name: string): readonly string[] {
  const text = types.getTypeAliasOrThrow(name).getTypeNodeOrThrow().getText();
  return [...text.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '').sort();
}

/** The same value with its keys in reverse order. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reverseKeys(member)]));
}
