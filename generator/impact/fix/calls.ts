import { ts } from 'ts-morph';
import type { Edit, Render } from './edits.js';
import { BODY, type CallMove, type CallValue, type Moves } from './moves.js';
import { toKey, type Lookup } from './renames.js';

/** How calls get values that only the program's author knows. */
export interface CallOptions {
  /** Whether a required value that no old one stands for is written as a name that does not exist, so that it is answered. */
  readonly placeholders: boolean;
}

/** The moves of calls whose arguments may have another place, by the old path. */
export function listRearranged({ calls }: Moves, { placeholders }: CallOptions): Moves['calls'] {
  return new Map(
    [...calls].filter(
      ([, move]) => !hasSameArrangement(move) || (placeholders && listMissing(move).length > 0),
    ),
  );
}

/** What the new call must have, and the old one had not. */
function listMissing({ after, sources }: CallMove): readonly CallValue[] {
  const all = [...after.path, ...(after.params?.values ?? [])];
  return all.filter(({ key, required }) => required && !sources.has(key));
}

/** Edits that give the calls of a file the arguments that the new package takes. */
export function rearrangeCalls(
  file: ts.SourceFile,
  lookup: Lookup,
  calls: Moves['calls'],
  options: CallOptions,
): readonly Edit[] {
  if (calls.size === 0) return [];
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) edits.push(...rearrange(node, file, lookup, calls, options));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits;
}

/** What stands at the end of a call, and the words around it. */
interface OldCall {
  readonly values: ReadonlyMap<string, Source>;
  /** The whole object of params, and the whole body. */
  readonly params: ts.Expression | undefined;
  readonly body: ts.Expression | undefined;
  readonly options: ts.Expression | undefined;
}

/** A value of the old call: an expression, or the property of one. */
interface Source {
  readonly node: ts.Expression;
  readonly property?: string;
}

function rearrange(
  node: ts.CallExpression,
  file: ts.SourceFile,
  lookup: Lookup,
  calls: Moves['calls'],
  options: CallOptions,
): readonly Edit[] {
  const name = getCallee(node.expression);
  if (name === undefined || node.arguments.some(ts.isSpreadElement)) return [];
  const found = lookup.getPaths(name).find((path) => calls.has(path));
  const move = calls.get(found ?? '');
  if (found === undefined || move === undefined) return [];
  // A function's first argument is the client.
  const own = found.includes('.') ? node.arguments : node.arguments.slice(1);
  const call = readCall(own, move, lookup);
  if (call === undefined || loses(call, move)) return [];
  const write = planArguments(call, move, file, options);
  const plain: Render = (from, to) => file.text.slice(from, to);
  const before = own.map((each) => each.getText(file)).join(', ');
  if (write === undefined || write(plain) === before) return [];
  const [start, end] = getRange(node, own, file);
  // Between the client and what follows it.
  const isAfterClient = own.length === 0 && node.arguments.length > 0;
  const cause = `call ${found} ${file.fileName}:${node.pos}`;
  const text = (render: Render) => (isAfterClient ? `, ${write(render)}` : write(render));
  return [{ start, end, text, cause }];
}

/** Whether every value is where it was, so that at most names differ. */
function hasSameArrangement({ before, after, sources }: CallMove): boolean {
  const isSamePath =
    before.path.length === after.path.length &&
    after.path.every(({ key }, index) => sources.get(key) === before.path[index]?.key);
  const isSameBody =
    (before.body === undefined) === (after.body === undefined) &&
    (after.body === undefined || sources.get(BODY) === BODY);
  const toGroup = (key: string) =>
    key.startsWith('path:') ? 'path' : /^body(?:\.|$)/.test(key) ? 'body' : 'params';
  return (
    isSamePath &&
    isSameBody &&
    (before.params === undefined) === (after.params === undefined) &&
    [...sources].every(([key, source]) => toGroup(key) === toGroup(source))
  );
}

/** Whether something that the program passes has no place in the new call. */
function loses({ values, params, body }: OldCall, { before, after, sources }: CallMove): boolean {
  const taken = new Set(sources.values());
  if (before.path.some(({ key }) => values.has(key) && !taken.has(key))) return true;
  const isTaken = (node: ts.Expression) =>
    ts.isObjectLiteralExpression(node) &&
    node.properties.every((property) =>
      [...values].some(([key, source]) => taken.has(key) && source.node === getValue(property)),
    );
  if (params !== undefined && after.params === undefined && !isTaken(params)) return true;
  if (body === undefined || taken.has(BODY)) return false;
  if (sources.get(BODY) === undefined) return !isTaken(body);
  // Of a body that was an object, one property is the body now.
  return ts.isObjectLiteralExpression(body)
    ? body.properties.length > 1
    : (before.body?.values.length ?? 0) > 1;
}

