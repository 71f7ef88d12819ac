import { createPage, nameFromUrl } from './page.js';
import { readDocumentUrls, readPage, readSwaggerConfig } from './readers.js';
import { tokenize } from './javascript.js';
import { findAssignments } from './literals.js';
import * as pages from '../testing/pages.js';
import { processorSeconds } from '../../util/testing/processor-time.js';

const PAGE = 'https://api.example/service-a/swagger/index.html';

interface Want {
  readonly documents?: readonly (readonly [string, string])[];
  readonly primaryName?: string;
  readonly configUrl?: string;
}

function read(html: string, scripts: readonly string[] = [], url = PAGE) {
  const { documents, ...rest } = readPage(createPage(url, html, scripts));
  return { documents: documents.map(({ name, url: found }) => [name, found]), ...rest };
}

const V1 = ['v1', 'https://api.example/service-a/swagger/v1/swagger.json'] as const;

describe('the documents that a page lists', () => {
  it.each<[string, string, readonly string[], Want]>([
    [
      'Swashbuckle 2 to 6.6',
      pages.swashbuckleInline(
        '{"urls":[{"url":"v1/swagger.json","name":"v1"}],"deepLinking":false}',
      ),
      [],
      { documents: [V1] },
    ],
    [
      'Swashbuckle with escapes',
      pages.swashbuckleInline(
        '{\\u0022urls\\u0022:[{\\u0022url\\u0022:\\u0022/x.json?a=1\\u0026b=\\u002B\\u0022,\\u0022name\\u0022:\\u0022L\\\\u0027\\u00E9t\\\\u00e9\\u0022}]}',
      ),
      [],
      { documents: [["L'été", 'https://api.example/x.json?a=1&b=+']] },
    ],
    [
      'Swashbuckle whose JSON is not escaped for a script',
      pages.swashbuckleInline('{"urls":[{"url":"/x.json","name":"the \\"first\\""}]}'),
      [],
      { documents: [['the "first"', 'https://api.example/x.json']] },
    ],
    [
      'Swashbuckle from 6.7',
      pages.swashbuckleLinked,
      [
        pages.swashbuckleScript(
          '{"urls":[{"url":"v1/swagger.json","name":"v1"},{"url":"/y.json","name":"V2"}],"urls.primaryName":"V2"}',
        ),
      ],
      { documents: [V1, ['V2', 'https://api.example/y.json']], primaryName: 'V2' },
    ],
    [
      'Swashbuckle that prints the object',
      pages.swashbuckleLinked,
      [pages.swashbuckleObjectScript('{"urls":[{"url":"v1/swagger.json","name":"v1"}]}')],
      { documents: [V1] },
    ],
    [
      'Swashbuckle 1',
      pages.swashbuckleV1(
        '{"SwaggerEndpoints":[{"Url":"/swagger/v1/swagger.json","Description":"API V1"}],"BooleanValues":["false","true"]}',
      ),
      [],
      { documents: [['API V1', 'https://api.example/swagger/v1/swagger.json']] },
    ],
    [
      'NSwag',
      pages.nswag('[{"url":"/swagger/v1/swagger.json","name":"v1"},{"url":"/b.json","name":"b"}]'),
      [],
      {
        documents: [
          ['v1', 'https://api.example/swagger/v1/swagger.json'],
          ['b', 'https://api.example/b.json'],
        ],
      },
    ],
    [
      'Scalar',
      pages.scalar(
        '%2Fswagger%2Findex.html',
        '{ "sources": [{ "title": "A", "url": "openapi/a.json" }, { "title": "B", "url": "openapi/b.json", "default": true }] }',
      ),
      [],
      {
        documents: [
          ['A', 'https://api.example/service-a/openapi/a.json'],
          ['B', 'https://api.example/service-a/openapi/b.json'],
        ],
        primaryName: 'B',
      },
    ],
    [
      'Scalar as an element',
      pages.scalarElement,
      [],
      {
        documents: [['v1', 'https://api.example/openapi/v1.json?a=1&b=2']],
      },
    ],
    [
      'Swashbuckle ReDoc',
      pages.redoc(
        "Redoc.init('/api-docs/v1/swagger.json', JSON.parse('{\"scrollYOffset\":0}'), document.getElementById('redoc-container'))",
      ),
      [],
      { documents: [['v1', 'https://api.example/api-docs/v1/swagger.json']] },
    ],
    [
      'ReDoc in index.js',
      pages.redoc(''),
      ["Redoc.init('spec.json', {}, x);"],
      {
        documents: [['spec', 'https://api.example/service-a/swagger/spec.json']],
      },
    ],
    [
      'ReDoc as an element',
      pages.redocElement,
      [],
      {
        documents: [['v1', 'https://api.example/api-docs/v1/swagger.json']],
      },
    ],
    [
      'springdoc',
      pages.springdoc,
      [pages.swaggerInitializer('configUrl: "/v3/api-docs/swagger-config",')],
      {
        configUrl: 'https://api.example/v3/api-docs/swagger-config',
      },
    ],
    [
      'Swagger UI by hand',
      pages.springdoc,
      [pages.swaggerInitializer('').replace(/https:.*json/, '../my.yaml')],
      {
        documents: [['my', 'https://api.example/service-a/my.yaml']],
      },
    ],
    ["Swagger UI's sample", pages.springdoc, [pages.swaggerInitializer('')], {}],
    ['a login page', pages.loginPage, [], {}],
    ['a text that is no page', '<<<<script<script src=', ['/*', "'", '`${', '/[', '{{{{'], {}],
  ])('%s', (_, html, scripts, { documents = [], ...rest }) => {
    expect(read(html, scripts)).toEqual({ documents, ...rest });
  });

  it('of Scalar 1 count from the base path', () => {
    expect(read(pages.scalarV1, [], 'https://api.example/app/scalar/v1').documents).toEqual([
      ['v1', 'https://api.example/app/openapi/v1.json'],
    ]);
  });

  it('count from <base href> where there is one', () => {
    const html = pages
      .swashbuckleInline('{"urls":[{"url":"x.json","name":"x"}]}')
      .replace('<head>', '<head><base href="/docs/">');
    expect(read(html).documents).toEqual([['x', 'https://api.example/docs/x.json']]);
  });

  it("are the petstore's on the petstore's own page", () => {
    const url = 'https://petstore.swagger.io/';
    expect(read(pages.springdoc, [pages.swaggerInitializer('')], url).documents).toEqual([
      ['v2', 'https://petstore.swagger.io/v2/swagger.json'],
    ]);
  });
});

