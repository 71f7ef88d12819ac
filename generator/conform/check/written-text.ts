import { admits, type Schema, type Schemas } from './schemas.js';

/**
 * A value that came as text alone: of a header, a body in plain text, the data of an event. Only the schema tells what it is
 * the text of.
 */
export class WrittenText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The value that a schema means by the text: the text itself if the schema allows one, else what JSON reads it as. */
  read(schemas: Schemas, schema: Schema): unknown {
    const admitted = schemas.getAdmitted(schema);
    if (admits(admitted, 'string')) return this.text;
    // .NET writes `True` where nothing else is asked for.
    if (admits(admitted, 'boolean') && /^(?:true|false)$/i.test(this.text))
      return this.text.toLowerCase() === 'true';
    const json = parseJson(this.text);
    // Several values of a header are separated by commas (RFC 9110, section 5.6.1).
    if (json === undefined && admits(admitted, 'array'))
      return this.text.split(',').map((item) => new WrittenText(item.trim()));
    return json === undefined ? this.text : json.value;
  }
}

/** Undefined for a text that is not JSON (RFC 8259): `NaN` is none. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
