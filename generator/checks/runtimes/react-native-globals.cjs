// What React Native adds to its engine, as far as the package could need it. There is no TextDecoder, no ReadableStream, no
// structuredClone and no crypto; signals have neither a reason nor throwIfAborted; files and forms are plain classes.
const scope = globalThis;
scope.self = scope.window = scope;
scope.console ??= {
  log: scope.print,
  warn: scope.print,
  error: scope.print,
  assert: () => undefined,
};
// Older versions of Hermes have none; applications add it, for pages and streams.
if (!Symbol.asyncIterator)
  Object.defineProperty(Symbol, 'asyncIterator', { value: Symbol('asyncIterator') });

// Engines without an event loop run a task after another, so time is simulated: it moves on to the next timer.
const runSoon = scope.setTimeout;
const timers = new Map();
let now = 0;
let lastId = 0;
let isRunning = false;
const runNext = () => {
  const [next] = [...timers].sort(([a, one], [b, other]) => one.at - other.at || a - b);
  if (!next) return (isRunning = false);
  const [id, { at, action, everyMs }] = next;
  now = Math.max(now, at);
  if (everyMs === undefined) timers.delete(id);
  else timers.set(id, { at: now + everyMs, action, everyMs });
  runSoon(runNext, 0);
  action();
};
const start = (action, ms, everyMs) => {
  timers.set((lastId += 1), { at: now + Math.max(1, ms || 0), action, everyMs });
  if (!isRunning) runSoon(runNext, 0);
  isRunning = true;
  return lastId;
};
scope.setTimeout = (action, ms) => start(action, ms);
scope.setInterval = (action, ms) => start(action, ms, Math.max(1, ms || 0));
scope.clearTimeout = scope.clearInterval = (id) => timers.delete(id);
scope.performance = { now: () => now };

scope.Blob = class {
  constructor(parts = [], { type = '' } = {}) {
    Object.assign(this, { size: parts.join('').length, type });
  }
};
scope.FormData = class {
  parts = [];
  append(name, value, fileName) {
    this.parts.push([name, value, fileName]);
  }
};
Object.assign(scope, require('abort-controller/dist/abort-controller'));
// As react-native-url-polyfill has it: without canParse.
scope.Buffer = require('buffer/').Buffer;
const { URL, URLSearchParams } = require('whatwg-url-without-unicode');
Object.assign(scope, { URL, URLSearchParams });
