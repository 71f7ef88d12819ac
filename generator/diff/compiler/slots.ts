import type { Property } from '../../model/model.js';
import type { Printing } from './printing.js';
import type { Probe } from './source-break.js';
import { literals, reads } from './values.js';

/** Which way a value travels: given to the package, or got from it. */
export type Way = 'request' | 'response';

export type Typed = Pick<Property, 'type' | 'required'>;

/** A place in the surface that has a type: a property, a parameter, a result. */
export interface Slot extends Pick<Probe, 'subject' | 'owner' | 'pointer'> {
  readonly before: Typed;
  /** Undefined where the new package has no such place: to name it is then the error. */
  readonly after: Typed | undefined;
  /** The new type of the place, as TypeScript. */
  readonly at: string;
  /** True: a declaration itself; what is inside is read though another one was replaced by the same. */
  readonly own?: true;
  /** The property's name, where `at` is not its type but that of the object, of which any part may be given. */
  readonly part?: string;
}

/** What a program does with a value in this place, unless both packages print the same. */
export function slotProbes(slot: Slot, way: Way, printing: Printing): readonly Probe[] {
  if (slot.after !== undefined && printsSame(slot.before, slot.after, way, printing)) return [];
  return way === 'request' ? given(slot, printing) : taken(slot, printing);
}

function printsSame(before: Typed, after: Typed, way: Way, { compared }: Printing): boolean {
  if (way === 'response' && before.required && !after.required) return false;
  return compared.before.text(before.type, way) === compared.after.text(after.type, way);
}

function given(slot: Slot, printing: Printing): readonly Probe[] {
  const { before } = printing;
  const { type } = slot.before;
  const values = [
    `null! as ${before.text(type, 'request')}`,
    ...literals(type, before, keptIn(slot, printing), printing.writtenOut),
  ].map((value) =>
    slot.part === undefined ? value : `{ [${JSON.stringify(slot.part)}]: ${value} }`,
  );
  return values.map((value) => probe(slot, 'argument', `const _: ${slot.at} = ${value};`));
}

function taken(slot: Slot, printing: Printing): readonly Probe[] {
  const { before } = printing;
  const want = before.read(slot.before, 'response');
  const isFirst = printing.firstOf(`${want} from ${textOf(slot, printing)}`);
  const inside = isFirst || slot.own ? reads(slot.before.type, before, slot.at, printing.read) : [];
  return [
    probe(slot, 'result', `const _: ${want} = null! as ${slot.at};`),
    ...inside.map(({ path, property, code }): Probe => {
      const subject = [slot.subject, ...path].join('.');
      const pointer = property?.origin.pointer ?? slot.pointer;
      return { ...probe({ ...slot, subject, pointer }, 'result', code), nested: true };
    }),
  ];
}

/** What stands there now; the place itself where that is not known. */
function textOf({ after, at }: Slot, { compared }: Printing): string {
  return after === undefined ? at : compared.after.read(after, 'response');
}

function keptIn({ after }: Slot, printing: Printing): ReadonlySet<string> {
  return after === undefined ? new Set() : printing.after.named(after.type);
}

function probe(
  { subject, owner, pointer }: Pick<Probe, 'subject' | 'owner' | 'pointer'>,
  position: Probe['position'],
  code: string,
): Probe {
  return { subject, owner, pointer, position, code };
}

/** A property that has to be given now, and had not to be before. */
export function demanded(
  of: Pick<Probe, 'subject' | 'owner' | 'pointer'>,
  target: string,
  name: string,
): Probe {
  return probe(of, 'argument', `const _: Pick<${target}, ${JSON.stringify(name)}> = {};`);
}
