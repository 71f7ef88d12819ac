/** Schemas that generators of types are known to get wrong, as Swagger 2.0 and OpenAPI 3.0 write them. */
export const TRAPS_30: Readonly<Record<string, unknown>> = {
  FreeForm: { type: 'object' },
  FreeFormTrue: { type: 'object', additionalProperties: true },
  FreeFormObj: { type: 'object', additionalProperties: {} },
  Closed: { type: 'object', additionalProperties: false },
  NullableFree: { type: 'object', nullable: true },
  WithFree: {
    type: 'object',
    required: ['data', 'closed'],
    properties: {
      data: { type: 'object' },
      closed: { $ref: '#/components/schemas/Closed' },
      opt: { type: 'object', nullable: true },
    },
  },
  WithDefault: { type: 'object', properties: { size: { type: 'integer', default: 10 } } },
  Animal: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' }, name: { type: 'string', nullable: true } },
    discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
  },
  Cat: {
    allOf: [
      { $ref: '#/components/schemas/Animal' },
      { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } },
    ],
  },
  Dog: {
    allOf: [
      { $ref: '#/components/schemas/Animal' },
      { type: 'object', properties: { barks: { type: 'boolean' } } },
    ],
  },
  Part: {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' } },
    discriminator: {
      propertyName: 'kind',
      mapping: {
        engine: '#/components/schemas/Engine',
        petrol: '#/components/schemas/Petrol',
        wheel: '#/components/schemas/Wheel',
      },
    },
  },
  Wheel: {
    allOf: [
      { $ref: '#/components/schemas/Part' },
      { type: 'object', properties: { inches: { type: 'number' } } },
    ],
  },
  Engine: {
    allOf: [
      { $ref: '#/components/schemas/Part' },
      {
        type: 'object',
        properties: { power: { type: 'number' } },
        discriminator: {
          propertyName: 'kind',
          mapping: { petrol: '#/components/schemas/Petrol' },
        },
      },
    ],
  },
  Petrol: {
    allOf: [
      { $ref: '#/components/schemas/Engine' },
      { type: 'object', properties: { litres: { type: 'number' } } },
    ],
  },
  PartHolder: {
    type: 'object',
    required: ['engine'],
    properties: {
      engine: { $ref: '#/components/schemas/Engine' },
      parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
    },
  },
  PetHolder: {
    type: 'object',
    properties: {
      pet: { $ref: '#/components/schemas/Animal' },
      any: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] },
      nullPet: { allOf: [{ $ref: '#/components/schemas/Animal' }], nullable: true },
    },
  },
  NullableDict: { type: 'object', nullable: true, additionalProperties: { type: 'string' } },
  Dicts: {
    type: 'object',
    properties: {
      a: {
        type: 'object',
        nullable: true,
        additionalProperties: { type: 'string', nullable: true },
      },
      b: {
        type: 'object',
        additionalProperties: {
          type: 'array',
          items: { $ref: '#/components/schemas/WithDefault' },
        },
      },
      c: { $ref: '#/components/schemas/NullableDict' },
    },
  },
  'ServiceResponse<string>': {
    type: 'object',
    properties: { data: { type: 'string', nullable: true }, ok: { type: 'boolean' } },
  },
  'ServiceResponse<string[]>': {
    type: 'object',
    properties: {
      data: { type: 'array', items: { type: 'string' }, nullable: true },
      ok: { type: 'boolean' },
    },
  },
  RequiredUndeclared: {
    type: 'object',
    required: ['ghost'],
    properties: { a: { type: 'string' } },
  },
  Bare: { type: 'object', properties: { list: { type: 'array' }, anything: {} } },
  ReadOnly: {
    type: 'object',
    required: ['id', 'name', 'secret'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string' },
      secret: { type: 'string', writeOnly: true },
    },
  },
  ReadOnlyHeir: {
    allOf: [
      { $ref: '#/components/schemas/ReadOnly' },
      { type: 'object', required: ['id'], properties: { extra: { type: 'string' } } },
    ],
  },
  HoldsReadOnly: {
    type: 'object',
    required: ['items'],
    properties: { items: { type: 'array', items: { $ref: '#/components/schemas/ReadOnly' } } },
  },
  IntEnum: { type: 'integer', enum: [0, 10, 20] },
  NullIntEnum: { type: 'integer', nullable: true, enum: [0, 10, null] },
  NullIntEnum2: { type: 'integer', nullable: true, enum: [0, 10] },
  OneEnum: { type: 'string', enum: ['only'] },
  MixedEnum: { enum: [1, 'a', true, null] },
  BoolEnum: { type: 'boolean', enum: [true] },
  EmptyStringEnum: { type: 'string', enum: ['', 'a'] },
  UsesEnums: {
    type: 'object',
    required: ['a', 'b'],
    properties: {
      a: { $ref: '#/components/schemas/IntEnum' },
      b: { allOf: [{ $ref: '#/components/schemas/IntEnum' }], nullable: true },
      c: { type: 'string', enum: ['x', 'y'] },
      d: { type: 'string', enum: ['x', 'y'], nullable: true },
      e: { type: 'integer', nullable: true, enum: [1, 2, null] },
      f: { $ref: '#/components/schemas/OneEnum' },
      g: { $ref: '#/components/schemas/NullIntEnum' },
    },
  },
  TypedExtra: {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, opt: { type: 'boolean' } },
    additionalProperties: { type: 'string' },
  },
  UnknownExtra: {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' } },
    additionalProperties: {},
  },
  Either: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
  ObjOrList: {
    oneOf: [
      { $ref: '#/components/schemas/WithDefault' },
      { type: 'array', items: { $ref: '#/components/schemas/WithDefault' } },
    ],
  },
  Alternatives: {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'integer' } },
    oneOf: [{ required: ['a'] }, { required: ['b'] }],
  },
  Tightened: { allOf: [{ $ref: '#/components/schemas/Bare' }, { required: ['list'] }] },
  Tightened2: { allOf: [{ $ref: '#/components/schemas/Bare' }], required: ['list'] },
  Conflict: {
    allOf: [
      { $ref: '#/components/schemas/ServiceResponse<string>' },
      { $ref: '#/components/schemas/ServiceResponse<string[]>' },
    ],
  },
  TwoBases: {
    allOf: [
      { $ref: '#/components/schemas/WithDefault' },
      { $ref: '#/components/schemas/Bare' },
      { type: 'object', properties: { own: { type: 'string' } } },
    ],
  },
  EmptyBase: { type: 'object', properties: {} },
  EmptyHeir: {
    allOf: [
      { $ref: '#/components/schemas/EmptyBase' },
      { type: 'object', properties: { x: { type: 'string' } } },
    ],
  },
  ClosedBase: { type: 'object', additionalProperties: false },
  ClosedHeir: {
    allOf: [
      { $ref: '#/components/schemas/ClosedBase' },
      { type: 'object', properties: { x: { type: 'string' } }, additionalProperties: false },
    ],
  },
  HoldsEmptyBase: {
    type: 'object',
    properties: {
      e: { $ref: '#/components/schemas/EmptyBase' },
      c: { $ref: '#/components/schemas/ClosedBase' },
    },
  },
  Tree: {
    type: 'object',
    required: ['value'],
    properties: {
      value: { type: 'number' },
      children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
      parent: { $ref: '#/components/schemas/Tree' },
      byName: { type: 'object', additionalProperties: { $ref: '#/components/schemas/Tree' } },
    },
  },
  JsonValue: {
    nullable: true,
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: { $ref: '#/components/schemas/JsonValue' } },
      { type: 'object', additionalProperties: { $ref: '#/components/schemas/JsonValue' } },
    ],
  },
  HoldsNever: { type: 'object', properties: { n: { not: {} }, ok: { type: 'string' } } },
  Alias: { $ref: '#/components/schemas/Tree' },
  AliasNull: { nullable: true, allOf: [{ $ref: '#/components/schemas/Tree' }] },
  Strings: { type: 'array', items: { type: 'string', nullable: true } },
  NullableArray: { type: 'array', nullable: true, items: { type: 'string' } },
  Nested: {
    type: 'array',
    items: {
      type: 'array',
      items: { type: 'array', items: { $ref: '#/components/schemas/IntEnum' } },
    },
  },
  NoType: { properties: { a: { type: 'string' } } },
  DictOfAny: {
    type: 'object',
    properties: { x: { type: 'object', additionalProperties: { nullable: true } } },
  },
  InlineObj: {
    type: 'object',
    required: ['o'],
    properties: {
      o: {
        type: 'object',
        required: ['p'],
        properties: {
          p: { type: 'string' },
          q: { type: 'object', properties: { r: { type: 'integer', nullable: true } } },
        },
      },
    },
  },
  AnyOfNullRef: {
    type: 'object',
    properties: {
      v: { anyOf: [{ $ref: '#/components/schemas/Tree' }, { type: 'string', nullable: true }] },
    },
  },
  DictHeir: {
    allOf: [
      { $ref: '#/components/schemas/WithDefault' },
      { type: 'object', additionalProperties: { type: 'string' } },
    ],
  },
  DictHeirUnknown: {
    allOf: [
      { $ref: '#/components/schemas/WithDefault' },
      { type: 'object', additionalProperties: true },
    ],
  },
  HeirOfDict: {
    allOf: [
      { $ref: '#/components/schemas/UnknownExtra' },
      { type: 'object', properties: { more: { type: 'string' } } },
    ],
  },
  HeirOfTypedDict: {
    allOf: [
      { $ref: '#/components/schemas/TypedExtra' },
      { type: 'object', properties: { more: { type: 'string' } } },
    ],
  },
  NarrowedEnum: {
    allOf: [
      { $ref: '#/components/schemas/UsesEnums' },
      { type: 'object', properties: { c: { type: 'string', enum: ['x'] } } },
    ],
  },
  AllOfScalar: { allOf: [{ type: 'string' }, { minLength: 2 }] },
  AllOfEnum: { allOf: [{ $ref: '#/components/schemas/OneEnum' }] },
  DateLike: {
    type: 'object',
    properties: {
      d: { type: 'string', format: 'date' },
      t: { type: 'string', format: 'date-time' },
      s: { type: 'string', format: 'date-span' },
      u: { type: 'string', format: 'uuid' },
      l: { type: 'integer', format: 'int64' },
      b: { type: 'string', format: 'byte' },
      f: { type: 'number', format: 'float' },
    },
  },
  OnlyOptionalUnion: {
    oneOf: [
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { b: { type: 'string' } } },
    ],
  },
};

