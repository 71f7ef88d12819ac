import type { Operation, Response, ResponseBody } from '../model/model.js';
import { isEmptyStatus, isSuccess } from '../model/walk.js';

/** What a request of an operation gets when it succeeds. */
export interface Answer {
  readonly status: number;
  /** Undefined if the document declares no response. */
  readonly response: Response | undefined;
  readonly body: ResponseBody | undefined;
}

/** The first success that the document declares, or else its default response; 200 without a body if it declares neither. */
export function getAnswer({ responses }: Operation): Answer {
  const response =
    responses.find(isSuccess) ?? responses.find(({ status }) => status === 'default');
  const status = getStatus(response);
  return {
    status,
    response,
    body: isEmptyStatus(String(status)) ? undefined : response?.body,
  };
}

/** A range such as `2XX` becomes its first status, 200. */
function getStatus(response: Response | undefined): number {
  const status = Number((response?.status ?? '').replace(/X/gi, '0'));
  return Number.isInteger(status) && status >= 200 ? status : 200;
}

/** The media type that JSON or text is sent as: that of the body, unless that is a range. */
export function getConcreteType({ mediaType }: ResponseBody, otherwise: string): string {
  return mediaType.includes('*') ? otherwise : mediaType;
}
