import type { ApiModel, Operation } from '../../model/model.js';
import type { Exchange } from '../exchange.js';
import type { PagingFault, Place } from '../finding.js';
import type { Observations } from '../observations.js';
import type { LoadedDocument } from '../raw-openapi.js';
import { AnswerCheck } from './answers.js';
import { Tally } from './tally.js';

/** Checks answers with the document, and counts what differs. It keeps no value of any answer. */
export interface Checker {
  /** Checks an answer. Never throws for what an answer contains. */
  observe(exchange: Exchange): void;
  /** Counts what whoever asked for several pages has found out. */
  observePaging(operation: Operation, fault: PagingFault): void;
  /** What was observed so far, in all runs that this one goes on with. */
  getObservations(): Observations;
}

/**
 * @param model The document's, interpreted.
 * @param observations Of earlier runs, to which this one adds.
 */
export function createChecker(
  loaded: LoadedDocument,
  model: ApiModel,
  observations?: Observations,
): Checker {
  const answers = new AnswerCheck(loaded, model);
  const tally = new Tally();
  if (observations !== undefined) tally.add(observations);
  return {
    observe: (exchange) => {
      const { id } = exchange.operation;
      const seen = new Map<Place, number>();
      answers.check(exchange, {
        see: (place) => void seen.set(place, (seen.get(place) ?? 0) + 1),
        report: (place, fault, details) => tally.report(id, place, fault, details),
      });
      for (const [place, count] of seen) tally.see(place, count);
      tally.countAnswer(id, exchange.status);
    },
    observePaging: (operation, fault) =>
      tally.report(operation.id, answers.getOperationPlace(operation), { kind: 'paging', fault }),
    getObservations: () => tally.toObservations(),
  };
}
