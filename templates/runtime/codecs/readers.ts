import type { Decode } from '../caller.js';
import type { Codec } from './codec.js';
import { decode, type LongNumbers, type Whole } from './decode.js';
import { parseExactly } from './exact-json.js';

/** Reads answers: JSON, then what the codec says. */
export function decoder(codec: Codec): Decode {
  return (text, kind) => decode(codec, parse(text, kind));
}

/** Reads answers with whole numbers of 64 bits, no digit lost. */
export function exactDecoder(codec: Codec): Decode {
  return (text, kind) => {
    if (kind === 'text') return decode(codec, { value: text });
    const { whole, long } = parseExactly(text);
    return decode(codec, whole, long);
  };
}

/** Reads the bodies of errors: what cannot be read stays as it came, for the error itself matters more. */
export function errorDecoder(codec: Codec): Decode {
  return (text, kind) => asFarAsItGoes(codec, parse(text, kind));
}

/** `errorDecoder` for whole numbers of 64 bits. */
export function exactErrorDecoder(codec: Codec): Decode {
  return (text) => {
    const { whole, long } = parseExactly(text);
    return asFarAsItGoes(codec, whole, long);
  };
}

function parse(text: string, kind: string): Whole {
  return { value: kind === 'text' ? text : (JSON.parse(text) as unknown) };
}

function asFarAsItGoes(codec: Codec, whole: Whole, long?: LongNumbers): unknown {
  try {
    return decode(codec, whole, long);
  } catch {
    return whole.value;
  }
}
