import type { ApiModel } from '../model/model.js';
import { nonNullableIsRequired } from './requiredness.js';
import type { OutputSwitches } from './switches.js';

export type { OutputSwitches } from './switches.js';

/** The model as these switches see it: the same one where nothing is switched. */
export function withSwitches(model: ApiModel, { requiredness }: OutputSwitches): ApiModel {
  return requiredness === 'nonNullableIsRequired' ? nonNullableIsRequired(model) : model;
}
