import type { Operation, Parameter } from '../../model/model.js';
import { errorType, hasParams } from '../../model/walk.js';
import { methodOf, type Call } from './correspondence.js';
import type { Printing } from './printing.js';
import { demanded, slotProbes, type Typed } from './slots.js';
import type { Probe } from './source-break.js';

const RESOURCES = '../resources/';
const RUNTIME = '../runtime/index.js';

interface Pair {
  readonly before: Call;
  readonly after: Call;
  /** How it is called: through the client's property, or as a function. */
  readonly as: 'method' | 'function';
  readonly printing: Printing;
}

/** What to try of a call that may look different: what it takes, what it gives, what it fails with. */
export function operationProbes(pair: Pair): readonly Probe[] {
  return [...paramsProbes(pair), ...callProbes(pair), ...resultProbes(pair), ...errorProbes(pair)];
}

type Subject = Pick<Probe, 'subject' | 'owner' | 'pointer'>;

/** The call, or a part of it. */
function subjectOf({ before, as }: Pair, part?: string, pointer?: string): Subject {
  const { operation, names } = before;
  const name = as === 'method' ? methodOf(before) : names.functionName;
  return {
    subject: part === undefined ? name : `${name}: ${part}`,
    owner: { kind: 'operation', id: operation.id },
    pointer: pointer ?? operation.origin.pointer,
  };
}

/** The file of the new call's resource, as the file of probes names it. */
function moduleOf({ after, printing }: Pair): string {
  const { services } = printing.world.surfaces.after.names;
  const home = [...services.values()].find(({ className }) => className === after.className);
  if (home === undefined) throw new Error(`No file was planned for ${after.className}`);
  return `${RESOURCES}${home.fileName}.js`;
}

/** The new call's function type. */
function calleeOf(pair: Pair): string {
  const { after, as, printing } = pair;
  return as === 'method'
    ? `${printing.imports.type(after.className, moduleOf(pair))}['${after.names.method}']`
    : `typeof import('${moduleOf(pair)}').${after.names.functionName}`;
}

interface Given extends Typed {
  readonly name: string;
  readonly pointer: string;
}

/** What the object takes that holds all but the path's parameters. */
function givenTo({ operation, names }: Call, argument: NameOf): readonly Given[] {
  const { body } = operation;
  const parameters = operation.parameters
    .filter(({ in: place }) => place !== 'path')
    .map(({ type, required, origin, ...parameter }) => ({
      name: argument({ type, required, origin, ...parameter }, names),
      type,
      required,
      pointer: origin.pointer,
    }));
  if (body === undefined) return parameters;
  const { type, required, origin } = body;
  return [...parameters, { name: names.body, type, required, pointer: origin.pointer }];
}

type NameOf = (parameter: Parameter, names: Call['names']) => string;

function paramsProbes(pair: Pair): readonly Probe[] {
  const { before, after, printing } = pair;
  if (!hasParams(after.operation)) return [];
  const nameOf = printing.world.emit.argumentName;
  const target = printing.imports.type(after.names.paramsType, moduleOf(pair));
  const old = givenTo(before, nameOf);
  const now = givenTo(after, nameOf);
  const byName = new Map(now.map((given) => [given.name, given]));
  const kept = old.flatMap((given) => {
    const at = `${target}[${JSON.stringify(given.name)}]`;
    const subject = subjectOf(pair, given.name, given.pointer);
    const slot = { ...subject, before: given, after: byName.get(given.name), at };
    return slotProbes(slot, 'request', printing);
  });
  const required = new Set(old.filter((given) => given.required).map(({ name }) => name));
  const asked = now
    .filter((given) => given.required && !required.has(given.name))
    .map(({ name, pointer }) => {
      const known = old.find((given) => given.name === name);
      return demanded(subjectOf(pair, name, known?.pointer ?? pointer), target, name);
    });
  return [...kept, ...asked];
}