/** The same for what only OpenAPI 3.1 can write. */
export const TRAPS_31: Readonly<Record<string, unknown>> = {
  Multi: { type: ['string', 'integer', 'null'] },
  MultiObj: { type: ['object', 'null'], properties: { a: { type: 'string' } }, required: ['a'] },
  MultiArr: { type: ['array', 'string'], items: { type: 'integer' } },
  Const: { const: 'fixed' },
  ConstNum: { type: 'integer', const: 5 },
  ConstNull: { const: null },
  ConstObj: { const: { a: 1 } },
  EnumObj: { enum: [{ a: 1 }, 'x'] },
  Tuple: {
    type: 'array',
    prefixItems: [{ type: 'string' }, { type: 'integer' }],
    items: false,
    minItems: 2,
  },
  TupleOpen: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
  TupleRest: {
    type: 'array',
    prefixItems: [{ type: 'string' }],
    items: { type: 'boolean' },
    minItems: 1,
  },
  RefSibling: { $ref: '#/components/schemas/Base', required: ['b'] },
  RefSiblingProps: { $ref: '#/components/schemas/Base', properties: { c: { type: 'string' } } },
  Base: {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: ['integer', 'null'] } },
    required: ['a'],
  },
  Holder: {
    type: 'object',
    properties: {
      x: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Base' }] },
      y: { $ref: '#/components/schemas/Base', description: 'd', readOnly: true },
      z: {
        type: 'array',
        items: { anyOf: [{ $ref: '#/components/schemas/Base' }, { type: 'null' }] },
      },
    },
    required: ['x', 'y'],
  },
  TypeNullAllOf: {
    type: 'object',
    properties: { p: { type: 'null', allOf: [{ $ref: '#/components/schemas/Base' }] } },
  },
  Deep: { $ref: '#/components/schemas/Holder/properties/z' },
  DeepItem: {
    type: 'object',
    properties: { i: { $ref: '#/components/schemas/Holder/properties/z/items' } },
  },
  OnlyNull: { type: 'null' },
  True: true,
  HoldsBool: { type: 'object', properties: { t: true, f: false }, required: ['t'] },
  Exclusive: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
  Encoded: { type: 'string', contentEncoding: 'base64' },
  IntAsString: { type: ['integer', 'string'], pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' },
  HoldsIntAsString: {
    type: 'object',
    properties: {
      n: { type: ['integer', 'string', 'null'], pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' },
    },
  },
  Nums: { enum: [1, 2.5, -3] },
  NullableEnum31: { enum: ['a', 'b', null] },
  TypedNullableEnum31: { type: ['string', 'null'], enum: ['a', 'b'] },
  BigArr: {
    type: 'array',
    items: {
      type: 'object',
      properties: { a: { type: ['array', 'null'], items: { type: ['string', 'null'] } } },
    },
  },
  Patterned: {
    type: 'object',
    patternProperties: { '^x-': { type: 'string' } },
    properties: { a: { type: 'integer' } },
  },
  PatternedOnly: {
    type: 'object',
    patternProperties: { '^x-': { type: 'string' } },
    additionalProperties: false,
  },
  PatternedOpen: {
    type: 'object',
    patternProperties: { '^x-': { type: 'string' } },
    additionalProperties: { type: 'integer' },
  },
  PatternedUnevaluated: {
    type: 'object',
    patternProperties: { '^x-': { type: 'string' }, '^y-': { type: 'integer' } },
    unevaluatedProperties: false,
  },
  UntypedNumber: {
    type: 'object',
    properties: {
      n: { pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' },
      list: { type: 'array', items: { type: ['number', 'string'], format: 'double' } },
    },
    required: ['n'],
  },
  BytesAsText: {
    type: 'object',
    properties: {
      file: { type: 'string', format: 'binary' },
      image: { type: 'string', contentMediaType: 'image/png' },
    },
    required: ['file'],
  },
  NullableNumbers: { type: ['null', 'integer'], enum: [0, 1, 2] },
  Titled: {
    oneOf: [
      { const: 'a', title: 'A' },
      { const: 'b', title: 'B' },
    ],
  },
  Names: {
    type: 'object',
    propertyNames: { pattern: '^a' },
    additionalProperties: { type: 'integer' },
  },
  NotString: { not: { type: 'string' } },
  AnyOfReq: {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'string' } },
    anyOf: [{ required: ['a'] }, { required: ['b'] }],
  },
  AllOfAnyOf: {
    allOf: [
      { $ref: '#/components/schemas/Base' },
      {
        anyOf: [
          { type: 'object', properties: { k: { type: 'string' } }, required: ['k'] },
          { type: 'object', properties: { m: { type: 'integer' } }, required: ['m'] },
        ],
      },
    ],
  },
  AdditionalNull: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
  StringOrBase: {
    oneOf: [
      { type: 'string' },
      { $ref: '#/components/schemas/Base' },
      { type: 'array', items: { $ref: '#/components/schemas/Base' } },
    ],
  },
};
