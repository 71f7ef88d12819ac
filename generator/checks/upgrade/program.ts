import type { EmitContext } from '../../emit/index.js';
import { useDeclaration } from './declarations.js';
import { useOperation } from './operations.js';
import { Writer } from './text.js';

/**
 * A program that uses all of a package: names every type and every function, reads every property of an answer, gives
 * every property of a request. It compiles against that package.
 */
export function programOf(context: EmitContext): string {
  const writer = new Writer(context);
  const { model, names } = context;
  writer.say(`type Failure = ${writer.named(names.error)};`);
  for (const declaration of model.declarations.values()) useDeclaration(declaration, writer);
  for (const service of model.services) {
    const of = names.services.get(service.wireName);
    if (of === undefined) throw new Error(`${service.wireName} has no name`);
    writer.say(`const resource: ${writer.named(of.className)} = client.${of.property};`);
    for (const operation of service.operations) useOperation(of.property, operation, writer);
  }
  return writer.text();
}
