import { ts } from 'ts-morph';
import type { Render } from './edits.js';
import { BODY, CONTENT_TYPE, type CallMove, type CallValue } from './moves.js';
import { toKey } from './renames.js';

/** How calls get values that only the program's author knows. */
export interface CallOptions {
  /** Whether a required value that no old one stands for is written as a name that does not exist, so that it is answered. */
  readonly placeholders: boolean;
}

/** What stands at the end of a call, and the words around it. */
export interface OldCall {
  readonly values: ReadonlyMap<string, Source>;
  /** The whole object of params, and the whole body. */
  readonly params: ts.Expression | undefined;
  readonly body: ts.Expression | undefined;
  readonly options: ts.Expression | undefined;
}

/** A value of the old call: an expression, or the property of one. */
export interface Source {
  readonly node: ts.Expression;
  readonly property?: string;
}

type Write = (render: Render) => string;

/** What writes the new arguments, one by one; undefined when only a person can say what they are. */
export function planArguments(
  call: OldCall,
  move: CallMove,
  file: ts.SourceFile,
  options: CallOptions,
): ((render: Render) => readonly string[]) | undefined {
  const { after } = move;
  const plan = new Plan(call, move, file, options);
  const path = after.path.map((value) => plan.value(value));
  const body = after.body && plan.body();
  const params = after.params && plan.params();
  if (plan.isUnclear) return undefined;
  const last = plan.options();
  return (render) => {
    const all = [
      ...path.map((write) => write?.(render)),
      ...(after.body ? [body?.(render) ?? 'undefined'] : []),
      ...(after.params ? [params?.(render) ?? (after.params.required ? '{}' : EMPTY)] : []),
      last?.(render) ?? NONE,
    ];
    // What is left out at the end needs no words.
    while (all.length > 0 && isLeftOut(all.at(-1))) all.pop();
    return all.map((text = 'undefined') => (text === EMPTY ? '{}' : text));
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
    if (whole === undefined)
      return moved.length === 0 && !after.body?.required
        ? undefined
        : this.#literal(after.body?.values ?? [], after.body?.required);
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

  /** The last argument, which has the media type that was chosen for the body. */
  options(): Write | undefined {
    const { options } = this.#call;
    const chosen = { key: CONTENT_TYPE, name: 'contentType', required: false };
    if (!this.#isGiven(chosen)) return options && this.node(options);
    return options ? this.#change(options, [], [chosen]) : this.#literal([chosen]);
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
      // What a variable does not have need not leave it.
      const isKept = ts.isIdentifier(node) && !leaving.some((key) => this.#call.values.has(key));
      if (leaving.length > 0 && !isKept) this.isUnclear = true;
      const whole = this.node(node);
      if (entries.length === 0) return whole;
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
    const layout = readLayout(node, this.#file);
    // Where a comment belongs in the new object, nobody knows.
    if (layout.hasComments) this.isUnclear = true;
    return (render) => {
      const own = kept.map((property) => render(property.getStart(this.#file), property.end));
      const all = [...own, ...entries.map((write) => write(render))];
      return `{${layout.open}${all.join(layout.separator)}${layout.close}}`;
    };
  }
}

/** What stands around and between the properties of an object. */
function readLayout(node: ts.ObjectLiteralExpression, file: ts.SourceFile) {
  const { properties } = node;
  const starts = properties.map((each) => each.getStart(file));
  const ends = properties.map(({ end }) => end);
  const gaps = [node.getStart(file) + 1, ...ends].map((end, index) =>
    file.text.slice(end, starts[index] ?? node.end - 1),
  );
  const [open = ' '] = gaps;
  const close = gaps.at(-1) ?? ' ';
  const between = gaps.length > 2 ? gaps[1] : undefined;
  return {
    ...{ open, close },
    separator: between ?? (open.includes('\n') ? `,${open}` : ', '),
    hasComments: gaps.some((gap) => /[^\s,]/.test(gap)),
  };
}

/** The value of a property that has one. */
export function getValue(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** A name that no program has: the compiler asks for it, and a program that runs all the same stops there. */
export function toPlaceholder(name: string): string {
  const words = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').replaceAll(/[^\p{L}\p{N}]+/gu, '_');
  return `PROVIDE_${words.toUpperCase()}`;
}
