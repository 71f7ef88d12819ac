import {
  Imports,
  createTypeOptions,
  printType,
  getVisibleProperties,
  type EmitContext,
} from '../../emit/index.js';
import type { Declaration, DeclarationId, Property, TypeRef } from '../../model/model.js';

/** Which way a value travels. */
export type Way = 'request' | 'response';

/** What a program writes for the things of a package; all that it names is imported from the package. */
export class Writer {
  readonly context: EmitContext;
  readonly #imports = new Imports();
  readonly #values = new Set<string>();
  readonly lines: string[] = [];

  constructor(context: EmitContext) {
    this.context = context;
  }

  /** Adds statements that stand alone. In a function of their own: the compiler's time grows with the square of a function's length. */
  say(statements: string): void {
    this.lines.push(
      `export async function use${this.lines.length}() { ${statements.replaceAll('\n', ' ')} }`,
    );
  }

  type(type: TypeRef, way: Way): string {
    return printType(type, createTypeOptions(this.context, way, this.#imports, './')).replaceAll(
      '\n',
      ' ',
    );
  }

  /** A declaration's type, and what others extend of it. */
  reference(id: DeclarationId, way: Way): string {
    return createTypeOptions(this.context, way, this.#imports, './').reference(id);
  }

  base(id: DeclarationId, way: Way): string {
    return createTypeOptions(this.context, way, this.#imports, './').base(id);
  }

  /** A type of the package, by its name. */
  named(name: string): string {
    return this.#imports.type(name, './');
  }

  /** A function, class or object of the package, by its name. */
  value(name: string): string {
    this.#values.add(name);
    return name;
  }

  declaration(id: DeclarationId): Declaration {
    const found = this.context.model.declarations.get(id);
    if (found === undefined) throw new Error(`The model has no ${id}`);
    return found;
  }

  /** The properties of a named object that travel this way, inherited ones too. */
  properties(id: DeclarationId, way: Way): readonly Property[] {
    const byName = new Map<string, Property>();
    const queue = [id];
    for (const each of queue) {
      const declaration = this.declaration(each);
      const [own, bases] = shapeOf(declaration);
      queue.push(...bases.filter((base) => !queue.includes(base)));
      own
        .filter(({ wireName }) => !byName.has(wireName))
        .forEach((one) => byName.set(one.wireName, one));
    }
    return this.visible([...byName.values()], this.printed(id, way));
  }

  visible(properties: readonly Property[], way: Way | 'either'): readonly Property[] {
    return getVisibleProperties(properties, way);
  }

  /** A declaration that is one type for both ways is printed as it is answered. */
  printed(id: DeclarationId, way: Way): Way {
    const { splits, use } = this.declaration(id);
    return splits ? way : use.response ? 'response' : 'request';
  }

  /** The program: what it imports, then its statements. */
  text(): string {
    const types = new Set(this.#imports.all.flatMap(({ names }) => names));
    const importing = (keyword: string, names: Iterable<string>) =>
      [...names].map((name) => `import ${keyword}{ ${name} } from '../src/index.js';`);
    this.#values.add(this.context.names.client);
    return [
      ...importing(
        'type ',
        [...types].filter((name) => !this.#values.has(name)),
      ),
      ...importing('', this.#values),
      'declare function given<T>(): T;',
      `declare const client: ${this.context.names.client};`,
      ...this.lines,
      '',
    ].join('\n');
  }
}

function shapeOf(
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