/** The name by which a call finds what it calls. */
function getCallee(node: ts.Expression): ts.Identifier | ts.StringLiteralLike | undefined {
  if (ts.isIdentifier(node)) return node;
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)) return node.name;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression;
  return undefined;
}

/** The offsets of the arguments, without the client. */
function getRange(
  node: ts.CallExpression,
  own: readonly ts.Expression[],
  file: ts.SourceFile,
): readonly [start: number, end: number] {
  const [first] = own;
  const last = own.at(-1);
  if (first !== undefined && last !== undefined) return [first.getStart(file), last.end];
  const at = node.arguments.at(-1)?.end ?? node.end - 1;
  return [at, at];
}

/** Which expression is which value. Undefined when a program passes more than the call takes. */
function readCall(
  given: readonly ts.Expression[],
  { before }: CallMove,
  lookup: Lookup,
): OldCall | undefined {
  const queue = [...given];
  const values = new Map<string, Source>();
  for (const { key } of before.path) {
    const node = queue.shift();
    if (node !== undefined) values.set(key, { node });
  }
  const body = before.body && toGiven(queue.shift());
  const params = before.params && toGiven(queue.shift());
  const options = queue.shift();
  if (queue.length > 0) return undefined;
  if (body !== undefined) {
    values.set(BODY, { node: body });
    addProperties(body, before.body?.values ?? [], values, lookup);
  }
  if (params !== undefined) addProperties(params, before.params?.values ?? [], values, lookup);
  return { values, params, body, options };
}

/** `undefined` in place of an argument is none. */
function toGiven(node: ts.Expression | undefined): ts.Expression | undefined {
  return node !== undefined && ts.isIdentifier(node) && node.text === 'undefined'
    ? undefined
    : node;
}

/** The values of an object's properties: from a literal, or read from a variable. */
function addProperties(
  node: ts.Expression,
  properties: readonly CallValue[],
  values: Map<string, Source>,
  { checker }: Lookup,
): void {
  const byName = new Map(properties.map((each) => [each.name, each]));
  if (!ts.isObjectLiteralExpression(node)) {
    // Read once more, the value is the same.
    if (!ts.isIdentifier(node)) return;
    const type = checker.getTypeAtLocation(node);
    for (const { key, name } of properties)
      if (checker.getPropertyOfType(type, name)) values.set(key, { node, property: name });
    return;
  }
  for (const each of node.properties) {
    const name = each.name && 'text' in each.name ? each.name.text : '';
    const { key } = byName.get(name) ?? {};
    if (key === undefined) continue;
    if (ts.isPropertyAssignment(each)) values.set(key, { node: each.initializer });
    if (ts.isShorthandPropertyAssignment(each)) values.set(key, { node: each.name });
  }
}

type Write = (render: Render) => string;

/** What writes the new arguments; undefined when only a person can say what they are. */
function planArguments(
  call: OldCall,
  move: CallMove,
  file: ts.SourceFile,
  options: CallOptions,
): Write | undefined {
  const { after } = move;
  const plan = new Plan(call, move, file, options);
  const path = after.path.map((value) => plan.value(value));
  const body = after.body && plan.body();
  const params = after.params && plan.params();
  if (plan.isUnclear) return undefined;
  const last = call.options && plan.node(call.options);
  return (render) => {
    const all = [
      ...path.map((write) => write?.(render)),
      ...(after.body ? [body?.(render) ?? 'undefined'] : []),
      ...(after.params ? [params?.(render) ?? (after.params.required ? '{}' : EMPTY)] : []),
      last?.(render) ?? NONE,
    ];
    // What is left out at the end needs no words.
    while (all.length > 0 && isLeftOut(all.at(-1))) all.pop();
    return all.map((text) => (text === EMPTY ? '{}' : text)).join(', ');
  };
}

const NONE = '';
/** An object of params that only keeps the place of the options after it. */
const EMPTY = ' ';

function isLeftOut(text: string | undefined): boolean {
  return text === undefined || text === NONE || text === EMPTY || text === 'undefined';
}

/** Finds the values of one new call in the old one. */
class Plan {
  /** Whether a value cannot be found, or one would be lost. */
  isUnclear = false;
  readonly #call: OldCall;
  readonly #move: CallMove;
  readonly #file: ts.SourceFile;
  readonly #options: CallOptions;

  constructor(call: OldCall, move: CallMove, file: ts.SourceFile, options: CallOptions) {
    this.#call = call;
    this.#move = move;
    this.#file = file;
    this.#options = options;
  }

