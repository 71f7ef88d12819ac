import { byCodeUnit } from './util/order.js';

/**
 * Diagnostics of a document: each with a code, a location and a hint. They are collected while the stages run and
 * printed together, so that one does not hide another.
 */
export type Severity = 'info' | 'warning' | 'error';

interface Rule {
  readonly severity: Severity;
  /** What the generator does about it, or what the user can do. */
  readonly hint: string;
}

/**
 * All diagnostics. An info is about a part that changes nothing in the SDK. A warning was handled as its hint says. An error
 * means that no package is generated (exit code 4).
 */
export const RULES = {
  'not-a-document': {
    severity: 'error',
    hint: 'Give an OpenAPI document (2.0, 3.0, 3.1 or 3.2) in JSON or YAML, or the URL of a documentation page.',
  },
  syntax: {
    severity: 'error',
    hint: 'Correct the text, or download it again: it may be incomplete.',
  },
  'version-unsupported': {
    severity: 'error',
    hint: 'Swagger 2.0 and OpenAPI 3.0.x, 3.1.x and 3.2.x are supported.',
  },
  'paths-empty': {
    severity: 'error',
    hint: 'A document without operations and webhooks gives no SDK. Check that this is the right document.',
  },
  'reference-unknown': { severity: 'error', hint: 'Declare the schema or correct the $ref.' },
  'reference-relative': {
    severity: 'warning',
    hint: '.NET 9 writes such references in recursive types. It is read from the schema around it, or typed as unknown where that is not certain.',
  },
  'reference-cycle': {
    severity: 'error',
    hint: 'A $ref must lead to something other than a $ref back to it.',
  },
  'reference-external': {
    severity: 'error',
    hint: 'Allow its origin with `allowedOrigins`, or the folder of a file with `allowedFolders`, in sdk.config.json, or bundle the document first.',
  },
  'nesting-too-deep': {
    severity: 'error',
    hint: 'No schema written by hand nests this deep. Check the document.',
  },
  'node-malformed': { severity: 'warning', hint: 'The part is left out, or typed as unknown.' },
  'path-parameter-undeclared': {
    severity: 'warning',
    hint: 'The parameter of the path template is added as a string.',
  },
  'path-parameter-unused': {
    severity: 'warning',
    hint: 'The path template does not contain the parameter, so it is left out.',
  },
  'path-parameter-case': {
    severity: 'warning',
    hint: 'The path template spells it differently. Both are treated as the same parameter.',
  },
  'path-malformed': {
    severity: 'warning',
    hint: 'The operation is left out. A path starts with / and has matching braces.',
  },
  'method-malformed': {
    severity: 'warning',
    hint: 'A method with a field of its own is read as that field, if it is not given there too. Another is left out if it is no token (RFC 9110, section 5.6.2), or CONNECT or TRACK, which fetch refuses.',
  },
  'parameter-conflict': {
    severity: 'warning',
    hint: 'A parameter is the whole query, so this one is left out.',
  },
  'parameter-style': {
    severity: 'warning',
    hint: 'Parameters of this location have no such style. The default of the location is used.',
  },
  'header-ignored': {
    severity: 'info',
    hint: 'OpenAPI leaves these to the client: Accept and Content-Type follow from the media types, Authorization from the credentials.',
  },
  'parameter-duplicate': { severity: 'warning', hint: 'The first declaration is used.' },
  'operation-id-duplicate': {
    severity: 'warning',
    hint: 'These operations are named after method and path instead.',
  },
  'body-not-allowed': {
    severity: 'warning',
    hint: 'fetch sends no body with GET, HEAD or TRACE, so the body is left out.',
  },
  'required-undeclared': {
    severity: 'warning',
    hint: '`required` names an undeclared property. It is typed as unknown.',
  },
  'enum-value-mismatch': {
    severity: 'warning',
    hint: 'The values are typed as they are written. Correct the type, or put values that are text in quotation marks.',
  },
  'enum-unquoted': {
    severity: 'warning',
    hint: 'Other programs read numbers and booleans there. Put the values in quotation marks.',
  },
  'number-inexact': {
    severity: 'warning',
    hint: 'A number is exact up to 2^53 - 1, so the value is rounded, also where it is sent. Declare such values as strings, with an overlay if need be.',
  },
  'enum-names-mismatch': {
    severity: 'warning',
    hint: 'The list of names is not as long as the list of values. Names are derived from the values.',
  },
  'discriminator-unresolved': {
    severity: 'warning',
    hint: 'The mapping names a schema that does not exist. The entry is left out.',
  },
  'security-scheme-unsupported': {
    severity: 'warning',
    hint: 'The client sends nothing for it. Pass `headers`, or a `fetch` that does it.',
  },
  'security-scheme-undeclared': {
    severity: 'warning',
    hint: 'It is treated as a bearer token. Declare the scheme in components, or correct the name.',
  },
  'server-unusable': {
    severity: 'warning',
    hint: 'It is left out. Give the variable a default with an overlay, or pass `baseUrl` to the client.',
  },
  'server-unused': { severity: 'info', hint: 'No call goes there, unless as a `baseUrl`.' },
  'response-missing': {
    severity: 'warning',
    hint: 'The operation declares no response, so its response is typed as unknown.',
  },
  'path-fragment': {
    severity: 'warning',
    hint: 'HTTP does not send what follows a #, so it is left out of the URL. The server cannot tell such operations apart.',
  },
  'parameter-unwritable': {
    severity: 'warning',
    hint: 'Nothing here writes this media type, so the parameter is a string that is sent as it is.',
  },
  'part-unwritable': {
    severity: 'warning',
    hint: 'The property is sent as fields of the form. With an overlay, declare it as JSON or as a string, or declare the form inline.',
  },
  'response-unparsed': {
    severity: 'warning',
    hint: 'Nothing here parses this media type, so the response is a string or a Blob, whatever its schema says.',
  },
  'response-unreachable': {
    severity: 'warning',
    hint: 'A call gives one kind of response. If the other one is wanted, remove the first with an overlay.',
  },
  'response-format-unused': {
    severity: 'info',
    hint: 'The same response is asked for in a better format.',
  },
  'overlay-malformed': {
    severity: 'error',
    hint: 'Overlay 1.0 and 1.1 are supported: actions, each with a `target` (JSONPath, RFC 9535) and an `update`, `remove: true` or, in 1.1, a `copy`.',
  },
  'overlay-unmatched': {
    severity: 'warning',
    hint: 'The action changes nothing. Correct its target, or remove it if the document was corrected.',
  },
  'part-unsupported': {
    severity: 'warning',
    hint: 'No code comes of it. If the SDK can do without, remove it with an overlay.',
  },
  'field-unknown': {
    severity: 'warning',
    hint: 'OpenAPI has no such field, so it is left out. Correct the spelling, or remove it with an overlay.',
  },
  'part-unused': { severity: 'info', hint: 'The SDK is the same without it.' },
  'component-unused': { severity: 'info', hint: 'Nothing refers to it, so no code comes of it.' },
  'extension-unused': {
    severity: 'info',
    hint: 'Extensions that nobody reads change nothing in the SDK.',
  },
} as const satisfies Record<string, Rule>;

