import { UNKNOWN } from '../../model/type-refs.js';
import type { TypeRef } from '../../model/model.js';
import type { Webhook } from '../../model/webhook.js';
import type { ProbeContext } from './both-packages.js';
import type { Probe } from './source-break.js';
import type { Surface } from './surface.js';
import { probeLocation } from './value-probes.js';

const TEXT: TypeRef = { kind: 'scalar', scalar: 'string' };

/** The names that programs pass to `handleWebhook`, each with its webhook. */
export function getWebhooksByName({ model, names }: Surface): ReadonlyMap<string, Webhook> {
  return new Map(
    model.webhooks.map((webhook) => [names.webhooks.get(webhook.id) ?? webhook.id, webhook]),
  );
}

/** A probe for each name that the new package no longer has. */
export function probeRemovedWebhooks(before: Surface, after: Surface): readonly Probe[] {
  const names = getWebhooksByName(after);
  const union = [...names.keys()].map((name) => JSON.stringify(name)).join(' | ') || 'never';
  return [...getWebhooksByName(before)]
    .filter(([name]) => !names.has(name))
    .map(([name, webhook]) => ({
      ...toTarget(name, webhook),
      position: 'export',
      code: `null! as Record<${union}, unknown>[${JSON.stringify(name)}];`,
    }));
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
  return probeLocation(
    {
      ...toTarget(name, before),
      before: { type: was, required: true },
      after: is && { type: is, required: true },
      newType: is === undefined ? 'undefined' : context.after.printType(is, 'response'),
    },
    'response',
    context,
  );
}

function toTarget(
  name: string,
  { callback, id, origin }: Webhook,
): Pick<Probe, 'subject' | 'owner' | 'pointer'> {
  return {
    subject: `Webhooks[${JSON.stringify(name)}]`,
    owner: { kind: 'operation', id: callback?.operation ?? `webhook ${id}` },
    pointer: origin.pointer,
  };
}

/** The type of what is read: see `printPayload` of the emitters. */
export function getPayloadType({ body }: Webhook): TypeRef | undefined {
  if (body === undefined) return undefined;
  if (body.encoding === 'json') return body.type;
  return body.encoding === 'text' ? TEXT : UNKNOWN;
}
