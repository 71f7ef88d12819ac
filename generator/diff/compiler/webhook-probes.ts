import type { TypeRef } from '../../model/model.js';
import { UNKNOWN } from '../../model/type-refs.js';
import type { Webhook } from '../../model/webhook.js';
import type { ProbeContext } from './both-packages.js';
import type { Owner, Probe } from './source-break.js';
import type { Surface } from './surface.js';
import { probeLocation } from './value-probes.js';

const TEXT: TypeRef = { kind: 'scalar', scalar: 'string' };

/** The names that programs pass to `handleWebhook`, each with its webhook. */
export function getWebhooksByName({ model, names }: Surface): ReadonlyMap<string, Webhook> {
  return new Map(
    model.webhooks.map((webhook) => [names.webhooks.get(webhook.id) ?? webhook.id, webhook]),
  );
}

export function getWebhookOwner({ callback, id }: Webhook): Owner {
  return { kind: 'operation', id: callback?.operation ?? `webhook ${id}` };
}

/** What programs read of a payload. */
export function probeWebhook(
  name: string,
  before: Webhook,
  after: Webhook,
  context: ProbeContext,
): readonly Probe[] {
  const [was, is] = [getPayloadType(before), getPayloadType(after)];
  // Nobody reads the payload of a webhook without a body.
  if (was === undefined) return [];
  const subject = `Webhooks[${JSON.stringify(name)}]`;
  return probeLocation(
    {
      subject,
      owner: getWebhookOwner(before),
      pointer: before.origin.pointer,
      before: { type: was, required: true },
      after: is && { type: is, required: true },
      newType: `import('./webhooks.js').${subject}`,
    },
    'response',
    context,
  );
}

/** The type of what is read: see `printPayload` of the emitters. */
export function getPayloadType({ body }: Webhook): TypeRef | undefined {
  if (body === undefined) return undefined;
  if (body.encoding === 'json') return body.type;
  return body.encoding === 'text' ? TEXT : UNKNOWN;
}
