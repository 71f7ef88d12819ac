import type { ServerObject } from '../document/openapi.js';
import type { Server } from '../model/model.js';
import { byCodeUnit } from '../util/order.js';

/** Reads servers in the document's order. A variable without a default stays in the URL as it is. */
export function readServers(nodes: readonly ServerObject[] = []): readonly Server[] {
  return nodes.map((node) => {
    const { url, name, description } = node;
    const variables = readVariables(node);
    return {
      url,
      ...(name && { name }),
      ...(description && { description }),
      ...(variables.length > 0 && { variables }),
    };
  });
}

function readVariables({ url, variables = {} }: ServerObject): NonNullable<Server['variables']> {
  const names = new Set(Array.from(url.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name));
  return [...names].sort(byCodeUnit).flatMap((name) => {
    const node = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (node?.default === undefined) return [];
    return {
      name,
      default: node.default,
      ...(node.enum && node.enum.length > 0 && { values: node.enum }),
      ...(node.description && { description: node.description }),
    };
  });
}
