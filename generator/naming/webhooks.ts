import type { ApiModel, OperationId } from '../model/model.js';
import type { WebhookId } from '../model/webhook.js';
import type { OperationNames, ServiceNames } from './names.js';

/**
 * The names that users pass to `handleWebhook`: a webhook's own, a callback's after the call that asks for it, such as
 * `subscriptions.create.onMoved`. They are kept as long as the names of calls are.
 */
export function nameWebhooks(
  { services, webhooks }: ApiModel,
  names: {
    readonly operations: ReadonlyMap<OperationId, OperationNames>;
    readonly services: ReadonlyMap<string, ServiceNames>;
  },
): ReadonlyMap<WebhookId, string> {
  const calls = new Map(
    services.flatMap(({ wireName, operations }) =>
      operations.map(({ id }): readonly [OperationId, string] => [
        id,
        `${names.services.get(wireName)?.property ?? wireName}.${names.operations.get(id)?.method ?? id}`,
      ]),
    ),
  );
  const taken = new Set<string>();
  return new Map(
    webhooks.map(({ id, wireName, variant, callback }) => {
      const call = callback && calls.get(callback.operation);
      const base = call === undefined ? wireName : `${call}.${wireName}`;
      const preferred = variant === undefined ? base : `${base} ${variant}`;
      const name = taken.has(preferred) ? id : preferred;
      taken.add(name);
      return [id, name];
    }),
  );
}
