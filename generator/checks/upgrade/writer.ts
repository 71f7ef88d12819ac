import {
  Imports,
  createTypeOptions,
  printType,
  getVisibleProperties,
  type EmitContext,
} from '../../emit/index.js';
import type { Declaration, DeclarationId, Property, TypeRef } from '../../model/model.js';

/** Whether a value is sent or received. */
export type Direction = 'request' | 'response';

const STATEMENT = 'export async function use';

/** Whether a line of a program is one of its statements. */
export function isStatement(line = ''): boolean {
  return line.startsWith(STATEMENT);
}

/** Collects the statements of a program that uses a package, and imports what they name from the package. */
export class ProgramWriter {
  readonly context: EmitContext;
  readonly #imports = new Imports();
  readonly #values = new Set<string>();
  readonly #functions = new Set<string>();
  readonly #lines: string[] = [];

  constructor(context: EmitContext) {
    this.context = context;
  }

  /** Adds independent statements, in their own function: the compiler's time grows with the square of a function's length. */
  add(statements: string): void {
    this.#lines.push(`${STATEMENT}${this.#lines.length}() { ${statements.replaceAll('\n', ' ')} }`);
  }

  type(type: TypeRef, direction: Direction): string {
    return printType(
      type,
      createTypeOptions(this.context, direction, this.#imports, './'),
    ).replaceAll('\n', ' ');
  }

  /** What other types extend of a declaration. */
  base(id: DeclarationId, direction: Direction): string {
    return createTypeOptions(this.context, direction, this.#imports, './').base(id);
  }

  /** Names a type of the package. */
  named(name: string): string {
    return this.#imports.type(name, './');
  }

  /** Names a standalone function of the package. */
  function(name: string): string {
    this.#functions.add(name);
    return name;
  }

  /** Names a class or object of the package. */
  value(name: string): string {
    this.#values.add(name);
    return name;
  }

  declaration(id: DeclarationId): Declaration {
    const found = this.context.model.declarations.get(id);
    if (found === undefined) throw new Error(`The model has no ${id}`);
    return found;
  }

  /** The properties of a named object in a direction, with inherited ones. */
  properties(id: DeclarationId, direction: Direction): readonly Property[] {
    const byName = new Map<string, Property>();
    const queue = [id];
    for (const each of queue) {
      const declaration = this.declaration(each);
      const [own, bases] = getShape(declaration);
      queue.push(...bases.filter((base) => !queue.includes(base)));
      own
        .filter(({ wireName }) => !byName.has(wireName))
        .forEach((one) => byName.set(one.wireName, one));
    }
    return this.visible([...byName.values()], this.#getPrintedDirection(id, direction));
  }

  visible(properties: readonly Property[], direction: Direction | 'either'): readonly Property[] {
    return getVisibleProperties(properties, direction);
  }

  /** A declaration with one type for both directions is printed for responses. */
  #getPrintedDirection(id: DeclarationId, direction: Direction): Direction {
    const { splits, use } = this.declaration(id);
    return splits ? direction : use.response ? 'response' : 'request';
  }

  /** The program: imports, then statements. */
  toText(): string {
    const types = new Set(this.#imports.all.flatMap(({ names }) => names));
    const importing = (keyword: string, names: Iterable<string>, module = 'index') =>
      [...names].map((name) => `import ${keyword}{ ${name} } from '../src/${module}.js';`);
    this.#values.add(this.context.names.client);
    return [
      ...importing(
        'type ',
        [...types].filter((name) => !this.#values.has(name)),
      ),
      ...importing('', this.#values),
      ...importing('', this.#functions, 'functions/index'),
      'declare function value<T>(): T;',
      'declare function objectOf<T>(value: T): Exclude<T, string | number | boolean | Blob | null | undefined>;',
      `declare const client: ${this.context.names.client};`,
      ...this.#lines,
      '',
    ].join('\n');
  }
}

function getShape(
  declaration: Declaration,
): readonly [readonly Property[], readonly DeclarationId[]] {
  if (declaration.kind === 'interface') return [declaration.properties, declaration.extends];
  if (declaration.kind === 'enum') return [[], []];
  const { type } = declaration;
  const parts = type.kind === 'intersection' ? type.members : [type];
  return [
    parts.flatMap((part) => (part.kind === 'object' ? part.properties : [])),
    type.kind === 'intersection'
      ? parts.flatMap((part) => (part.kind === 'reference' ? [part.id] : []))
      : [],
  ];
}

/** `x.name`, or `x["the name"]`. */
export function toPropertyAccess(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name)
    ? `${object}.${name}`
    : `${object}[${JSON.stringify(name)}]`;
}

export function toObjectLiteral(entries: readonly (readonly [string, string])[]): string {
  const fields = entries.map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  return `{ ${fields.join(', ')} }`;
}