it('reads the list that Swashbuckle serves as a script', () => {
  const text = '[{"url":"v1/swagger.json","name":"v1"}]';
  expect(readDocumentUrls(text, PAGE)?.documents).toEqual([{ url: V1[1], name: 'v1' }]);
  expect(readDocumentUrls('<html>', PAGE)).toBeUndefined();
});

it.each([
  ['{"urls":[{"url":"/a","name":"A"}],"urls.primaryName":"A","url":""}', ['A'], 'A'],
  ['{"configUrl":"/c","url":"/v3/api-docs","validatorUrl":""}', ['v3'], undefined],
  ['{"error":"unauthorized"}', undefined, undefined],
])("reads springdoc's configuration %s", (text, names, primaryName) => {
  const config = readSwaggerConfig(text, PAGE);
  expect(config?.documents.map(({ name }) => name)).toEqual(names);
  expect(config?.primaryName).toBe(primaryName);
});

it.each([
  ['/swagger/v1/swagger.json', 'v1'],
  ['/openapi/orders.json', 'orders'],
  ['/swagger.json', 'swagger'],
  ['/', ''],
])('names the document at %s %j', (path, name) => {
  expect(nameFromUrl(`https://a.example${path}`)).toBe(name);
});

describe('a script', () => {
  it.each([
    ["x = 'a\\'\\x41\\u{1F600}\\u0042\\\n\\n\\q\\0'", "a'A\u{1F600}B\nq\0"],
    ['x = `plain`', 'plain'],
    ['x = 1.5', 1.5],
    [
      'x = [1, , true, null, {a: 1, "b": [], c() { return 1 }, ...rest}]',
      [1, undefined, true, null, { a: 1, b: [] }],
    ],
    ["y = /'/; x = 'found'", 'found'],
    ["y = 4 / 2; x = 'a/b'", 'a/b'],
    ["// x = 'no'\nx = 'yes'", 'yes'],
    ["x = 'a' + b", undefined],
    ['x = f([1])', undefined],
    ['x = [1].map(f)', undefined],
    ['x = {"__proto__": {"a": 1}}', JSON.parse('{"__proto__": {"a": 1}}')],
  ])('gives in %j', (script, value) => {
    expect(findAssignments(tokenize(script), 'x')[0]).toEqual(value);
  });

  it('that nests deeper than any configuration gives what is not too deep', () => {
    const [value] = findAssignments(tokenize(`x = ${'['.repeat(100_000)}`), 'x');
    expect(JSON.stringify(value).length).toBeLessThan(500);
  });

  it.each(['{', '(', '"', '/[', 'x=a ', 'f(', "JSON.parse('", '`', '/*', '<script ', '<!--'])(
    'of a hundred thousand times %j is read in linear time',
    (text) => {
      const long = text.repeat(100_000);
      expect(processorSeconds(() => readPage(createPage(PAGE, long, [long])))).toBeLessThan(30);
    },
  );
});
