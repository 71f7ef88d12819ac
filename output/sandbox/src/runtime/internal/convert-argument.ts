/** A value of the user's cannot be sent; the message names it. A client rejects with a ConfigurationError in its place. */
export class ArgumentError extends TypeError {}

/**
 * Converts a value of the user's to what is sent.
 *
 * @param name The parameter, property or body, for the error.
 * @throws ArgumentError that names it and the value's type; `cause` is what `convert` threw.
 */
export function convertArgument<T>(name: string, value: unknown, convert: () => T): T {
  try {
    return convert();
  } catch (error) {
    // A part of the value is named already.
    if (error instanceof ArgumentError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgumentError(`${name} (${getTypeName(value)}) cannot be sent: ${reason}`, {
      cause: error,
    });
  }
}

/** @returns The type of a value, for messages: `undefined`, `null`, `string`, `date`, `array`, `object`. */
export function getTypeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1).toLowerCase();
}

/** Formats a value as JSON, as `JSON.stringify` does; undefined for what JSON cannot express. */
export type WriteJson = (value: unknown) => string | undefined;

/** Formats a value as JSON. @throws What `write` throws; TypeError for a function, a symbol and undefined. */
export function toJson(value: unknown, write: WriteJson = JSON.stringify): string {
  const text = write(value);
  if (text === undefined) throw new TypeError('JSON cannot express it');
  return text;
}
