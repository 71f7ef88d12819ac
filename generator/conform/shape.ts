/** The types of JSON values, as JSON Schema 2020-12 names them; a whole number is an `integer`. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/**
 * What JSON values at one location looked like: types, formats and counts, never a value. The names of properties are kept
 * where they look like names; those that look like data, such as the keys of a map by registration number, are counted only.
 */
export interface Shape {
  /** How many values were seen. */
  readonly seen: number;
  /** How many of them had each type; only types that were seen. */
  readonly types: Readonly<Partial<Record<JsonType, number>>>;
  /** Of texts: how many are written as each well-known format (`date-time`, `date`, `uuid`, ...); only formats that were seen. */
  readonly formats?: Readonly<Record<string, number>>;
  /** Of objects: the properties by name. `seen` of a property is the number of objects that had it. */
  readonly properties?: Readonly<Record<string, Shape>>;
  /** Of objects: the values of all properties whose names look like data, as those of a map. */
  readonly values?: Shape;
  /** Of arrays: their items. */
  readonly items?: Shape;
}
