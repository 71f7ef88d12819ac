import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { UsageError } from '../errors.js';
import { joinSegments } from '../util/json-pointer.js';
import { SETTINGS_HELP, type Layer } from './validate.js';

/**
 * Parses a configuration file. Comments and trailing commas are allowed.
 *
 * @param path for messages.
 * @throws UsageError with line and column when the text is not a JSON object.
 */
export function parseConfigFile(path: string, text: string): Layer {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    throw new UsageError(
      `${path}:${formatPosition(text, error.offset)} is not JSON: ${wordsOf(printParseErrorCode(error.error))}.`,
      { hint: 'Correct the text. An empty configuration is {}.' },
    );
  }
  if (tree?.type !== 'object') {
    throw new UsageError(`${path}:1:1 must be an object.`, {
      hint: 'An empty configuration is {}.',
    });
  }
  return {
    values: getNodeValue(tree) as Record<string, unknown>,
    help: SETTINGS_HELP,
    locate: (segments) => {
      const node = nodeAt(tree, segments);
      return `${path}:${formatPosition(text, node.offset)}: ${formatSetting(segments)}`;
    },
  };
}

/** The key of the value at a path, where a reader looks for it. */
function nodeAt(tree: Node, segments: readonly string[]): Node {
  let node = tree;
  for (const segment of segments) {
    const child = findNodeAtLocation(node, [node.type === 'array' ? Number(segment) : segment]);
    if (child === undefined) break;
    node = child;
  }
  return node.parent?.type === 'property' ? node.parent : node;
}

function formatSetting(segments: readonly string[]): string {
  return segments.length === 0 ? 'the configuration' : joinSegments(segments);
}

function wordsOf(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** Line and column of an offset, both from 1. */
function formatPosition(text: string, offset: number): string {
  const before = text.slice(0, offset);
  return `${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`;
}
