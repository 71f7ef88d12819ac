import { findIssues, type Issue, type IssueOptions } from '../internal/conformance/find-issues.js';
import type { Definitions, ResponseSchemas, Schema } from '../internal/conformance/schema.js';
import { isJson, readBodyText } from '../internal/response.js';
import { CLASS_NAME, SdkError } from './errors.js';
import type { CallInfo, LayeredMiddleware, Logger } from './options.js';

/** A place where a response is not what the API's document says. It has no value of the response. */
export interface ResponseMismatch extends Pick<Issue, 'kind' | 'place' | 'expected'> {
  /** `GET /Vehicles/{registrationNumber}` */
  readonly operation: string;
  readonly status: number;
}

export interface CheckResponsesOptions {
  /** Called once for each place and kind in a response. What it throws is logged, and changes nothing. */
  readonly onMismatch?: ((mismatch: ResponseMismatch) => unknown) | undefined;
  /** `throw`: a call whose response has mismatches rejects with a {@link ResponseMismatchError}, for tests. Default: `count`. */
  readonly validate?: 'count' | 'throw' | undefined;
  /** Whether properties that the document does not declare are mismatches. Default: true, but false with `throw`. */
  readonly undeclared?: boolean | undefined;
  /** The share of the responses to check, from 0 to 1. Default: 1. */
  readonly sample?: number | undefined;
  /** Default: the console. */
  readonly logger?: Logger | undefined;
}

/** The middleware, with what it has found. */
export interface ResponseCheck extends LayeredMiddleware {
  /** By place and kind, such as `VehicleDto.soldAt null`: how many responses had it. At most 1 000 places. */
  readonly counts: ReadonlyMap<string, number>;
}

/** A response is not what the API's document says. The message names places, and no values. */
export class ResponseMismatchError extends SdkError {
  override [CLASS_NAME](): string {
    return 'ResponseMismatchError';
  }
  declare readonly mismatches: readonly ResponseMismatch[];
}

const MAX_COUNTS = 1_000;

/** Longer responses are not checked: 5 MiB. */
const MAX_BYTES = 5 * 2 ** 20;

/** Creates middleware that compares JSON responses of the API with these schemas. */
export function createResponseCheck(
  definitions: Definitions,
  responses: ResponseSchemas,
  {
    onMismatch,
    validate = 'count',
    undeclared = validate === 'count',
    sample = 1,
    logger = console,
  }: CheckResponsesOptions,
): ResponseCheck {
  const counts = new Map<string, number>();
  const checks = new WeakMap<CallInfo, Promise<readonly ResponseMismatch[]>>();

  const check = async (
    clone: Response,
    schema: Schema,
    operation: string,
  ): Promise<readonly ResponseMismatch[]> => {
    const { status } = clone;
    const options = {
      definitions,
      place: `${operation} ${status}`,
      side: 'wire',
      undeclared,
    } as const;
    const mismatches = (await findMismatches(clone, schema, options)).map(
      ({ kind, place, expected }) => ({ operation, status, kind, place, expected }),
    );
    for (const mismatch of mismatches) {
      const key = `${mismatch.place} ${mismatch.kind}`;
      const count = counts.get(key) ?? 0;
      if (count > 0 || counts.size < MAX_COUNTS) counts.set(key, count + 1);
      void notify(mismatch);
    }
    return mismatches;
  };

  const notify = async (mismatch: ResponseMismatch): Promise<void> => {
    try {
      await onMismatch?.(mismatch);
    } catch (error) {
      logger.warn?.(`onMismatch of checkResponses failed: ${String(error)}`);
    }
  };

  /** @throws ResponseMismatchError when the last response of the call has mismatches. */
  const assertMatch = async (call: CallInfo, cause?: unknown): Promise<void> => {
    const [first, ...others] = (await checks.get(call)) ?? [];
    if (!first) return;
    const mismatches = [first, ...others];
    const list = mismatches.slice(0, 10).map(describeMismatch).join('; ');
    const rest = mismatches.length > 10 ? `; and ${mismatches.length - 10} more` : '';
    throw new ResponseMismatchError(
      `${first.operation} returned ${first.status} with what the API does not declare: ${list}${rest}`,
      cause,
      { mismatches },
    );
  };

  return {
    counts,
    aroundAttempt: async (request, next, { purpose, call }) => {
      checks.delete(call);
      const response = await next(request);
      const operation = `${call.method} ${call.template}`;
      const schema = purpose === 'api' && findSchema(responses, operation, response);
      const isChecked = typeof schema === 'object' && Math.random() < sample;
      const clone = isChecked ? cloneResponse(response) : undefined;
      // The caller does not wait for it.
      if (isChecked && clone) checks.set(call, check(clone, schema, operation));
      return response;
    },
    ...(validate === 'throw' && {
      aroundCall: async (call, next) => {
        let data: unknown;
        try {
          data = await next();
        } catch (error) {
          await assertMatch(call, error);
          throw error;
        }
        await assertMatch(call);
        return data;
      },
    }),
  };
}

/** The schema of a JSON response; `true` when there is none, or the body is too long. */
function findSchema(responses: ResponseSchemas, operation: string, response: Response): Schema {
  const { status, headers } = response;
  const schemas = Object.hasOwn(responses, operation) ? responses[operation] : undefined;
  if (!schemas || !isJson(response) || Number(headers.get('content-length')) > MAX_BYTES)
    return true;
  const range = `${String(status).slice(0, 1)}XX`;
  return schemas[status] ?? schemas[range] ?? schemas['default'] ?? true;
}

/** @returns Undefined when other middleware has read the body, or the platform cannot clone. */
function cloneResponse(response: Response): Response | undefined {
  try {
    return response.clone();
  } catch {
    return undefined;
  }
}

/** @returns Nothing when the body breaks off or is no JSON: the call itself rejects with that. */
async function findMismatches(
  response: Response,
  schema: Schema,
  options: IssueOptions,
): Promise<readonly Issue[]> {
  try {
    const text = await readBodyText(response, MAX_BYTES);
    return findIssues(JSON.parse(text), schema, options);
  } catch {
    return [];
  }
}

function describeMismatch({ place, kind, expected }: ResponseMismatch): string {
  return `${place}: ${kind}, expected ${expected}`;
}
