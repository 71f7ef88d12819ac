import type { TypeRef } from '../../model/model.js';
import { echoOf } from '../echo.js';
import { isRecord } from '../inputs.js';
import type { Given } from '../question.js';
import type { Json } from '../reply.js';
import { isAboutPeriod } from '../place.js';
import { presentMembers, resolved, type Declarations } from '../shapes.js';
import { fieldsOf } from './collections.js';

/** True of the things that a list with conditions tells: a condition named as one of their fields is one on it. */
export function filterOf(
  declarations: Declarations,
  type: TypeRef,
  given: Given,
): (thing: Json) => boolean {
  const conditions = fieldsOf(declarations, type).flatMap((property) => {
    const name = property.wireName.toLowerCase();
    const texts = given.get(name) ?? given.get(`${name}s`);
    if (texts === undefined || texts.length === 0 || isAboutPeriod(name, texts)) return [];
    const members = presentMembers(resolved(declarations, property.type));
    const items = members.flatMap((member) => (member.kind === 'array' ? member.items : []))[0];
    const wanted = texts.map((text) => echoOf(declarations, items ?? property.type, text));
    return { name: property.wireName, wanted };
  });
  return (thing) =>
    isRecord(thing) &&
    conditions.every(({ name, wanted }) =>
      [thing[name]].flat().some((value) => wanted.some((one) => isEqual(one, value))),
    );
}

function isEqual(one: Json | undefined, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string'
    ? one.toLowerCase() === other.toLowerCase()
    : one !== undefined && one === other;
}
