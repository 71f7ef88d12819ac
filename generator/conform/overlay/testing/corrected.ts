import type { ValidateFunction } from 'ajv';
import { Diagnostics } from '../../../diagnostics.js';
import { loadDocument } from '../../../document/index.js';
import type { OpenApiDocument, SchemaObject } from '../../../document/openapi.js';
import { applyOverlays } from '../../../document/overlay.js';
import { createAjv } from '../../../util/ajv.js';
import type { Finding, Mismatch } from '../../finding.js';
import { proposeOverlay, type Proposal } from '../index.js';

export type Published = Readonly<Record<string, unknown>>;

let number = 0;

/** A finding at a place of the document, in 1 of 2 values unless told otherwise. */
export function finding(pointer: string, mismatch: Mismatch, more: Partial<Finding> = {}): Finding {
  number += 1;
  return {
    id: `${mismatch.kind}-${String(number).padStart(4, '0')}`,
    place: { name: pointer.slice(pointer.lastIndexOf('/') + 1), pointer },
    mismatch,
    count: 1,
    seen: 2,
    operations: [{ id: 'GET /v', count: 1 }],
    ...more,
  };
}

export interface Corrected {
  readonly proposal: Proposal;
  /** The published document with the proposed overlay. */
  readonly document: Published;
  /** What is reported of the corrected document and was not of the published one. */
  readonly reported: readonly string[];
  /** Whether a schema of the normal form accepts a value, before the correction and after it. */
  readonly accepts: (
    find: FindSchema,
    value: unknown,
  ) => readonly [before: boolean, after: boolean];
}

export type FindSchema = (document: OpenApiDocument) => SchemaObject | boolean | undefined;

/** A document before and after the overlay that is proposed for findings. */
export async function correctDocument(
  published: Published,
  findings: readonly Finding[],
  seen = 20,
): Promise<Corrected> {
  const proposal = proposeOverlay(findings, published, { title: 'Corrections', seen });
  const before = await load(published, '');
  const after = await load(published, proposal.text);
  return {
    proposal,
    document: after.document,
    reported: after.reported.filter((code) => !before.reported.includes(code)),
    accepts: (find, value) => [before.accepts(find, value), after.accepts(find, value)],
  };
}

async function load(published: Published, overlay: string) {
  const diagnostics = new Diagnostics();
  let document = published;
  const loaded = await loadDocument(
    { text: JSON.stringify(published), location: 'test.json' },
    {
      allowedOrigins: [],
      correct: async (parsed) => {
        const overlays = overlay === '' ? [] : [{ file: 'overlay.yaml', text: overlay }];
        const corrected = await applyOverlays(parsed, overlays, diagnostics);
        document = corrected.document;
        return corrected;
      },
    },
    diagnostics,
  );
  return {
    document,
    reported: diagnostics.all.map(({ code, message }) => `${code}: ${message}`),
    accepts: (find: FindSchema, value: unknown): boolean => {
      const schema = find(loaded.document);
      if (typeof schema !== 'object') return schema ?? true;
      return compile(schema, { components: loaded.document.components })(value);
    },
  };
}

const ajv = createAjv({ allErrors: false });
const compiled = new WeakMap<object, ValidateFunction>();

/** @param root What the references of the schema point into. */
export function compile(schema: object, root: object): ValidateFunction {
  const validate = compiled.get(schema) ?? ajv.compile({ allOf: [schema], ...root });
  compiled.set(schema, validate);
  return validate;
}