  node(node: ts.Expression): Write {
    return (render) => render(node.getStart(this.#file), node.end);
  }

  /** The value that the old call has for it; else a placeholder for a required one. */
  value({ key, name, required }: CallValue): Write | undefined {
    const source = this.#call.values.get(this.#move.sources.get(key) ?? '');
    if (source !== undefined) return this.#source(source);
    if (!required) return undefined;
    if (this.#options.placeholders) return () => toPlaceholder(name);
    this.isUnclear = true;
    return undefined;
  }

  #source({ node, property }: Source): Write {
    const write = this.node(node);
    return property === undefined ? write : (render) => `${write(render)}.${property}`;
  }

  body(): Write | undefined {
    const { after, sources } = this.#move;
    const { body, values } = this.#call;
    const whole = values.get(sources.get(BODY) ?? '');
    const moved = (after.body?.values ?? []).filter(({ key }) => this.#comesFromElsewhere(key));
    const leaving = this.#listLeaving(`${BODY}.`);
    if (whole === undefined) return this.#literal(after.body?.values ?? [], after.body?.required);
    if (moved.length + leaving.length === 0 || whole.node !== body) return this.#source(whole);
    return this.#change(whole.node, leaving, moved);
  }

  params(): Write | undefined {
    const { before, after, sources } = this.#move;
    const { params } = this.#call;
    const values = after.params?.values ?? [];
    const own = new Set(before.params?.values.map(({ key }) => key));
    const isOwn = ({ key }: CallValue) => own.has(sources.get(key) ?? '');
    const added = values.filter((value) => !isOwn(value));
    if (params === undefined) return this.#literal(values, after.params?.required);
    const kept = new Set(values.map(({ key }) => sources.get(key)));
    const leaving = [...this.#taken()].filter((key) => own.has(key) && !kept.has(key));
    const present = added.filter((value) => this.#isGiven(value));
    if (leaving.length + present.length === 0) return this.node(params);
    return this.#change(params, leaving, present);
  }

  /** The keys of the old values that the new call has. */
  #taken(): ReadonlySet<string> {
    return new Set(this.#move.sources.values());
  }

  #isGiven({ key, required }: CallValue): boolean {
    const source = this.#move.sources.get(key);
    if (source !== undefined && this.#call.values.has(source)) return true;
    return required && source === undefined;
  }

  #comesFromElsewhere(key: string): boolean {
    const source = this.#move.sources.get(key);
    return source !== undefined && source !== BODY && this.#call.values.has(source);
  }

  /** The keys of the body's properties that are arguments of their own now. */
  #listLeaving(prefix: string): readonly string[] {
    return [...this.#move.sources]
      .filter(([key, source]) => source.startsWith(prefix) && !key.startsWith(BODY))
      .map(([, source]) => source);
  }

  /** An object that is written anew, if there is something in it. */
  #literal(values: readonly CallValue[], isRequired = false): Write | undefined {
    const present = values.filter((value) => this.#isGiven(value));
    if (present.length === 0) {
      if (isRequired && !this.#options.placeholders) this.isUnclear = true;
      return undefined;
    }
    const entries = present.flatMap((value) => this.#entry(value) ?? []);
    return (render) => `{ ${entries.map((write) => write(render)).join(', ')} }`;
  }

  #entry(value: CallValue): Write | undefined {
    const write = this.value(value);
    const key = toKey(value.name);
    return (
      write &&
      ((render) => {
        const text = write(render);
        return text === key ? key : `${key}: ${text}`;
      })
    );
  }

  /** An object with properties taken away and added. */
  #change(
    node: ts.Expression,
    leaving: readonly string[],
    added: readonly CallValue[],
  ): Write | undefined {
    const entries = added.flatMap((value) => this.#entry(value) ?? []);
    if (!ts.isObjectLiteralExpression(node)) {
      if (leaving.length > 0) this.isUnclear = true;
      const whole = this.node(node);
      return (render) =>
        `{ ${[`...${whole(render)}`, ...entries.map((write) => write(render))].join(', ')} }`;
    }
    const gone = new Set(leaving.flatMap((key) => this.#call.values.get(key)?.node ?? []));
    // What is spread may have a value that has to leave.
    if (gone.size < leaving.length && node.properties.some(ts.isSpreadAssignment))
      this.isUnclear = true;
    const kept = node.properties.filter((property) => {
      const value = getValue(property);
      return value === undefined || !gone.has(value);
    });
    if (kept.length + entries.length === 0) return undefined;
    return (render) => {
      const own = kept.map((property) => render(property.getStart(this.#file), property.end));
      return `{ ${[...own, ...entries.map((write) => write(render))].join(', ')} }`;
    };
  }
}

function getValue(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** A name that no program has: the compiler asks for it, and a program that runs all the same stops there. */
export function toPlaceholder(name: string): string {
  const words = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').replaceAll(/[^\p{L}\p{N}]+/gu, '_');
  return `PROVIDE_${words.toUpperCase()}`;
}
