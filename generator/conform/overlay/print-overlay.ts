import { Document, isScalar, visit, type Node } from 'yaml';
import { sortedBy } from '../../util/order.js';
import { escapeUnseen, visibleLine } from '../../util/printable.js';
import type { Finding } from '../finding.js';
import { describeFinding } from '../report/describe-finding.js';
import type { Action } from './actions.js';

/** An action, and the findings that it is for. */
export interface EvidencedAction {
  readonly action: Action;
  readonly findings: readonly Finding[];
}

/** An overlay as YAML: each action has its evidence as a comment above it and as its description. */
export function printOverlay(title: string, actions: readonly EvidencedAction[]): string {
  const isPlain = actions.some(({ action }) => 'isPlain' in action && action.isPlain);
  const document = new Document({
    overlay: isPlain ? '1.1.0' : '1.0.0',
    info: { title: visibleLine(title), version: '1.0.0' },
    actions: actions.map(({ action, findings }) => ({
      target: action.target,
      description: sortEvidence(findings).map(toSentence).join(' '),
      ...('update' in action ? { update: action.update } : { remove: true }),
    })),
  });
  actions.forEach(({ findings }, at) => {
    const node = document.getIn(['actions', at]) as Node;
    node.commentBefore = sortEvidence(findings)
      .map((finding) => ` ${toComment(finding)}`)
      .join('\n');
  });
  // In double quotes, an invisible character may be written as an escape.
  visit(document, (_, node) => {
    if (!isScalar(node) || typeof node.value !== 'string') return;
    if (escapeUnseen(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
  });
  const text = document.toString({ lineWidth: 0, singleQuote: true });
  return text.split('\n').map(escapeUnseen).join('\n');
}

function sortEvidence(findings: readonly Finding[]): readonly Finding[] {
  return sortedBy(findings, ({ place, id }) => `${place.name}\0${id}`);
}

function toSentence(finding: Finding): string {
  const { subject, message } = describeFinding(finding);
  return `${visibleLine(`${subject} ${message}`)}.`;
}

const OPERATIONS_SHOWN = 5;

/** `VehicleDto.soldAt was null in 12 of 40 values: GET /Vehicles, GET /Vehicles/{id} and 3 more` */
function toComment(finding: Finding): string {
  const { subject, message } = describeFinding(finding);
  const { operations } = finding;
  const more = operations.length - OPERATIONS_SHOWN;
  const shown = operations.slice(0, OPERATIONS_SHOWN).map(({ id }) => id);
  const names = `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return visibleLine(`${subject} ${message}${names === '' ? '' : `: ${names}`}`);
}
