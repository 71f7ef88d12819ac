import { ts } from 'ts-morph';
import {
  getValue,
  planArguments,
  type CallOptions,
  type OldCall,
  type Source,
} from './arguments.js';
import type { Edit, Render } from './edits.js';
import {
  BODY,
  CONTENT_TYPE,
  type CallMove,
  type CallShape,
  type CallValue,
  type Moves,
} from './moves.js';
import type { Lookup } from './renames.js';

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
  if (call === undefined || loses(call, move, lookup)) return [];
  const plan = planArguments(call, move, file, options);
  if (plan === undefined) return [];
  const gaps = own
    .slice(1)
    .map((each, index) => file.text.slice(own[index]?.end, each.getStart(file)));
  // Where a comment belongs among the new arguments, nobody knows.
  if (gaps.some((gap) => /[^\s,]/.test(gap))) return [];
  const [separator = ', '] = gaps;
  const write = (render: Render) => plan(render).join(separator);
  const before = own.map((each) => each.getText(file)).join(separator);
  if (write((from, to) => file.text.slice(from, to)) === before) return [];
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
    !hasBodyInParams(before) &&
    !sources.has(CONTENT_TYPE) &&
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

function hasBodyInParams({ params }: CallShape): boolean {
  return params?.values.some(({ key }) => key === BODY) ?? false;
}

/** Whether something that the program passes has no place in the new call. */
function loses(
  { values, params, body }: OldCall,
  { before, after, sources }: CallMove,
  { checker }: Lookup,
): boolean {
  const taken = new Set(sources.values());
  if (before.path.some(({ key }) => values.has(key) && !taken.has(key))) return true;
  const own = [...values].filter(([key]) => taken.has(key)).map(([, source]) => source);
  const isTaken = (node: ts.Expression): boolean => {
    if (ts.isObjectLiteralExpression(node))
      return node.properties.every((each) => own.some((source) => source.node === getValue(each)));
    const properties = ts.isIdentifier(node) ? checker.getTypeAtLocation(node).getProperties() : [];
    const isOwn = (name: string) =>
      own.some((source) => source.node === node && source.property === name);
    return properties.length > 0 && properties.every(({ name }) => isOwn(name));
  };
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
  const isArgument = before.body !== undefined && !hasBodyInParams(before);
  const argument = isArgument ? toGiven(queue.shift()) : undefined;
  const params = before.params && toGiven(queue.shift());
  const options = queue.shift();
  if (queue.length > 0) return undefined;
  if (argument !== undefined) values.set(BODY, { node: argument });
  if (params !== undefined) addProperties(params, before.params?.values ?? [], values, lookup);
  const whole = values.get(BODY);
  const body = whole?.property === undefined ? whole?.node : undefined;
  if (body !== undefined) addProperties(body, before.body?.values ?? [], values, lookup);
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
