import type { ts } from 'ts-morph';
import type { Change } from '../diff/index.js';

/** A place of a project that an upgrade affects. */
export interface Place {
  /** With slashes; absolute, and in a report relative to a folder. */
  readonly path: string;
  /** The offset in the file's text. */
  readonly start: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** The line, without spaces around it. */
  readonly text: string;
  /** `breaks`: it no longer compiles. `may-break`: it compiles, and what happens may differ. */
  readonly verdict: 'breaks' | 'may-break';
  /** What the compiler says; undefined where it says nothing. */
  readonly message?: string;
  /** Of the changes that cause it; empty where no change explains what the compiler says. */
  readonly fingerprints: readonly string[];
}

/** Where an offset is. */
export function toPlace(
  file: ts.SourceFile,
  start: number,
): Pick<Place, 'path' | 'start' | 'line' | 'column' | 'text'> {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const [from = 0, to = file.text.length] = file.getLineStarts().slice(line, line + 2);
  const text = file.text.slice(from, to).trim();
  return { path: file.fileName, start, line: line + 1, column: character + 1, text };
}

/** The subject of a change as the key of a usage, and the key of its type or operation: `VehicleDto.soldAt`, `VehicleDto`. */
export function getKeys({ subject }: Change): readonly [subject: string, owner: string] {
  const key = subject.replace(/\[[^\]]*\]|\s\([^)]*\)/g, '');
  const owner = /^[^:]*(?=: )/.exec(key)?.[0] ?? (isCall(key) ? key : key.split('.')[0]) ?? '';
  return [key, owner];
}

/** Whether a change is about a parameter or a body: `vehicles.list: pageSize`. */
export function isParameter({ subject }: Change): boolean {
  return subject.includes(': ');
}

/** `vehicles.list`: types begin with a capital. */
export function isCall(key: string): boolean {
  return /^[a-z$_]/.test(key);
}

/** The calls that a change affects, as programs write them. */
export function getCalls({ operations }: Change): readonly string[] {
  return operations.map(({ call }) => call);
}
