import { empty, json, problem, type Reply } from '../reply.js';
import type { ReceivedRequest } from '../request.js';
import type { FaultBoard } from './board.js';
import { readFault } from './read.js';

export const FAULTS_PATH = '/_sandbox/faults';

/** `GET` lists the faults, `POST` adds one, `DELETE` clears them all. Undefined for any other path. */
export function createFaultAdmin(
  board: FaultBoard,
): (request: ReceivedRequest) => Reply | undefined {
  return (request) => {
    if (request.path !== FAULTS_PATH) return undefined;
    switch (request.method) {
      case 'GET':
        return json(200, [...board.all]);
      case 'POST':
        return posted(board, request);
      case 'DELETE':
        board.clear();
        return empty(204);
      default:
        return problem(405, FAULTS_PATH, { headers: { Allow: 'DELETE, GET, POST' } });
    }
  };
}

function posted(board: FaultBoard, { body }: ReceivedRequest): Reply {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return problem(400, FAULTS_PATH, { detail: `The body is no JSON: ${error.message}` });
  }
  const read = readFault(value);
  if (read.kind === 'refused') return problem(400, FAULTS_PATH, { errors: read.errors });
  board.post(read.fault);
  return json(201, read.fault, { Location: FAULTS_PATH });
}
