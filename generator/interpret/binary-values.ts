import type {
  Declarations,
  DeclarationId,
  Operation,
  RequestBody,
  RequestContent,
  TypeRef,
} from '../model/model.js';
import { isSequence } from '../model/request-body.js';
import { rewriteOperation, rewriteWebhook, type Rewrite } from '../model/rewrite.js';
import { allowsNull, nullable } from '../model/type-refs.js';
import { collectUsed } from '../model/walk.js';
import type { Webhook } from '../model/webhook.js';
import { resolveType } from './type-shape.js';

interface Parts {
  readonly declarations: Declarations;
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Webhook[];
}

/** Bytes inside JSON, which has only text for them. */
const TEXT: TypeRef = { kind: 'scalar', scalar: 'string', format: 'binary' };

/** How bytes inside JSON become text. */
interface TextInJson {
  /** For the declarations that JSON has and forms do not. */
  readonly getRewrite: (id: DeclarationId) => Rewrite;
  readonly rewriteOperation: (operation: Operation) => Operation;
  readonly rewriteWebhook: (webhook: Webhook) => Webhook;
}

/**
 * Plans to make text of the bytes inside JSON. Bytes are whole bodies and what forms have; a schema that forms use as well
 * keeps them. What no operation uses stays as it is.
 */
export function planTextInJson({ declarations, operations, webhooks }: Parts): TextInJson {
  const isBytes = (type: TypeRef) => resolveType(type, declarations).kind === 'binary';
  const toText: Rewrite = {
    binary: () => TEXT,
    reference: (type) => {
      if (!isBytes(type)) return type;
      const declaration = declarations.get(type.id);
      const isNullable = declaration?.kind === 'alias' && allowsNull(declaration.type);
      return isNullable ? nullable(TEXT) : TEXT;
    },
  };
  const contents = operations.flatMap(({ body }) => body?.contents ?? []);
  const responses = operations.flatMap((operation) =>
    operation.responses.flatMap(({ body }) => body ?? []),
  );
  const collect = (bodies: readonly { readonly type: TypeRef }[]) =>
    collectUsed(
      declarations,
      bodies.map(({ type }) => type),
    );
  const inForms = collect(contents.filter((content) => !isJson(content)));
  const inJson = collect([
    ...contents.filter(isJson),
    ...responses.filter(({ encoding }) => encoding !== 'binary'),
    ...webhooks.flatMap(({ body }) => body ?? []),
  ]);
  return {
    getRewrite: (id) =>
      inJson.has(id) && !inForms.has(id) && !isBytes({ kind: 'reference', id }) ? toText : {},
    rewriteOperation: (operation) => rewriteJson(operation, toText),
    rewriteWebhook: (webhook) => rewriteWebhook(webhook, toText),
  };
}

function isJson({ encoding }: RequestContent): boolean {
  return encoding === 'json' || isSequence(encoding);
}

function rewriteJson(operation: Operation, rewrite: Rewrite): Operation {
  const { body, responses, ...rewritten } = rewriteOperation(operation, rewrite);
  const [first, ...others] = (body?.contents ?? []).map((content, index) =>
    isJson(content) ? content : (operation.body?.contents[index] ?? content),
  );
  const contents: RequestBody['contents'] | undefined = first && [first, ...others];
  return {
    ...rewritten,
    ...(body && contents && { body: { ...body, contents } }),
    // An error's body that is bytes as a whole is no value, whatever it is read as.
    responses: responses.map((response, index) => {
      const written = operation.responses[index];
      return written?.body?.type.kind === 'binary' ? written : response;
    }),
  };
}