export type DiagnosticCode = keyof typeof RULES;

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** JSON pointer in the document as published, or in `file`. */
  readonly pointer: string;
  readonly message: string;
  readonly hint: string;
  /** The number of places, when all are reported at once; `pointer` is one of them. */
  readonly count?: number;
  /** The overlay that it is about; undefined for the document itself. */
  readonly file?: string;
}

/** A diagnostic with its position in the text, if it was found. */
export interface LocatedDiagnostic extends Diagnostic {
  readonly position?: Position;
}

/** The position of a pointer in the text; both numbers start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Collects diagnostics, without duplicates. */
export class Diagnostics {
  readonly #byKey = new Map<string, Diagnostic>();
  /** The pointers of what is reported once. */
  readonly #places = new Map<string, Set<string>>();

  /** @param pointer JSON pointer (RFC 6901) in the document as published, or in the overlay `file`. */
  report(code: DiagnosticCode, pointer: string, message: string, file?: string): void {
    const { severity, hint } = RULES[code];
    const about = file === undefined ? {} : { file };
    this.#byKey.set(`${code}\n${pointer}\n${message}\n${file ?? ''}`, {
      code,
      severity,
      pointer,
      message,
      hint,
      ...about,
    });
  }

  /**
   * Reports something of which one place and the number of places say enough: `message` is the same for all of them, and the
   * pointer that is kept does not depend on the order of discovery.
   */
  reportOnce(code: DiagnosticCode, pointer: string, message: string): void {
    const { severity, hint } = RULES[code];
    const key = `once\n${code}\n${message}`;
    const places = this.#places.get(key) ?? new Set();
    this.#places.set(key, places.add(pointer));
    const known = this.#byKey.get(key);
    const first = known !== undefined && known.pointer < pointer ? known.pointer : pointer;
    this.#byKey.set(key, { code, severity, pointer: first, message, hint, count: places.size });
  }

  /** Sorted by file, pointer, then code, so that the order of discovery does not show. */
  get all(): readonly Diagnostic[] {
    return [...this.#byKey.values()].sort(
      (a, b) =>
        byCodeUnit(a.file ?? '', b.file ?? '') ||
        byCodeUnit(a.pointer, b.pointer) ||
        byCodeUnit(a.code, b.code) ||
        byCodeUnit(a.message, b.message),
    );
  }

  get hasErrors(): boolean {
    return [...this.#byKey.values()].some((diagnostic) => diagnostic.severity === 'error');
  }
}
