function toSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Reserved words (ECMAScript 2023, section 12.7.2), also of strict mode, modules and TypeScript. */
export const RESERVED_WORDS = toSet(`
  abstract any arguments as async await boolean break case catch class const constructor continue debugger declare
  default delete do else enum eval export extends false finally for from function get if implements import in infer
  instanceof interface is keyof let module namespace never new null number object of package private protected
  public readonly require return set static string super switch symbol this throw true try type typeof undefined
  unique unknown using var void while with yield`);

/** Properties that every object inherits. */
export const OBJECT_MEMBERS = toSet(`
  __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor hasOwnProperty
  isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf`);

/** Names that methods must not have: `then` would make a promise of the object, `toJSON` would change its JSON. */
export const RESERVED_METHODS: ReadonlySet<string> = new Set([
  ...OBJECT_MEMBERS,
  ...toSet('then toJSON'),
]);

/** Names that services must not have: those of methods, and the client's own members. */
export const RESERVED_PROPERTIES: ReadonlySet<string> = new Set([
  ...RESERVED_METHODS,
  ...toSet('call close'),
]);

/** Options of every client, and names of credentials that are no option. */
export const CLIENT_OPTIONS = toSet(`
  basic baseUrl clientId clientSecret clock environment fetch form headers logger maxRetries maxRetryAfter middleware
  password random rateLimit scope sleep timeout token tokenStore tokenTimeout tokenUrl totalTimeout username variables`);

/** `await import(...)` would call an exported `then`. */
export const RESERVED_EXPORTS = toSet('then');

/** Names that emitted files declare or import. */
export const EMITTED_NAMES = toSet(`
  ApiCaller ApiClient ApiPromise BareCallerError BareCallerOptions ClientDefinition ClientOptions Environment
  RequestOptions createBareCaller definition`);

/** Names of local variables in emitted functions. */
export const FUNCTION_LOCALS = toSet('body client options params');

/** What emitted functions import under another name where an argument has theirs. */
export const RENAMED_IMPORTS = toSet('path');

/** Reserved words that may name an argument: they mean something in a few other places alone. */
export const CONTEXTUAL_WORDS = toSet(`
  abstract any as async boolean declare from get infer is keyof module namespace never number object of readonly set
  string symbol type unique unknown using`);

/** Device names of Windows, reserved with any extension, and `index`, which every folder has. */
export const RESERVED_FILES = toSet(`
  index con prn aux nul com0 com1 com2 com3 com4 com5 com6 com7 com8 com9
  lpt0 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9`);

/**
 * Global values and types of ECMAScript, Node 20 and the web platform. A type of the API that hides one of them would
 * mislead readers and break emitted code.
 */
export const GLOBALS = toSet(`
  AbortController AbortSignal AggregateError AggregateErrorConstructor Array ArrayBuffer ArrayBufferConstructor
  ArrayBufferLike ArrayBufferTypes ArrayBufferView ArrayConstructor ArrayIterator ArrayLike AsyncDisposable
  AsyncDisposableStack AsyncDisposableStackConstructor AsyncGenerator AsyncGeneratorFunction
  AsyncGeneratorFunctionConstructor AsyncIterable AsyncIterableIterator AsyncIterator AsyncIteratorObject Atomics
  Awaited BigInt BigInt64Array BigInt64ArrayConstructor BigIntConstructor BigIntToLocaleStringOptions
  BigUint64Array BigUint64ArrayConstructor Blob BlobPart BodyInit Boolean BooleanConstructor BroadcastChannel Buffer
  BufferSource BuiltinIteratorReturn ByteLengthQueuingStrategy CallableFunction Capitalize ClassAccessorDecoratorContext
  ClassAccessorDecoratorResult ClassAccessorDecoratorTarget ClassDecorator ClassDecoratorContext
  ClassFieldDecoratorContext ClassGetterDecoratorContext ClassMemberDecoratorContext ClassMethodDecoratorContext
  ClassSetterDecoratorContext CompressionStream ConcatArray ConstructorParameters CountQueuingStrategy
  Crypto CryptoKey CustomEvent DOMException DataView DataViewConstructor Date DateConstructor DecompressionStream
  DecoratorContext DecoratorMetadata DecoratorMetadataObject Disposable DisposableStack DisposableStackConstructor
  Error ErrorConstructor ErrorOptions EvalError EvalErrorConstructor Event EventSource EventTarget
  Exclude Extract File FinalizationRegistry FinalizationRegistryConstructor FlatArray Float16Array
  Float16ArrayConstructor Float32Array Float32ArrayConstructor Float64Array Float64ArrayConstructor FormData
  FormDataEntryValue Function FunctionConstructor Generator GeneratorFunction GeneratorFunctionConstructor Headers
  HeadersInit IArguments ImportAssertions ImportAttributes ImportCallOptions ImportMeta Infinity InstanceType
  Int16Array Int16ArrayConstructor Int32Array Int32ArrayConstructor Int8Array Int8ArrayConstructor Intl Iterable
  IterableIterator Iterator IteratorObject IteratorObjectConstructor IteratorResult IteratorReturnResult
  IteratorYieldResult JSON Lowercase Map MapConstructor MapIterator Math MessageChannel MessageEvent
  MessagePort MethodDecorator NaN NewableFunction NoInfer NodeJS NonNullable Number NumberConstructor
  Object ObjectConstructor Omit OmitThisParameter ParameterDecorator Parameters Partial Performance PerformanceEntry
  PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming Pick
  Promise PromiseConstructor PromiseConstructorLike PromiseFulfilledResult PromiseLike PromiseRejectedResult
  PromiseSettledResult PromiseWithResolvers PropertyDecorator PropertyDescriptor PropertyDescriptorMap PropertyKey
  Proxy ProxyConstructor ProxyHandler RangeError RangeErrorConstructor ReadableByteStreamController ReadableStream
  ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController ReadableStreamDefaultReader
  Readonly ReadonlyArray ReadonlyMap ReadonlySet ReadonlySetLike Record ReferenceError ReferenceErrorConstructor
  Reflect RegExp RegExpConstructor RegExpExecArray RegExpIndicesArray RegExpMatchArray RegExpStringIterator Request
  RequestInfo RequestInit Required Response ResponseInit ReturnType Set SetConstructor SetIterator SharedArrayBuffer
  SharedArrayBufferConstructor String StringConstructor StringIterator SubtleCrypto SuppressedError
  SuppressedErrorConstructor Symbol SymbolConstructor SyntaxError SyntaxErrorConstructor TemplateStringsArray
  Temporal TextDecoder TextDecoderStream TextEncoder TextEncoderStream ThisParameterType ThisType TransformStream
  TransformStreamDefaultController TypeError TypeErrorConstructor TypedPropertyDescriptor URIError
  URIErrorConstructor URL URLSearchParams Uint16Array Uint16ArrayConstructor Uint32Array Uint32ArrayConstructor
  Uint8Array Uint8ArrayConstructor Uint8ClampedArray Uint8ClampedArrayConstructor Uncapitalize Uppercase WeakKey
  WeakKeyTypes WeakMap WeakMapConstructor WeakRef WeakRefConstructor WeakSet WeakSetConstructor WebAssembly WebSocket
  WritableStream WritableStreamDefaultController WritableStreamDefaultWriter
  atob btoa clearImmediate clearInterval clearTimeout console crypto decodeURI decodeURIComponent
  encodeURI encodeURIComponent escape exports fetch global globalThis isFinite isNaN parseFloat parseInt
  performance process queueMicrotask setImmediate setInterval setTimeout structuredClone unescape`);
