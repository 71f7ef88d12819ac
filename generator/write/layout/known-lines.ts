/**
 * Lines that are most of what is printed, each of a form that parses: they need no reading word by word. What is too
 * long for a line, or has anything else in it, is read.
 */

/** Words that are no name where one is declared or a type stands (ECMAScript 2023, section 12.7.2, and TypeScript's operators on types). */
const NO_NAMES =
  'abstract as asserts await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in infer instanceof interface is keyof let new package private protected public readonly return static super switch this throw true try typeof unique var void while with yield implements';

const RESERVED: ReadonlySet<string> = new Set(NO_NAMES.split(' '));

/** True of a word that may be what something is called. */
export function isName(word: string): boolean {
  return !RESERVED.has(word) && !word.startsWith('#');
}

/**
 * A word of those where a name is declared or a type stands, by what is around it in the forms below. Asked once a line: in each
 * name of each form it took 20 ms to compile.
 */
const MISUSED = new RegExp(
  `[ <](?:${NO_NAMES.replaceAll(' ', '|')})(?=[;,>[<(]| [|}={]| extends )`,
);

const NAME = '[A-Za-z_$][\\w$]*';
/** Without quotes and escapes. */
const PLAIN_STRING = "'[ !#-&(-[\\]-~]*'";
const ATOM = `(?:${NAME}(?:<${NAME}(?:, ${NAME})*>)?|${PLAIN_STRING}|-?(?:0|[1-9]\\d*)|\\((?:string|number) & \\{\\}\\))(?:\\[\\])*`;
const TYPE = `${ATOM}(?: \\| ${ATOM})*`;
const KEY = `(?:${NAME}|${PLAIN_STRING})`;
const IMPORTED = `${NAME}(?: as ${NAME})?`;

/** Lines of one form. What is not known has to be read, and may be of that form all the same. */
export class Form {
  readonly #shape: RegExp;

  constructor(shape: string) {
    this.#shape = new RegExp(`^(?:${shape})$`);
  }

  knows(line: string): boolean {
    return this.#shape.test(line) && !MISUSED.test(line);
  }
}

/** `readonly name?: A | 'b'[];` */
export const MEMBER = new Form(`(?:readonly )?${KEY}\\??: ${TYPE};`);

/** `readonly name: A;` or `readonly name = new A(this);` */
export const FIELD = new Form(`readonly #?${NAME}(?:: ${NAME}| = new ${NAME}\\(this\\));`);

/** What stands at the top of a file. */
export const STATEMENT = new Form(
  `(?:import|export) (?:type )?\\{ ${IMPORTED}(?:, ${IMPORTED})* \\} from ${PLAIN_STRING};|export \\* from ${PLAIN_STRING};|export \\{\\};|(?:export )?type ${NAME} = ${TYPE};`,
);

/** What a constructor does. */
export const INITIALIZATION = new Form('super\\(definition, options\\);|this\\.#client = client;');

/** `export interface A extends B {` */
export const INTERFACE = new Form(
  `(?:export )?interface ${NAME}(?: extends ${NAME}(?:, ${NAME})*)? \\{`,
);

export const CLASS = new Form(`(?:export )?class ${NAME}(?: extends ${NAME})? \\{`);

export const ENUM = new Form(`(?:export )?enum ${NAME} \\{`);
