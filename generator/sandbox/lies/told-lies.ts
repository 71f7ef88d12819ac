import type { ApiModel, Operation } from '../../model/model.js';
import { unreachable } from '../../model/type-refs.js';
import type { OutgoingResponse } from '../outgoing-response.js';
import { getDeclaredAnswer, type DeclaredAnswer } from './declared-answer.js';
import { describeLie } from './describe-lie.js';
import { editAnswer, readJson, withJson, type Exchange } from './edit-answer.js';
import { editValue } from './edit-value.js';
import type { Lie, Planned, SchemaOffer, AnswerOffer, ValueLie } from './lie.js';
import { mapValue, type Where } from './map-value.js';
import { getKeys, planLies, type LyingDocument } from './plan-lies.js';
import { Schemas, type Schema } from './schemas.js';

/** A lie, and how often it was told. */
class ActiveLie<T extends Planned<SchemaOffer | AnswerOffer>> {
  readonly planned: T;
  /** Answers that told it. */
  told = 0;
  /** Values, or answers, that could. */
  #occurrences = 0;

  constructor(planned: T) {
    this.planned = planned;
  }

  /** Whether this occurrence tells it. */
  takeTurn(): boolean {
    this.#occurrences += 1;
    return this.planned.share === 'every' || this.#occurrences % 3 === 1;
  }
}

/** The lies of a sandbox. */
export class ToldLies {
  readonly #ofSchemas: readonly ActiveLie<Planned<SchemaOffer>>[];
  readonly #ofAnswers: readonly ActiveLie<Planned<AnswerOffer>>[];
  readonly #declared: (operation: Operation) => DeclaredAnswer | undefined;
  readonly #schemas: Schemas;
  readonly #keys: ReadonlySet<string>;

  constructor(model: ApiModel, source: LyingDocument, seed: string) {
    const planned = planLies(model, source, seed);
    this.#ofSchemas = planned.flatMap((lie) => (lie.at === 'schema' ? new ActiveLie(lie) : []));
    this.#ofAnswers = planned.flatMap((lie) => (lie.at === 'answer' ? new ActiveLie(lie) : []));
    this.#declared = (operation) => getDeclaredAnswer(source.document, operation);
    this.#schemas = new Schemas(source.document);
    this.#keys = getKeys(model);
  }

  list(): readonly Lie[] {
    return [...this.#ofSchemas, ...this.#ofAnswers].map(({ planned, told }) => ({
      kind: planned.lie.kind,
      place: planned.place,
      pointer: planned.pointer,
      ...(planned.at === 'answer' && { operation: planned.operation }),
      text: describeLie(planned),
      told,
    }));
  }

  /** Makes the answer of a safe operation tell the lies that are about it; any other stays as it is. */
  async apply(operation: Operation, exchange: Exchange): Promise<OutgoingResponse> {
    const { response } = exchange;
    const isSuccess = response.status >= 200 && response.status < 300;
    const declared = isSuccess ? this.#declared(operation) : undefined;
    if (declared === undefined) return response;
    // Answers of an operation with a lie of its own tell no other.
    const active = this.#ofAnswers.find(({ planned }) => planned.operation === operation.id);
    if (active === undefined) return this.#applyToValue(response, declared.schema);
    const edited = await editAnswer(active.planned.lie, declared, exchange);
    if (edited === undefined || !active.takeTurn()) return response;
    active.told += 1;
    return edited;
  }

  #applyToValue(response: OutgoingResponse, schema: Schema | undefined): OutgoingResponse {
    if (schema === undefined || this.#ofSchemas.length === 0) return response;
    const told = new Set<ActiveLie<Planned<SchemaOffer>>>();
    const value = mapValue(
      {
        schemas: this.#schemas,
        keys: this.#keys,
        map: (whole, node, where) =>
          this.#ofSchemas
            .filter(({ planned }) => planned.schema === node && canBeTold(planned.lie, where))
            .reduce((current, active) => {
              const edited = editValue(active.planned.lie, current);
              if (edited === undefined || !active.takeTurn()) return current;
              told.add(active);
              return edited;
            }, whole),
      },
      readJson(response),
      schema,
    );
    for (const active of told) active.told += 1;
    return told.size === 0 ? response : withJson(response, value);
  }
}

/** As offers depend on where a schema describes a value. */
function canBeTold({ kind }: ValueLie, { isShared, isKey }: Where): boolean {
  switch (kind) {
    case 'null':
    case 'missing':
    case 'type':
    case 'number-as-text':
    case 'fraction':
    case 'write-only':
      return true;
    case 'spelling':
    case 'undeclared-property':
    case 'undeclared-keys':
      return !isShared;
    case 'enum':
    case 'format':
    case 'pattern':
    case 'range':
    case 'length':
    case 'null-item':
    case 'discriminator':
    case 'no-variant':
      return !isKey;
    default:
      return unreachable(kind);
  }
}
