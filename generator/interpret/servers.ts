import type { ServerObject } from '../document/openapi.js';
import type { Server } from '../model/model.js';
import { getDefaultUrl, isSafeUrl } from '../model/servers.js';
import { byCodeUnit } from '../util/order.js';
import { getOrigin, type Context } from './context.js';

/** Reads the document's servers, which become environments, in their order. */
export function readServers(context: Context): readonly Server[] {
  const { servers: nodes = [] } = context.loaded.document;
  const servers = nodes.map((node) => readServer(context, node));
  const isSafe = (server: Server) => isSafeUrl(getDefaultUrl(server));
  if (servers.some(isSafe))
    nodes.forEach((node, index) => {
      const server = servers[index];
      if (server !== undefined && /^http:/i.test(getDefaultUrl(server)) && !isSafe(server))
        reportUnused(context, node, 'A server without TLS is left out, since another has it.');
    });
  return servers;
}

/** Reads the servers of one operation, of which the first is called. */
export function readOwnServers(
  context: Context,
  nodes: readonly ServerObject[] = [],
): readonly Server[] {
  for (const node of nodes.slice(1))
    reportUnused(context, node, 'A path or an operation has several servers; the first is called.');
  return nodes.map((node) => readServer(context, node));
}

function reportUnused(context: Context, node: object, message: string): void {
  context.diagnostics.reportOnce('server-unused', getOrigin(context, node).pointer, message);
}

function readServer(context: Context, node: ServerObject): Server {
  const { url, name, description } = node;
  const variables = readVariables(node);
  const server = {
    url,
    ...(name && { name }),
    ...(description && { description }),
    ...(variables.length > 0 && { variables }),
  };
  const [, missing] = /\{([^{}]*)\}/.exec(getDefaultUrl(server)) ?? [];
  if (missing !== undefined)
    context.diagnostics.report(
      'server-unusable',
      getOrigin(context, node).pointer,
      `The variable '${missing}' of the server has no default.`,
    );
  return server;
}

function readVariables({ url, variables = {} }: ServerObject): NonNullable<Server['variables']> {
  const names = new Set(Array.from(url.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name));
  return [...names].sort(byCodeUnit).flatMap((name) => {
    const node = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (node?.default === undefined) return [];
    return {
      name,
      default: node.default,
      ...(node.enum && node.enum.length > 0 && { values: [...node.enum].sort(byCodeUnit) }),
      ...(node.description && { description: node.description }),
    };
  });
}