/** The call itself: with all that it took, with as little as it took, with its options alone. */
function callProbes(pair: Pair): readonly Probe[] {
  const { before, after, as, printing } = pair;
  const { emit } = printing.world;
  const unread = new emit.Imports();
  const old = emit.signatureOf(printing.world.before, before.operation, unread).parameters;
  const now = emit.signatureOf(printing.world.after, after.operation, unread).parameters;
  const shape = (parameters: typeof old) =>
    parameters.map(({ type, initializer }) => `${String(type)}${initializer ? '=' : ''}`).join();
  if (shape(old) === shape(now)) return [];
  const path = before.operation.parameters.filter(({ in: place }) => place === 'path');
  const positional = path.map(({ type }) => `null! as ${printing.before.text(type, 'request')}`);
  const options = `null! as ${printing.imports.type('RequestOptions', RUNTIME)}`;
  const given = givenTo(before, emit.argumentName);
  const literal = (all: readonly Given[]) =>
    `{ ${all.map(({ name, type }) => `[${JSON.stringify(name)}]: null! as ${printing.before.text(type, 'request')}`).join(', ')} }`;
  const required = given.filter((each) => each.required);
  const params = given.length > 0 ? [literal(given)] : [];
  const least = required.length > 0 ? [literal(required)] : [];
  const client =
    as === 'function' ? [`null! as ${printing.imports.type('ApiCaller', RUNTIME)}`] : [];
  const call = (...values: readonly string[]) =>
    `(null! as ${calleeOf(pair)})(${[...client, ...values].join(', ')});`;
  const probe = (code: string, subject: Subject): Probe => ({
    ...subject,
    position: 'argument',
    code,
  });
  return [
    // One by one, so that each is told by its name.
    ...pathProbes(pair, path, old, now),
    { ...probe(call(...positional, ...params, options), subjectOf(pair)), whole: true },
    { ...probe(call(...positional, ...least), subjectOf(pair)), whole: true },
  ];
}

function pathProbes(
  pair: Pair,
  path: readonly Parameter[],
  old: readonly { readonly name: string }[],
  now: readonly { readonly name: string }[],
): readonly Probe[] {
  const { after, printing } = pair;
  const theirs = after.operation.parameters.filter(({ in: place }) => place === 'path');
  return path.flatMap(({ type, origin }, index) => {
    const counterpart = theirs[index];
    const name = old[index]?.name ?? '';
    if (counterpart === undefined || now[index] === undefined) return [];
    const slot = {
      ...subjectOf(pair, name, origin.pointer),
      before: { type, required: true },
      after: counterpart,
      at: printing.after.text(counterpart.type, 'request'),
    };
    return slotProbes(slot, 'request', printing);
  });
}

function resultProbes(pair: Pair): readonly Probe[] {
  const { before, after, printing } = pair;
  const { emit } = printing.world;
  const old = emit.resultOf(before.operation);
  const now = emit.resultOf(after.operation);
  const promise = `ReturnType<${calleeOf(pair)}>`;
  const subject = subjectOf(pair);
  // A program waits for a call that gives nothing; that it now gives something is none of its concern.
  const result =
    old.type === undefined
      ? []
      : slotProbes(
          {
            ...subject,
            before: { type: old.type, required: !old.maybeEmpty },
            after: now.type && { type: now.type, required: !now.maybeEmpty },
            at: `Awaited<${promise}>`,
          },
          'response',
          printing,
        );
  return [...result, ...pageProbes(before.operation, after.operation, promise, subject, printing)];
}

function pageProbes(
  before: Operation,
  after: Operation,
  promise: string,
  subject: Subject,
  printing: Printing,
): readonly Probe[] {
  const { compared } = printing;
  const item = before.pagination?.item;
  if (item === undefined) return [];
  const now = after.pagination?.item;
  const text = compared.before.text(item, 'response');
  if (now !== undefined && compared.after.text(now, 'response') === text) return [];
  const pages = `AsyncIterable<${printing.before.text(item, 'response')}>`;
  const code = `const _: ${pages} = (null! as ${promise}).pages();`;
  return [{ ...subject, position: 'result', code }];
}

function errorProbes(pair: Pair): readonly Probe[] {
  const { before, after, printing } = pair;
  const old = errorType(before.operation);
  const now = errorType(after.operation);
  if (old === undefined || now === undefined) return [];
  const error = printing.imports.type(after.names.errorType, moduleOf(pair));
  const required = true;
  const slot = {
    ...subjectOf(pair),
    subject: `${before.names.errorType}.body`,
    before: { type: old, required },
    after: { type: now, required },
    at: `${error}['body']`,
  };
  return slotProbes(slot, 'response', printing);
}
