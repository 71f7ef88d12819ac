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
import { diff } from '../../pipeline/compare.js';
import { jsonReport } from './json.js';
import { anyReport } from './testing/arbitrary.js';
import { hostileReport } from './testing/hostile.js';
import { change, FULL_REPORT, report } from './testing/reports.js';

const ROOT = join(__dirname, '..', '..', '..');
const SCHEMA = JSON.parse(readFileSync(join(ROOT, 'diff.schema.json'), 'utf8')) as RootSchema;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(SCHEMA);

interface ObjectSchema {
  readonly $ref?: string;
  readonly items?: ObjectSchema;
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

  it('has its keys in the order of diff.schema.json, so that the same report is the same bytes', async () => {
    const [old, now] = [createDocument('string', ['a']), createDocument('integer', ['b'])];
    const options = { today: '2026-11-23', acknowledgements: [STALE] };
    const first = await diff(old, now, options);
    const [known] = first.changes;
    const acknowledgements = [STALE, { ...STALE, fingerprint: known?.fingerprint ?? '' }];
    const report = await diff(old, now, { ...options, acknowledgements });
    expect(report.changes.filter(({ acknowledged }) => acknowledged)).toHaveLength(1);
    expect(findDisorder(report, SCHEMA)).toEqual([]);
    expect(jsonReport(await diff(old, now, options))).toBe(jsonReport(first));
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

const STALE = { fingerprint: '0000000000000000', reason: 'Known.', until: '2027-01-31' };

/** A document with a call that returns a thing, and one call for each name. */
function createDocument(type: string, names: readonly string[]) {
  const schema = { $ref: '#/components/schemas/Thing' };
  const call = (operationId: string) => ({
    operationId,
    tags: ['Things'],
    responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
  });
  const paths = Object.fromEntries(
    ['list', ...names].map((name) => [`/${name}`, { get: call(name) }]),
  );
  const components = {
    schemas: {
      Thing: { type: 'object', properties: { id: { type }, [names[0] ?? '']: { type } } },
    },
  };
  const document = {
    openapi: '3.0.3',
    info: { title: 'Things', version: type },
    paths,
    components,
  };
  return { text: JSON.stringify(document), location: 'openapi.json' };
}

/** The objects whose keys are in another order than the schema's. */
function findDisorder(value: unknown, schema: ObjectSchema, at = ''): readonly string[] {
  const { $ref, items, properties } = schema;
  if ($ref !== undefined)
    return findDisorder(value, SCHEMA.$defs[$ref.split('/').at(-1) ?? ''] ?? {}, at);
  if (Array.isArray(value))
    return value.flatMap((item, index) => findDisorder(item, items ?? {}, `${at}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const order = Object.keys(properties ?? {}).filter((key) => key in value);
  return [
    ...(order.join() === Object.keys(value).join() ? [] : [`${at}: ${Object.keys(value).join()}`]),
    ...Object.entries(value).flatMap(([key, member]) =>
      findDisorder(member, properties?.[key] ?? {}, `${at}/${key}`),
    ),
  ];
}
