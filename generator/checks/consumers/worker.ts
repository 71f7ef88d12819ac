import { parentPort } from 'node:worker_threads';
import { checkPair, type Version } from './check-pair.js';

/** What a worker is asked. */
export interface Task {
  readonly from: Version;
  readonly to: Version;
  /** Whether tests run although nothing is edited. */
  readonly tested: boolean;
}

/** Checks one pair of versions after the other. A failure ends the worker. */
parentPort?.on('message', ({ from, to, tested }: Task) => {
  void checkPair(from, to, tested).then((result) => parentPort?.postMessage(result));
});
