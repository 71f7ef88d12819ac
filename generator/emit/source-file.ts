import { unreachable } from '../model/types.js';
import type { Imports } from './imports.js';
import type {
  ClassStatement,
  ExportStatement,
  InterfaceStatement,
  ParameterText,
  PropertySignature,
  Signed,
  Statement,
} from './statement.js';

/** Prints whole files: text that parses, a statement after the other; how wide its lines are is decided later. */
export class SourceFilePrinter {
  readonly #header: string;

  /** @param header The comment that opens every file, with its comment marks. */
  constructor(header: string) {
    this.#header = header;
  }

  /** The text of a file with these statements, its imports first. */
  print(imports: Imports, statements: readonly Statement[]): string {
    const imported = imports.all.map(
      ({ module, names, typeOnly }) =>
        `import ${typeOnly ? 'type ' : ''}{ ${names.join(', ')} } from '${module}';`,
    );
    let text = this.#header;
    let isBlock = false;
    for (const line of imported) text += `${line}\n`;
    for (const statement of statements) {
      const printed = statementText(statement);
      const wasBlock = isBlock;
      isBlock = typeof statement === 'object' && BLOCKS.has(statement.kind);
      const isFirst = text === this.#header;
      const isApart = isBlock || wasBlock || (!isFirst && printed.startsWith('/**'));
      text += `${isApart ? '\n' : ''}${printed}\n`;
    }
    return text;
  }
}

/** With a line of air around them. */
const BLOCKS: ReadonlySet<string> = new Set(['interface', 'enum', 'function', 'class']);

function statementText(statement: Statement): string {
  if (typeof statement === 'string') return statement;
  switch (statement.kind) {
    case 'export':
      return exportText(statement);
    case 'alias':
      return `${comment(statement.docs)}export type ${statement.name} = ${statement.type};`;
    case 'interface':
      return interfaceText(statement);
    case 'enum': {
      const members = statement.members.map(
        ({ docs, name, value }) => `${comment(docs)}${name} = ${value},`,
      );
      return `${comment(statement.docs)}export enum ${statement.name} {\n${members.join('\n')}\n}`;
    }
    case 'const': {
      const type = statement.type === undefined ? '' : `: ${statement.type}`;
      return `${comment(statement.docs)}export const ${statement.name}${type} = ${statement.value};`;
    }
    case 'function':
      return `${comment(statement.docs)}export function ${signedText(statement)}`;
    case 'class':
      return classText(statement);
    default:
      return unreachable(statement);
  }
}

function exportText({ isTypeOnly, names, module }: ExportStatement): string {
  const what = names === undefined ? '*' : `{ ${names.join(', ')} }`;
  return `export ${isTypeOnly ? 'type ' : ''}${what} from '${module}';`;
}

function interfaceText(statement: InterfaceStatement): string {
  const { docs, name, properties, index } = statement;
  const bases = statement.extends ?? [];
  const heritage = bases.length === 0 ? '' : ` extends ${bases.join(', ')}`;
  const members = properties.map(propertyText);
  if (index) members.unshift(`${index.isReadonly ? 'readonly ' : ''}[key: string]: ${index.type};`);
  const body = members.length === 0 ? '{}' : `{\n${members.join('\n')}\n}`;
  return `${comment(docs)}export interface ${name}${heritage} ${body}`;
}

function propertyText({ docs, name, type, isOptional, isReadonly }: PropertySignature): string {
  return `${comment(docs)}${isReadonly ? 'readonly ' : ''}${name}${isOptional ? '?' : ''}: ${type};`;
}

function classText({ docs, name, fields, constructs, methods }: ClassStatement): string {
  const members = [
    fields.join('\n'),
    `constructor(${parametersText(constructs.parameters)}) {\n${constructs.statement}\n}`,
    ...methods.map((method) => `${comment(method.docs)}${signedText(method)}`),
  ];
  return `${comment(docs)}export class ${name} {\n${members.join('\n\n')}\n}`;
}

function signedText({ name, parameters, returnType, statement }: Signed): string {
  return `${name}(${parametersText(parameters)}): ${returnType} {\n${statement}\n}`;
}

function parametersText(parameters: readonly ParameterText[]): string {
  return parameters
    .map(({ name, type, isOptional, initializer }) => {
      const start = `${name}${isOptional ? '?' : ''}: ${type}`;
      return initializer === undefined ? start : `${start} = ${initializer}`;
    })
    .join(', ');
}

function comment(docs: readonly string[]): string {
  return docs
    .map((text) => {
      const lines = text.split('\n');
      if (lines.length === 1) return `/** ${text} */\n`;
      return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
    })
    .join('');
}
