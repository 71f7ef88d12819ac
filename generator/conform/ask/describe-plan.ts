import { padColumns } from '../../util/table.js';
import { plural } from '../../util/plural.js';
import { consoleLine } from '../../util/printable.js';
import type { ArgumentSource } from './argument-sources.js';
import type { Plan, PlannedOperation } from './plan.js';

/** `At most 60 requests, one every 2 seconds: 2 minutes.` */
export function describeEffort({ requests, paceMs, minutes, operations }: Plan): string {
  const aSecond = 1000 / paceMs;
  const pace =
    aSecond < 1
      ? `one every ${Number((paceMs / 1000).toFixed(1))} seconds`
      : `${Math.round(aSecond)} a second`;
  const most = operations.some(({ isVariable }) => isVariable) ? 'At most ' : '';
  return `${most}${plural(requests, 'request')}, ${pace}: ${plural(minutes, 'minute')}.`;
}

/** What a run would ask, and where the arguments come from: lines for a terminal. */
export function describePlan(plan: Plan): readonly string[] {
  const asked = plan.operations.map((planned) => [
    `  ${consoleLine(planned.operation.id)}`,
    consoleLine(describeArguments(planned)),
  ]);
  const skipped = plan.skipped.map(({ operation, reason }) => [
    `  ${consoleLine(operation.id)}`,
    consoleLine(reason),
  ]);
  return [
    describeEffort(plan),
    '',
    `${plural(asked.length, 'operation')} to ask, in this order:`,
    ...padColumns(asked),
    ...(skipped.length === 0
      ? []
      : [
          '',
          `${plural(skipped.length, 'operation')} that cannot be asked:`,
          ...padColumns(skipped),
        ]),
  ];
}

function describeArguments({ sources, body, isVariable, operation }: PlannedOperation): string {
  const parts = [...sources].map(
    ([{ wireName }, [source]]) => `${wireName} from ${describeSource(source)}`,
  );
  if (body) parts.push('a body');
  if (operation.pagination !== undefined) parts.push('page by page');
  else if (isVariable) parts.push('several times');
  return parts.join(', ');
}

function describeSource(source: ArgumentSource): string {
  switch (source.kind) {
    case 'fixed':
      return source.from === 'configuration' ? 'the configuration' : `its ${source.from}`;
    case 'collection':
      return source.list.id;
    case 'property':
      return 'earlier answers';
  }
}
