import { own, type JsonObject } from './json.js';
import type {
  ExternalDocsObject,
  OpenApiDocument,
  SecurityRequirementObject,
  SecuritySchemeObject,
  ServerObject,
  TagObject,
} from './openapi.js';
import { OBJECT, TEXT, type Expected, type Shapes } from './shapes.js';

/** What a document says around its operations and schemas: who it is, where it answers, whom it lets in. */

/** YAML reads `version: 1.0` as a number. */
const SCALAR: Expected<string | number> = {
  name: 'a text',
  test: (value) => typeof value === 'string' || typeof value === 'number',
};

/** Title and version are always there, in case the document forgets them. */
export function readInfo(shapes: Shapes, root: JsonObject): OpenApiDocument['info'] {
  const info = shapes.read(root, 'info', OBJECT) ?? {};
  const title = shapes.read(info, 'title', SCALAR);
  const version = shapes.read(info, 'version', SCALAR);
  return {
    title: String(title ?? 'API'),
    version: String(version ?? '0.0.0'),
    ...shapes.pick(info, ['description'], TEXT),
  };
}

export function readServers(shapes: Shapes, root: JsonObject): readonly ServerObject[] | undefined {
  return shapes.list(root, 'servers', (value, index, list) => {
    const node = shapes.part(list, index, value, OBJECT);
    const url = node && shapes.part(node, 'url', own(node, 'url'), TEXT);
    if (node === undefined || url === undefined) return undefined;
    const variables = shapes.map(node, 'variables', (variable, name, map) => {
      const published = shapes.part(map, name, variable, OBJECT);
      return published && readVariable(shapes, published);
    });
    return {
      url,
      ...shapes.pick(node, ['description'], TEXT),
      ...(variables && { variables }),
    };
  });
}

function readVariable(
  shapes: Shapes,
  node: JsonObject,
): { readonly default?: string; readonly enum?: readonly string[] } {
  const value = shapes.read(node, 'default', SCALAR);
  const choices = shapes.list(node, 'enum', (choice, index, list) => {
    const scalar = shapes.part(list, index, choice, SCALAR);
    return scalar === undefined ? undefined : String(scalar);
  });
  return {
    ...(value !== undefined && { default: String(value) }),
    ...(choices && { enum: choices }),
  };
}

export function readTags(shapes: Shapes, root: JsonObject): readonly TagObject[] | undefined {
  return shapes.list(root, 'tags', (value, index, list) => {
    const node = shapes.part(list, index, value, OBJECT);
    const name = node && shapes.part(node, 'name', own(node, 'name'), TEXT);
    if (node === undefined || name === undefined) return undefined;
    return { name, ...shapes.pick(node, ['description'], TEXT) };
  });
}

/** Of the document or of an operation. */
export function readExternalDocs(shapes: Shapes, node: JsonObject): ExternalDocsObject | undefined {
  const docs = shapes.read(node, 'externalDocs', OBJECT);
  const url = docs && shapes.part(docs, 'url', own(docs, 'url'), TEXT);
  if (docs === undefined || url === undefined) return undefined;
  return { url, ...shapes.pick(docs, ['description'], TEXT) };
}

/** Of the document or of an operation: alternatives, each a map from scheme to scopes. */
export function readSecurity(
  shapes: Shapes,
  node: JsonObject,
): readonly SecurityRequirementObject[] | undefined {
  return shapes.list(node, 'security', (value, index, list) => {
    const published = shapes.part(list, index, value, OBJECT);
    if (published === undefined) return undefined;
    const scopes = Object.keys(published).map((name) => [
      name,
      shapes.texts(published, name) ?? [],
    ]);
    return Object.fromEntries(scopes) as SecurityRequirementObject;
  });
}

export function readSecurityScheme(
  shapes: Shapes,
  node: JsonObject,
): SecuritySchemeObject | undefined {
  const type = shapes.part(node, 'type', own(node, 'type'), TEXT);
  if (type === undefined) return undefined;
  const flows = shapes.map(node, 'flows', (value, name, map) => {
    if (name.startsWith('x-')) return undefined;
    const flow = shapes.part(map, name, value, OBJECT);
    if (flow === undefined) return undefined;
    const scopes = shapes.map(flow, 'scopes', (text) => (typeof text === 'string' ? text : ''));
    return {
      ...shapes.pick(flow, ['tokenUrl', 'authorizationUrl', 'refreshUrl'], TEXT),
      ...(scopes && { scopes }),
    };
  });
  const texts = [
    'description',
    'name',
    'in',
    'scheme',
    'bearerFormat',
    'openIdConnectUrl',
  ] as const;
  return { type, ...shapes.pick(node, texts, TEXT), ...(flows && { flows }) };
}
