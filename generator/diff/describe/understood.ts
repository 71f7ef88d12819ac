import type { LoadedDocument } from '../document.js';
import type { ApiModel } from '../../model/model.js';
import type { Names } from '../../naming/names.js';
import type { OutputSwitches } from '../../model/switches/index.js';

/** A document and what it means: what differences are found in. */
export interface Meaning {
  readonly loaded: LoadedDocument;
  /** As filters and switches have it. */
  readonly model: ApiModel;
  /** True: the model holds only the operations that were asked for. */
  readonly filtered?: boolean;
}

/** As well what its SDK calls everything: one side of a comparison. */
export interface Understood extends Meaning {
  readonly names: Names;
  readonly switches?: OutputSwitches;
}
