import type { ApiModel } from '../model.js';
import { fitForEnums } from './enums.js';
import { nonNullableIsRequired } from './requiredness.js';
import { withHeldScalars } from './held-scalars.js';
import type { OutputSwitches } from './switches.js';

export type { OutputSwitches } from './switches.js';

/** The model as these switches see it: the same one where nothing is switched that concerns it. */
export function withSwitches(model: ApiModel, switches: OutputSwitches): ApiModel {
  const { requiredness, enums } = switches;
  const required = requiredness === 'nonNullableIsRequired' ? nonNullableIsRequired(model) : model;
  return withHeldScalars(enums === 'enum' ? fitForEnums(required) : required, switches);
}
