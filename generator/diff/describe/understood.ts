import type { LoadedDocument } from '../../document/openapi.js';
import type { ApiModel } from '../../model/model.js';
import type { Names } from '../../naming/names.js';
import type { OutputSwitches } from '../../switches/index.js';

/** A document, what it means, and what its SDK calls everything: one side of a comparison. */
export interface Understood {
  readonly loaded: LoadedDocument;
  /** As filters and switches have it. */
  readonly model: ApiModel;
  readonly names: Names;
  readonly switches?: OutputSwitches;
  /** True: the model holds only the operations that were asked for. */
  readonly filtered?: boolean;
}
