import type { Json } from './pairs/documents.js';

/** Writes a document of {@link publishedDocument}'s kind as Swagger 2.0, as Swashbuckle does. */
export function asSwagger20({ servers, components, paths, ...document }: Json): Json {
  const { schemas, securitySchemes } = components as Readonly<Record<string, Json>>;
  return {
    swagger: '2.0',
    info: document['info'],
    ...(servers === undefined ? {} : served(servers)),
    paths: each(paths, (item) => each(item, (operation) => asOperation(operation as Json))),
    definitions: each(schemas, asSchema),
    securityDefinitions: securitySchemes,
    ...('security' in document && { security: document['security'] }),
  };
}

function served(servers: unknown): Json {
  const [server] = servers as readonly { readonly url: string }[];
  const { host, pathname, protocol } = new URL(server?.url ?? '');
  return { host, basePath: pathname, schemes: [protocol.replace(':', '')] };
}

function asOperation({ parameters, requestBody, responses, ...operation }: Json): Json {
  const body = requestBody as { readonly required?: boolean; readonly content: Json } | undefined;
  return {
    ...operation,
    ...(body && { consumes: Object.keys(body.content) }),
    produces: Object.values(responses as Json).flatMap((response) =>
      Object.keys((response as { readonly content?: Json }).content ?? {}),
    ),
    parameters: [
      ...(parameters as readonly Json[]).map(({ schema, ...parameter }) => ({
        ...parameter,
        ...(asSchema(schema) as Json),
      })),
      ...(body
        ? [
            {
              in: 'body',
              name: 'body',
              ...(body.required !== undefined && { required: body.required }),
              schema: schemaIn(body.content),
            },
          ]
        : []),
    ],
    responses: each(responses, (response) => {
      const { content, ...said } = response as Json;
      return content === undefined ? said : { ...said, schema: schemaIn(content as Json) };
    }),
  };
}

function schemaIn(content: Json): unknown {
  const [media] = Object.values(content) as { readonly schema: unknown }[];
  return asSchema(media?.schema);
}

function asSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]: [string, unknown]) => {
      if (key === '$ref') return [key, String(value).replace('components/schemas', 'definitions')];
      return [key === 'nullable' ? 'x-nullable' : key, asSchema(value)];
    }),
  );
}

function each(map: unknown, make: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(map as Json).map(([key, value]) => [key, make(value)]));
}
