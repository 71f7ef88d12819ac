import { SETTINGS_HELP, type Layer } from './validate.js';
import { RUN_PROGRAM } from '../program.js';

export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;

/** The flags of the command line. Keys that are not settings, some of which yargs adds, are ignored. */
export interface ConfigFlags {
  /** A configuration file instead of `sdk.config.json`, relative to the current folder. */
  readonly config?: string | undefined;
  readonly [flag: string]: unknown;
}

/** The settings that a variable or a flag can have, with the parsers of their texts. */
const READERS = {
  env: asText,
  input: asText,
  document: asText,
  out: asText,
  packageName: asText,
  packageVersion: asText,
  clientName: asText,
  repository: asText,
  allowedOrigins: asList,
  allowedFolders: asList,
  timeoutMs: asInteger,
  maxBytes: asInteger,
  workTimeoutMs: asInteger,
  strict: asBoolean,
  overlays: asList,
} as const satisfies Record<string, (text: string) => unknown>;

/** `timeoutMs` is `SDKGEN_TIMEOUT_MS`. An empty variable counts as not set. */
export function variableLayer(env: ProcessEnvironment): Layer {
  const variableOf = (setting: string) => `SDKGEN_${splitWords(setting, '_').toUpperCase()}`;
  const values = Object.entries(READERS).flatMap(([setting, read]) => {
    const text = env[variableOf(setting)];
    return text === undefined || text === '' ? [] : [[setting, read(text)] as const];
  });
  return {
    values: Object.fromEntries(values),
    locate: ([setting = '']) => `The variable ${variableOf(setting)}`,
    help: SETTINGS_HELP,
  };
}

/** Flags that are repeated for each entry of a list, because entries may contain commas; with the path of the list. */
const REPEATED = {
  overlay: ['overlays'],
  includeTag: ['include', 'tags'],
  excludeTag: ['exclude', 'tags'],
} as const satisfies Record<string, readonly string[]>;

/** The flags of `output`. */
const SWITCHES = [
  'requiredness',
  'enums',
  'dates',
  'int64',
  'numericStrings',
  'readonly',
  'sourceOnly',
  'importExtension',
  'mcp',
] as const;

/** `timeoutMs` is `--timeout-ms`. A list may be one text with commas. */
export function flagLayer(flags: ConfigFlags): Layer {
  const values = Object.entries(READERS).flatMap(([setting, read]) => {
    const value = flags[setting];
    if (value === undefined) return [];
    return [[setting, typeof value === 'string' ? read(value) : value] as const];
  });
  const repeated = Object.entries(REPEATED).flatMap(([flag, [setting, list]]) => {
    const value = flags[flag];
    if (value === undefined) return [];
    const entries = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    return [[setting, list === undefined ? entries : { [list]: entries }] as const];
  });
  const output = SWITCHES.flatMap((name) =>
    flags[name] === undefined ? [] : [[name, flags[name]] as const],
  );
  const command = Array.isArray(flags['_']) ? flags['_'].map(String) : [];
  return {
    values: {
      ...Object.fromEntries([...values, ...repeated]),
      ...(output.length > 0 && { output: Object.fromEntries(output) }),
    },
    locate: (path) => `The flag --${splitWords(flagOf(path), '-')}`,
    help: `${[RUN_PROGRAM, ...command].join(' ')} --help describes the flags.`,
  };
}

function flagOf([setting = '', list]: readonly string[]): string {
  if (setting === 'output' && list !== undefined) return list;
  const repeated = Object.entries(REPEATED).find(
    ([, path]) => path[0] === setting && (path[1] === undefined || path[1] === list),
  );
  return repeated === undefined ? setting : repeated[0];
}

function splitWords(setting: string, separator: string): string {
  return setting.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}

function asText(text: string): string {
  return text;
}

function asList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Anything that is neither true nor false stays text, which the check refuses. */
function asBoolean(text: string): boolean | string {
  return text === 'true' ? true : text === 'false' ? false : text;
}

/** Anything that is not a number stays text, which the check refuses. */
function asInteger(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
