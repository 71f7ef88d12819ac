import { plural } from '../util/plural.js';
import { inlineCode, toAnchor } from '../util/markdown.js';
import { getServiceNames, type EmitContext, type PackageSettings } from './context.js';
import { createReadmeContent } from './readme.js';
import { renderTemplate } from './templates.js';

/**
 * Emits `AGENTS.md`, how to use the package in a screenful. It is read as instructions, so it has no text of the document
 * but names.
 */
export function emitAgentsGuide(context: EmitContext, settings: PackageSettings): string {
  const text = renderTemplate('AGENTS.md', createReadmeContent(context, settings));
  return text.replace(/\n{3,}/g, '\n\n');
}

/** Emits `llms.txt`, which says what there is to read (llmstxt.org). The title is quoted: it is a text of the document. */
export function emitLlmsIndex(context: EmitContext, settings: PackageSettings): string {
  const { model } = context;
  const { packageName, operationCount } = createReadmeContent(context, settings);
  return renderTemplate('llms.txt', {
    ...{ packageName, operationCount },
    title: inlineCode(model.title),
    apiVersion: inlineCode(model.version),
    services: model.services.map((service) => {
      const heading = `client.${getServiceNames(context, service).property}`;
      return {
        name: inlineCode(heading),
        anchor: toAnchor(inlineCode(heading)),
        callCount: plural(service.operations.length, 'call'),
      };
    }),
  });
}
