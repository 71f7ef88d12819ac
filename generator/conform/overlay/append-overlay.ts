import { isMap, isSeq, parseDocument } from 'yaml';
import { UsageError } from '../../errors.js';

/**
 * Adds the actions of a proposed overlay to one that was written before, which it was proposed on top of. Comments and
 * everything else of the earlier one stay.
 *
 * @param path Of the earlier overlay, for messages.
 * @returns the text of the overlay with all actions, of the higher of both versions.
 * @throws UsageError for a text that is not an overlay.
 */
export function appendOverlay(earlier: string, proposed: string, path: string): string {
  const document = parseDocument(earlier);
  const added = parseDocument(proposed);
  const actions = isMap(document.contents) ? document.get('actions') : undefined;
  const items = added.get('actions');
  const isOverlay = document.errors.length === 0 && isMap(document.contents) && isSeq(actions);
  if (!isOverlay || !isSeq(items))
    throw new UsageError(`${path} is not an overlay to which actions could be added.`, {
      hint: 'Give another file with --write.',
    });
  for (const item of items.items) actions.add(item);
  const versions = [document, added].map((each) => String(each.get('overlay')));
  document.set('overlay', versions.sort().at(-1));
  return document.toString({ lineWidth: 0 });
}
