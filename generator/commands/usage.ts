import type { Argv } from 'yargs';
import { UsageError } from '../errors.js';
import { findNearest } from '../util/nearest.js';
import { RUN_PROGRAM } from '../program.js';

/** A command line, and what yargs knows of it when it stops. */
export interface Line {
  readonly words: readonly string[];
  readonly commands: readonly string[];
  readonly cli: Argv;
}

/** The options of the command that runs. yargs has this method; its types leave it out. */
interface DeclaredOptions {
  readonly key: Readonly<Record<string, unknown>>;
  readonly boolean: readonly string[];
  readonly number: readonly string[];
  readonly array: readonly string[];
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

/** Options that users of other programs give, and what they are called here. */
const CALLED_HERE: Readonly<Record<string, string>> = {
  i: 'input',
  url: 'input',
  file: 'input',
  spec: 'input',
  source: 'input',
  schema: 'input',
  o: 'out',
  output: 'out',
  dir: 'out',
  e: 'env',
  environment: 'env',
  p: 'port',
  c: 'config',
  name: 'package-name',
  client: 'client-name',
  tag: 'include-tag',
};

/** Explains what yargs refused. @param message yargs's own. */
export function explainRefusal(message: string, line: Line): UsageError {
  const [, name = ''] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  if (name !== '') return missingValueError(name, line);
  if (message.startsWith('Invalid values:')) return choiceError(message, line);
  const [, unknown] = /^Unknown (?:argument|command)s?: (.+)$/s.exec(message) ?? [];
  if (unknown !== undefined) return unknownError(unknown.split(', '), line);
  return new UsageError(message, { hint: helpOf(line) });
}

/**
 * Refuses what yargs takes in silence: an option without its value, twice, or with a value that has another type, and words
 * behind `--`.
 */
export function checkValues(argv: Readonly<Record<string, unknown>>, line: Line): void {
  const options = declaredOptions(line);
  // `--rename` alone is one of its choices.
  const mayBeEmpty = (name: string) => options.choices[name]?.includes('') === true;
  const [, extra] = argv['_'] as readonly (string | number)[];
  if (extra !== undefined) throw unknownError([String(extra)], line);
  for (const [index, word] of line.words.entries()) {
    const { name, value } = splitOption(word);
    if (!Object.hasOwn(options.key, name)) continue;
    const next = line.words[index + 1];
    if (options.boolean.includes(name)) {
      if (value !== undefined && !/^(?:true|false)$/.test(value))
        throw new UsageError(`--${name} takes no value.`, { hint: helpOf(line) });
    } else if (mayBeEmpty(name) || value !== undefined) {
      continue;
    } else if (next === undefined || /^--?[a-z]/i.test(next)) throw missingValueError(name, line);
  }
  for (const name of Object.keys(options.key)) {
    const value = argv[name];
    if (Array.isArray(value) && !options.array.includes(name))
      throw new UsageError(`--${name} is given more than once.`, { hint: helpOf(line) });
    if (options.number.includes(name) && Number.isNaN(value))
      throw new UsageError(`--${name} takes a number.`, { hint: helpOf(line) });
  }
}

/** Whether the caller asked for JSON, so that a failure is one JSON object too. */
export function wantsJson(words: readonly string[]): boolean {
  const options = words.slice(0, words.indexOf('--') < 0 ? undefined : words.indexOf('--'));
  return options.some((word, index) => {
    const { name, value = options[index + 1] } = splitOption(word);
    return name === 'json'
      ? splitOption(word).value !== 'false'
      : name === 'format' && value === 'json';
  });
}

function declaredOptions({ cli }: Line): DeclaredOptions {
  return (cli as unknown as { getOptions(): DeclaredOptions }).getOptions();
}

/** `--name=value`; the name is empty for a word that is no option. */
function splitOption(word: string): { readonly name: string; readonly value?: string } {
  const [, name = '', , value] = /^--?([a-z][\w-]*)(=(.*))?$/is.exec(word) ?? [];
  return value === undefined ? { name } : { name, value };
}

function commandOf({ words, commands }: Line): string | undefined {
  return words.find((word) => commands.includes(word));
}

function helpOf(line: Line): string {
  const command = commandOf(line);
  return command === undefined
    ? `${RUN_PROGRAM} --help lists the commands: ${line.commands.join(', ')}.`
    : `${RUN_PROGRAM} ${command} --help describes its options.`;
}

function missingValueError(name: string, line: Line): UsageError {
  return new UsageError(`--${name} needs a value.`, { hint: helpOf(line) });
}

function choiceError(message: string, line: Line): UsageError {
  const [, name = '', given = ''] =
    /Argument: ([\w-]+), Given: "?(.*?)"?, Choices/.exec(message) ?? [];
  const choices = (declaredOptions(line).choices[name] ?? []).filter((choice) => choice !== '');
  return new UsageError(`--${name} must be one of ${choices.join(', ')}, not '${given}'.`, {
    hint: suggest(findNearest(given, choices), line),
  });
}

function suggest(meant: string | undefined, line: Line): string {
  return `${meant === undefined ? '' : `Did you mean ${meant}? `}${helpOf(line)}`;
}

/** @param unknown what yargs does not know, without dashes; of `-input` each letter. */
function unknownError(unknown: readonly string[], line: Line): UsageError {
  const [first = ''] = line.words;
  if (commandOf(line) === undefined && !first.startsWith('-')) return unknownWordError(first, line);
  const option = line.words.find(
    (word) =>
      /^-./.test(word) &&
      (unknown.includes(splitOption(word).name) || unknown.includes(word.charAt(1))),
  );
  return option === undefined
    ? unknownWordError(unknown[0] ?? '', line)
    : unknownOptionError(option, line);
}

function unknownOptionError(word: string, line: Line): UsageError {
  const { name } = splitOption(word);
  const { key } = declaredOptions(line);
  const names = Object.keys(key).filter((each) => each.length > 1 && !/[A-Z]/.test(each));
  const other = CALLED_HERE[name.toLowerCase()] ?? '';
  const meant = names.includes(other) ? other : findNearest(name, names);
  const command = commandOf(line);
  const where = command === undefined ? '' : ` of ${command}`;
  return new UsageError(`${word.replace(/=.*/s, '')} is no option${where}.`, {
    hint: suggest(meant && `--${meant}`, line),
  });
}

function unknownWordError(word: string, line: Line): UsageError {
  const command = commandOf(line);
  const isPlace = /[./\\:]/.test(word);
  if (command !== undefined) {
    const { key } = declaredOptions(line);
    const option = isPlace ? 'input' : /^\d+$/.test(word) ? 'port' : 'env';
    return new UsageError(`${command} takes no '${word}'.`, {
      hint: suggest(option in key ? `--${option} ${word}` : undefined, line),
    });
  }
  return new UsageError(`There is no command '${word}'.`, {
    hint: suggest(
      isPlace ? `generate --input ${word} --out sdk` : findNearest(word, line.commands),
      line,
    ),
  });
}
